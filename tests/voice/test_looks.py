"""The look of the page: their age says, they can choose, and nobody has to."""

from __future__ import annotations

from datetime import date

import pytest

from portal.audit.models import Event
from portal.kit import clock
from portal.voice.models import LookChosen, Statement
from portal.voice.rules import Look
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows, statements, to_page_3


def years_old(age: int) -> date:
    today = clock.now().date()
    return today.replace(year=today.year - age, day=min(today.day, 28))


def of_age(page: Page, make: Make, age: int) -> Page:
    return page.sign_in(make.account_for(make.young_person(born_on=years_old(age))))


@pytest.mark.parametrize(("age", "look"), [(9, Look.YOUNGER), (14, Look.OLDER), (20, Look.LEAVER)])
def test_their_age_says_until_they_choose(page: Page, make: Make, age: int, look: Look) -> None:
    of_age(page, make, age).visit("/say")
    assert f"look--{look.value}" in page.html
    to_page_3(page).submit("Send")
    assert [said.look for said in statements()] == [look]
    assert rows(LookChosen) == []


def test_chosen_once_and_changed_later(page: Page, make: Make) -> None:
    of_age(page, make, 14).visit("/start").follow("How this page looks")
    assert page.value("look") == "older"
    page.submit("Make it look like this", look="Big and short")
    assert page.heading.startswith("Hello")
    assert "look--younger" in page.visit("/say").html
    page.visit("/look").submit("Make it look like this", look="All the questions")
    assert "look--older" in page.visit("/say").html
    assert [row.look for row in rows(LookChosen)] == [Look.OLDER]


def test_the_same_look_again_is_no_new_event(page: Page, make: Make) -> None:
    of_age(page, make, 14)
    for _tap in range(2):
        page.visit("/look").submit("Make it look like this", look="Big and short")
    assert [e.actor_role for e in rows(Event) if e.action == "choose_look"] == ["young_person"]


def test_fewer_questions_when_younger_and_answers_given_before_stay(page: Page, make: Make) -> None:
    of_age(page, make, 14).visit("/say/about").submit("talk_to_somebody")
    page.submit("Next", r_talk_how="meet")
    page.visit("/look").submit("Make it look like this", look="Big and short")
    page.visit("/say/words").submit("Next").submit("Send")
    (said,) = statements()
    assert (said.look, said.asked) == (Look.YOUNGER, "talk_to_somebody")
    assert "Meet me" in page.follow("See what you said").main


def test_the_little_look_leads_to_pictures(page: Page, make: Make) -> None:
    of_age(page, make, 9).visit("/look").submit("Make it look like this", look="Pictures to tap")
    assert page.url.endswith("/little")
    page.visit("/start").follow("Say something")
    assert "/little" in page.url
    assert "look--younger" in page.visit("/say").html, "the other pages stay open to them"


def test_their_start_page_begins_with_pictures_and_see_me_on_my_own(page: Page, make: Make) -> None:
    of_age(page, make, 9).visit("/look").submit("Make it look like this", look="Pictures to tap")
    page.visit("/start")
    before, _, after = page.main.partition("For grown-ups")
    for words in ("See me on my own", "Say something", "What you said"):
        assert words in before
    assert "Who opened my record" in after
    page.submit("See me on my own")
    assert [one.is_shown_to_them for one in statements()] == [False]
    page.visit("/start").follow("What you said")
    assert page.url.endswith("/little/said")


def test_nothing_picked_and_what_is_not_offered(page: Page, make: Make) -> None:
    of_age(page, make, 14)
    for bad in ({}, {"look": "dragons"}, {"look": "little"}):
        page.post("/look", bad, status=422)
        assert page.mistakes == ["Pick one of these."] or page.mistakes == ["Pick one of these, or leave it."]
    assert rows(LookChosen) == []


def test_who_has_no_known_age_is_asked_and_not_forced(page: Page, make: Make) -> None:
    from portal import db
    from portal.people.models import YoungPerson

    person = make.young_person()
    with db.transaction() as session:
        session.get_one(YoungPerson, person.id).born_on = None
    page.sign_in(make.account_for(person)).visit("/start")
    assert "How do you like this page to look?" in page.main
    to_page_3(page).submit("Send")
    assert isinstance(statements()[0], Statement)
    page.visit("/look").submit("Make it look like this", look="Plain")
    assert "How do you like this page to look?" not in page.visit("/start").main


def test_staff_have_no_look(page: Page, make: Make) -> None:
    from portal.policy.roles import Role

    page.sign_in(make.staff(Role.SOCIAL_WORKER))
    for url in ("/look", "/say/about"):
        page.visit(url, status=404)
        page.post(url, status=404)
