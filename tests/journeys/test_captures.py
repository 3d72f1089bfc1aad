"""Through somebody who knows them: beside a worker at a phone, what was seen, and what a carer passes on.

All three are the same kind of form: one goes with scripts, by keys and without them, the others without."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]
# What a phone does when it is put away, or another app is opened.
_PUT_AWAY = """() => {
  Object.defineProperty(document, "hidden", { value: true })
  document.dispatchEvent(new Event("visibilitychange"))
}"""
WAYS: list[dict[str, object]] = [{"width": 360}, {"width": 320, "scripts": False}, {"how": "keyboard"}]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(f"{k}={v}" for k, v in way.items()))
def test_said_together_is_theirs_from_then_on(make: Make, visitor: Visit, way: dict[str, object]) -> None:
    person = make.young_person(called="Robin")
    account, worker, _reader = make.account_for(person), make.worker_of(person), make.staff(Role.READER)
    beside = visitor(**way).is_signed_in_as(worker)
    beside.goes_to("/staff").follows("Write it down").follows("Together with Robin")
    beside.sees("If harm is told: stop asking, write their words, ring.")
    beside.types("Their words, not yours", "I want my own key").picks("Up and down")
    beside.types("Who was there?", "Robin and me").picks("No", of="Are you worried")
    beside.presses("Send it for Robin").sees("Waits to be read", "I want my own key")
    young = visitor(**way).is_signed_in_as(account)
    young.goes_to("/said").follows("I want my own key").sees("You said this together with")


def test_a_carer_passes_on_and_hears_how_far_it_is(make: Make, visitor: Visit) -> None:
    person = make.young_person(called="Robin")
    carer, reader = make.worker_of(person, Role.FOSTER_CARER), make.staff(Role.READER)
    make.worker_of(person)
    home = visitor(width=360, scripts=False).is_signed_in_as(carer)
    home.goes_to("/staff/write-down").follows("Pass on what Robin told somebody")
    home.picks("Me", of="Whom did they tell?").types("Their words", "I miss my old school")
    home.picks("No", of="Are you worried").picks("Yes", of="May they know").presses("Pass it on")
    desk = visitor(width=1280).is_signed_in_as(reader)
    desk.goes_to("/staff/desk").follows(person.name).sees("Written down by", "passed on")
    desk.page.get_by_label("What was done").first.select_option(label="Nothing more is needed")
    desk.picks("It concerns nobody here").presses("Mark as read")
    desk.goes_to("/staff/desk?tab=read").follows(person.name)
    desk.types("What came of it", "We spoke with the school.").presses("Tell them")
    home.goes_to("/staff").follows("There is news of something you passed on").follows("Robin")
    home.sees("We spoke with the school.", "Somebody is dealing with it")


def test_an_observation_stands_apart_from_quotations(make: Make, visitor: Visit) -> None:
    person = make.young_person(called="Robin")
    worker, reader = make.worker_of(person), make.staff(Role.READER)
    seen = visitor(width=360, scripts=False).is_signed_in_as(worker)
    seen.goes_to(f"/staff/young-people/{person.id}/observed")
    seen.types("What you saw", "He hid under the table when the bell rang").picks("Quite sure")
    seen.picks("No", of="Are you worried").presses("Send what I saw")
    desk = visitor(width=1280).is_signed_in_as(reader)
    desk.goes_to("/staff/desk").follows(person.name).sees("Nothing here was said by Robin")
    assert desk.page.locator(".speech").count() == 0


def test_called_away_what_was_typed_is_there_again_until_it_is_sent(make: Make, visitor: Visit) -> None:
    person = make.young_person(called="Robin")
    worker = make.worker_of(person)
    make.staff(Role.READER)
    beside = visitor(width=360).is_signed_in_as(worker)
    beside.goes_to("/staff/write-down").follows("Together with Robin")
    beside.types("Their words, not yours", "I want my own key")
    beside.page.evaluate(_PUT_AWAY)
    for _ in range(50):  # what is kept on the way out may arrive after the next page was asked for
        if beside.goes_to("/staff/write-down").page.get_by_text("Begun, and not sent").count():
            break
        beside.page.wait_for_timeout(100)
    beside.sees("Begun, and not sent").follows("Robin: said together")
    beside.sees("We kept what you wrote")
    assert beside.page.get_by_label("Their words, not yours").input_value() == "I want my own key"
    beside.types("Who was there?", "Robin and me").picks("No", of="Are you worried")
    beside.presses("Send it for Robin").sees("Waits to be read", "I want my own key")
    beside.goes_to("/staff/write-down")
    assert beside.page.get_by_text("Begun, and not sent").count() == 0
