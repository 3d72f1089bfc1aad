"""A worker's day: who is silent, an answer begun with a wording, a true no with an advocate beside it, a
colleague who answers instead, leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from portal.kit import clock
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_wording_is_made_their_own_and_the_no_leads_to_an_advocate(
    make: Make, visitor: Visit, scripts: bool
) -> None:
    person, reader = make.young_person(name="Robin Vale", called="Robin"), make.staff(Role.READER)
    make.staff(Role.ADVOCATE)
    worker = make.worker_of(person, Role.SOCIAL_WORKER, name="Wanda Worker")
    make.link(make.young_person(name="Quiet Marsh"), worker)
    make.statement(person, "I want a tablet", to=[worker], read_by=reader)
    day = visitor(width=1280, scripts=scripts).is_signed_in_as(worker)
    day.goes_to("/staff").follows("My young people").sees("Robin Vale", "Quiet Marsh", "1 thing, by")
    day.follows("1 thing, by").follows("Robin Vale")
    day.page.get_by_label("Begin with a wording").select_option("cant_money")
    day.presses("Use this wording").sees("We do not have the money for [what]")
    day.types("What we understood", "You want a tablet to draw on.")
    day.types("The true reason", "We do not have the money for a tablet this year.")
    day.types("Who decided this", "Jo Bell, who runs our team")
    day.presses("Send it to Robin").sees("Your answer is sent.")
    young = visitor(scripts=scripts).is_signed_in_as(make.account_for(person))
    young.goes_to("/said").page.locator("main a[href*='/said/']").first.click()
    young.looks().presses("Read the answer").sees("We can't do this. This is why")
    young.sees("Who decided this: Jo Bell", "You don't have to agree", "Is it sorted?")
    young.presses("Write to an advocate").sees("We picked the advocate for you.")


def test_a_colleague_is_asked_and_the_young_person_sees_who_answers_now(make: Make, visitor: Visit) -> None:
    person, reader = make.young_person(name="Robin Vale", called="Robin"), make.staff(Role.READER)
    worker = make.worker_of(person, Role.SOCIAL_WORKER, name="Wanda Worker")
    iro = make.worker_of(person, Role.IRO, name="Ines Review")
    statement = make.statement(person, "Who comes to my review?", to=[worker], read_by=reader)
    day = visitor(width=1280).is_signed_in_as(worker)
    day.goes_to("/staff/statements").follows("Robin Vale").picks("Ines Review", of="Who answers instead")
    day.types("A note to them", "You run the review.").presses("Ask them to answer").sees("Handed on.")
    young = visitor().is_signed_in_as(make.account_for(person))
    young.goes_to(f"/said/{statement.id}").sees("Ines Review answers by")
    asked = visitor(width=320).is_signed_in_as(iro)
    asked.goes_to("/staff/statements").follows("Robin Vale").sees("You run the review.")
    asked.picks("Done", of="How does it stand?")
    asked.types("What we understood", "You want to know who comes.")
    asked.types("What is done", "I wrote the list for you: Wanda, me and you.")
    asked.presses("Send it to Robin").sees("Your answer is sent.")


def test_away_the_young_person_sees_who_answers(make: Make, visitor: Visit) -> None:
    person, reader = make.young_person(name="Robin Vale", called="Robin"), make.staff(Role.READER)
    manager = make.staff(Role.MANAGER, name="Mo Manager")
    worker = make.worker_of(person, Role.SOCIAL_WORKER, name="Wanda Worker", manager=manager)
    make.staff(Role.SOCIAL_WORKER, name="Jo Instead", manager=manager)
    statement = make.statement(person, to=[worker], read_by=reader)
    day = visitor(width=1280, how="keyboard").is_signed_in_as(worker)
    day.goes_to("/staff/mine").follows("When I am away")
    today = clock.now().date()
    for n, one in enumerate((today, today + timedelta(days=6))):
        for part in ("day", "month", "year"):
            day.page.locator(f"[name={('from_on', 'until_on')[n]}-{part}]").fill(str(getattr(one, part)))
    day.page.get_by_label("Who stands in").select_option(label="Jo Instead")
    day.presses("Add this leave").sees("Jo Instead", "Now")
    young = visitor().is_signed_in_as(make.account_for(person))
    young.goes_to(f"/said/{statement.id}").sees("Jo Instead answers for Wanda Worker.")
