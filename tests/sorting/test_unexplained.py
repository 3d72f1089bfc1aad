"""What no theme explains well: listed for who may read it, alike ones together, with words several use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.coding import commands as coding
from portal.coding.models import SuggestedThemes
from portal.coding.queries.suggested import machine_said, suggested, text_of
from portal.kit import clock
from portal.policy.roles import Role
from portal.sorting.jobs.rising import look_for_rising_words
from portal.sorting.jobs.suggesting import forget_engine, suggest_themes
from portal.sorting.models import Unexplained
from portal.voice.models import Statement
from portal.voice.rules import Desk
from tests.support.coded import coded
from tests.support.factories import Make
from tests.support.pages import Page

LONDON = ZoneInfo("Europe/London")
STRANGE = "The drone pilots hover over the canal with lanterns"
SCHOOL = "My teacher at school helps me with my homework"


@pytest.fixture(autouse=True)
def nothing_in_memory() -> None:
    forget_engine()


@pytest.fixture
def reader(make: Make) -> Account:
    return make.staff(Role.READER, name="Rae Reader")


@pytest.fixture
def said(make: Make, reader: Account) -> Callable[..., Statement]:
    def say(words: str, **fields: object) -> Statement:
        who = fields.pop("who", None) or make.young_person()
        return make.statement(who, words, read_by=reader, **fields)

    return say


def _work() -> int:
    return suggest_themes(clock.now())


def _rows() -> dict[object, SuggestedThemes]:
    with db.transaction() as session:
        return {one.statement_id: one for one in session.scalars(sa.select(SuggestedThemes))}


def test_each_statement_is_worked_out_once(said: Callable[..., Statement]) -> None:
    school = said(SCHOOL)
    assert _work() == 1
    assert _work() == 0
    with db.transaction():
        offered = suggested(school.id, SCHOOL, None)
        assert offered[0].key == "school"
        assert offered[0].by_model == 0
        why = offered[0].why[0]
        assert SCHOOL[why.start : why.end] == why.words
        assert machine_said([school.id])[school.id] >= {"school"}


def test_what_was_made_of_other_words_is_not_used(said: Callable[..., Statement]) -> None:
    """They changed what they said: places in the old words would point at nothing."""
    school = said(SCHOOL)
    _work()
    with db.transaction():
        assert suggested(school.id, "I miss my mum", None)[0].key == "family_time"


def test_nothing_is_made_of_what_counts_nowhere(said: Callable[..., Statement], reader: Account) -> None:
    said(SCHOOL, desk=Desk.ADVOCATE)
    said(SCHOOL, taken_back_at=clock.now())
    said(SCHOOL, passed_by_id=reader.id)
    coded(said(SCHOOL), reader, "school")
    assert _work() == 0


def test_taken_back_it_is_gone_here_too(said: Callable[..., Statement]) -> None:
    school = said(SCHOOL)
    _work()
    with db.transaction():
        coding.set_aside(school.id, clock.now())
    assert _rows() == {}


def test_it_is_sealed(said: Callable[..., Statement]) -> None:
    school = said(SCHOOL)
    _work()
    assert b"school" not in (_rows()[school.id].content_sealed or b"")
    assert text_of("a", "") == "a"


def test_what_no_theme_explains_is_there_to_read(
    page: Page, said: Callable[..., Statement], reader: Account
) -> None:
    strange, other, school = said(STRANGE), said(STRANGE + " again"), said(SCHOOL)
    _work()
    page.sign_in(reader).visit("/staff/themes/unexplained")
    links = {str(one.get("href")) for one in page.links()}
    assert f"/staff/desk/{strange.id}#said" in links
    assert f"/staff/desk/{other.id}#said" in links
    assert f"/staff/desk/{school.id}#said" not in links
    assert "Nearly the same:" in page.main
    assert "drone" not in page.main  # the list holds no words: each is opened at the desk


def test_nobody_meets_there_what_concerns_them(
    page: Page, said: Callable[..., Statement], make: Make, reader: Account
) -> None:
    concerned = make.staff(Role.READER, name="Con Cerned")
    strange = said(STRANGE, concerning=[concerned])
    _work()
    page.sign_in(concerned).visit("/staff/themes/unexplained")
    assert str(strange.id) not in page.html
    assert "Nothing to read" in page.main
    page.sign_out().sign_in(reader).visit("/staff/themes/unexplained")
    assert str(strange.id) in page.html


def test_what_a_person_found_a_theme_for_is_explained(
    page: Page, said: Callable[..., Statement], reader: Account
) -> None:
    found, none = said(STRANGE), said("Xylophones rattle under the pier at midnight")
    _work()
    coded(found, reader, "activities")
    coded(none, reader)
    page.sign_in(reader).visit("/staff/themes/unexplained")
    assert str(found.id) not in page.html
    assert str(none.id) in page.html


def test_participation_workers_do_not_read_there(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.PARTICIPATION_WORKER)).visit("/staff/themes/unexplained", status=404)


def test_words_that_five_people_use_are_told_and_rarer_ones_are_not(
    page: Page, said: Callable[..., Statement], make: Make, reader: Account
) -> None:
    often = make.young_person()
    for _time in range(5):
        said("Zebedee zooms past the lighthouse", who=often)
    for _time in range(5):
        said("The drone buzzes past the lighthouse")
    _work()
    assert look_for_rising_words(clock.now(), LONDON) == 1
    assert look_for_rising_words(clock.now(), LONDON) == 0
    page.sign_in(reader).visit("/staff/themes/unexplained")
    assert "drone" in page.main
    assert "zebedee" not in page.main.casefold()
    with db.transaction() as session:
        row = session.scalars(sa.select(Unexplained)).one()
        assert b"drone" not in (row.words_sealed or b"")


def test_tomorrow_they_are_looked_for_anew(said: Callable[..., Statement]) -> None:
    look_for_rising_words(clock.now(), LONDON)
    assert look_for_rising_words(clock.now() + timedelta(days=1), LONDON) == 1
    with db.transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Unexplained)) == 1
