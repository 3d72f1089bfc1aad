"""The pages on which somebody finds what they are owed, and asks for it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from portal import app as apps
from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import Episode, YoungPerson
from portal.rights.queries import known_of
from portal.rights.rules.standing import Care, Say
from portal.settings import CannotStart, Settings
from portal.voice.models import Draft
from tests.support.factories import Make
from tests.support.pages import Page

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def sam_account(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


@pytest.fixture
def in_space(page: Page, sam_account: Account) -> Page:
    """Sam is signed in."""
    return page.sign_in(sam_account)


def years_old(age: int, days: int = 100) -> date:
    """The birthday of somebody so old, and so many days."""
    now = clock.today(LONDON) - timedelta(days=days)
    return now.replace(year=now.year - age, day=min(now.day, 28))


def in_care(person: YoungPerson, first: date, last: date | None = None, status: str = "C2") -> None:
    with db.transaction() as session:
        session.add(Episode(young_person_id=person.id, started_on=first, ended_on=last, legal_status=status))


def test_a_twelve_year_old_answers_two_questions(page: Page) -> None:
    page.visit("/owed").submit("Show me", age="12", care="now")
    assert "a looked-after child" in page.text
    assert "Pocket money and clothes" in page.text
    assert "set up your home" not in page.text


def test_somebody_who_left_is_asked_a_little_more(page: Page) -> None:
    page.visit("/owed").submit("Show me", age="19", care="before")
    assert "A few more questions" in page.text
    page.submit("Show me", weeks="yes", at_sixteen="yes", studies="yes")
    assert "a former relevant young person" in page.text
    assert "£3,000" in page.text
    assert "Since 1 Apr 2023" in page.text
    assert "£2,000" in page.text


def test_nobody_has_to_know(page: Page) -> None:
    page.visit("/owed?age=18&care=before&more=1&weeks=unsure&at_sixteen=unsure&guardian=no&studies=unsure")
    assert "may call you one of these" in page.text
    assert "A personal adviser" in page.text


@pytest.mark.parametrize("query", ["?age=&care=now", "?age=12", "?age=-3&care=now", "?age=x&care=y", "?x=1"])
def test_what_is_missing_is_said_and_the_rest_stays(page: Page, query: str) -> None:
    page.visit(f"/owed{query}", status=422)
    assert "There is something to put right" in page.text


def test_more_questions_sent_empty_say_what_is_missing(page: Page) -> None:
    page.visit("/owed?age=17&care=now&more=1&is_parent=y", status=422)
    assert "Pick one" in page.text
    assert page.value("is_parent") == "y"


def test_all_of_it_can_be_opened_to_print(page: Page) -> None:
    page.visit("/owed?age=9&care=now")
    assert '<details class="more" open' not in page.html
    page.follow("Open all of it, to print")
    assert page.html.count('<details class="more" open') > 10
    assert "a looked-after child" in page.text


def test_signed_in_nothing_is_asked(make: Make, page: Page) -> None:
    person = make.young_person(born_on=years_old(17))
    in_care(person, years_old(17) + timedelta(days=365 * 14))
    page.sign_in(make.account_for(person)).visit("/owed/mine")
    assert "We worked this out" in page.text
    assert "an eligible child" in page.text


def test_without_care_on_record_the_questions_are_asked(in_space: Page) -> None:
    in_space.visit("/owed/mine")
    assert in_space.url.endswith("/owed")


def test_asking_becomes_words_of_their_own(in_space: Page, sam: YoungPerson) -> None:
    in_space.visit("/owed?age=12&care=now").submit("Ask for this: Pocket money and clothes")
    assert "We wrote it down for you" in in_space.text
    assert "I want to ask for this: Pocket money and clothes." in in_space.html
    with db.transaction(writes=False) as session:
        assert session.query(Draft).filter_by(young_person_id=sam.id).count() == 1


def test_what_they_had_begun_is_not_written_over(in_space: Page) -> None:
    in_space.visit("/say/words").submit("Next", words="Mine stays")
    in_space.visit("/owed?age=12&care=now").submit("Ask for this: Pocket money and clothes")
    assert "You have started something else" in in_space.text
    assert "Mine stays" in in_space.html


def test_nobody_signed_in_comes_to_the_door_and_an_unknown_thing_is_not_there(
    page: Page, sam_account: Account
) -> None:
    page.visit("/owed?age=12&care=now").submit("Ask for this: Pocket money and clothes")
    assert "/come-in" in page.url or page.url == "/"
    page.sign_in(sam_account).post("/owed/nothing/ask", {}, status=404)


def test_weeks_since_fourteen_are_counted_without_short_breaks(make: Make) -> None:
    person = make.young_person(born_on=years_old(17))
    fourteen = years_old(17).replace(year=years_old(17).year + 14)
    in_care(person, fourteen - timedelta(weeks=50), fourteen + timedelta(weeks=12))
    in_care(person, fourteen + timedelta(weeks=20), fourteen + timedelta(weeks=30), status="V4")
    with db.transaction(writes=False):
        told = known_of(person, clock.today(LONDON))
        assert told is not None
        assert (told.care, told.weeks, told.at_sixteen) == (Care.BEFORE, Say.NO, Say.NO)
    in_care(person, fourteen + timedelta(weeks=40), fourteen + timedelta(weeks=41))
    with db.transaction(writes=False):
        again = known_of(person, clock.today(LONDON))
        assert again is not None
        assert again.weeks is Say.YES


def test_a_bad_offer_file_keeps_the_site_from_starting(settings: Settings, tmp_path: Path) -> None:
    import dataclasses

    file = tmp_path / "offer.toml"
    file.write_text("[[[")
    with pytest.raises(CannotStart, match="HEARD_OFFER_FILE"):
        apps.create_app(dataclasses.replace(settings, offer_file=file))


def test_what_to_say_when_arrested_is_there_for_anybody(page: Page, sam_account: Account) -> None:
    page.visit("/arrested")
    assert "I want a solicitor" in page.text
