"""What was attacked of a paper and held since: old pages sign nothing new, nothing slips in after sign-off or
by the annual report, a merged theme keeps its quotes, what is taken back is counted anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import flask
import pytest

from portal import db
from portal.coding.codebook import codebook
from portal.coding.commands.undoing import unsort
from portal.coding.figures.changed import has_changed_since
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.kit.errors import Refused
from portal.panels.commands import annual, packs, packs_signing
from portal.panels.commands import papers as commands
from portal.panels.queries import papers as queries
from portal.panels.queries.packs_states import state_of
from portal.panels.rules.packs import Placed, SignState
from portal.panels.rules.papers import WhyNot
from portal.policy.roles import Role
from portal.sorting.commands import codebook as codebooks
from portal.sorting.rules.codebook import Around
from portal.voice.models import Statement
from tests.panels.test_annual import last_year, span
from tests.support import did
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.papers import LEAD, Panel, last_quarter, panel, prepared, row, today


@pytest.fixture
def council(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def ask(council: Panel, meeting_id: UUID, officer: UUID) -> None:
    with db.transaction():
        packs.ask_for_sign_off(meeting_id, officer, by=council.support.id, today=today(), now=clock.now())


def told_to_all(make: Make) -> None:
    """Something was done, and is told to all young people now."""
    writer = make.staff(Role.MANAGER, name="Zed Writer")
    did.outcome(
        writer,
        we_did="Nobody has looked at this",
        published_at=clock.now() - timedelta(days=60),
        all_from_on=today(),
    )


def test_an_old_page_does_not_sign_what_was_changed_and_asked_for_again(
    council: Panel, another_page: Callable[[], Page]
) -> None:
    officer = council.make.staff(Role.MANAGER, name="Mo Harrow")
    meeting_id = council.ready()
    ask(council, meeting_id, officer.id)
    signs = another_page().sign_in(officer).visit(f"/staff/panel/{meeting_id}/sign-off")
    assert LEAD in signs.main
    with db.transaction():
        commands.save_words(meeting_id, "Something else that nobody saw.", "", by=council.support.id)
    ask(council, meeting_id, officer.id)
    signs.submit("Sign it off", status=422)
    assert "Somebody changed this" in signs.text
    assert "Something else that nobody saw." in signs.main
    with db.transaction(writes=False):
        assert state_of(meeting_id) is SignState.ASKED
    signs.submit("Sign it off")
    with db.transaction(writes=False):
        assert state_of(meeting_id) is SignState.GIVEN


def test_what_is_told_after_sign_off_lets_it_fall(council: Panel, make: Make, page: Page) -> None:
    meeting_id = council.ready()
    council.signed(meeting_id)
    told_to_all(make)
    with pytest.raises(Refused) as refused, db.transaction():
        commands.publish(meeting_id, by=council.support.id, today=today(), now=clock.now())
    assert refused.value.reason is WhyNot.NOT_SIGNED_OFF
    page.sign_in(council.support).visit(f"/staff/panel/{meeting_id}/prepare/publish").submit("Publish it")
    assert "not signed off" in page.text
    with db.transaction(writes=False):
        assert state_of(meeting_id) is SignState.FALLEN
    council.publish(meeting_id)
    assert row(meeting_id).published_at is not None


def test_the_annual_report_shows_nothing_that_was_left_out_of_every_paper(
    council: Panel, make: Make, page: Page
) -> None:
    begins = span(last_year()).first
    did.outcome(
        make.staff(Role.MANAGER),
        published_at=clock.now() - timedelta(days=300),
        all_from_on=today() - timedelta(days=290),
    )
    meeting_id = council.ready(council.meeting(Period(begins, begins + timedelta(days=90))))
    with db.transaction():
        left = Placed("changed", None, "", "not for the public: too early", False)
        packs.change_section(meeting_id, left, by=council.support.id)
    council.publish(meeting_id)
    officer = council.officer()
    with db.transaction():
        packs.open_to_all(meeting_id, by=council.support.id, now=clock.now())
        report = annual.make(last_year(), by=council.support.id, today=today(), now=clock.now())
        annual.save_words(report, "A year in words.", "", by=council.support.id, now=clock.now())
    with db.transaction():
        annual.ask_sign_off(report, officer, by=council.support.id, today=today(), now=clock.now())
        packs_signing.give(report, by=officer, now=clock.now(), kind=annual.KIND)
        annual.publish(report, is_public=True, by=council.support.id, today=today(), now=clock.now())
    assert "A year in words." in page.visit(f"/panel/annual/{last_year()}").main
    assert "What changed" not in page.main


def test_a_quote_goes_where_its_theme_went(council: Panel) -> None:
    council.spoke("moving", 12)
    council.spoke("home", 30)
    council.quote("moving", "I moved four times")
    with db.transaction():
        around = Around(
            by=council.support.id,
            now=clock.now(),
            on=last_quarter().last - timedelta(days=3),
            based_on=codebook().version,
            send_once=uuid4(),
            why="Young people see one thing in the two.",
        )
        codebooks.merge("moving", "home", around)
    meeting_id = council.counted()
    with db.transaction(writes=False):
        (quote,) = queries.quotes_to_choose(prepared(meeting_id))
    assert (quote.theme, quote.words) == ("home", "I moved four times")


def test_unsorted_and_then_taken_back_is_still_seen(council: Panel) -> None:
    spoken = council.spoke("home", 30)
    meeting_id = council.counted()
    asked_at = prepared(meeting_id).asked_at
    assert asked_at is not None
    with db.transaction() as session:
        unsort(spoken[0].id)
        assert not has_changed_since(last_quarter(), asked_at)
        session.get_one(Statement, spoken[0].id).taken_back_at = clock.now()
        session.flush()
        assert has_changed_since(last_quarter(), asked_at)


def test_who_signs_it_off_reads_what_everybody_would_read(
    council: Panel, make: Make, another_page: Callable[[], Page]
) -> None:
    """No words of young people, no files before it is published; nobody else gets there."""
    officer = council.make.staff(Role.MANAGER, name="Mo Harrow")
    meeting_id = council.ready()
    ask(council, meeting_id, officer.id)
    signs = another_page().sign_in(officer).visit(f"/staff/panel/{meeting_id}/sign-off")
    signs.follow("public version")
    assert LEAD in signs.main
    assert "So everybody would read it" in signs.main
    assert "The same to save" not in signs.main
    signs.follow("Back to sign-off").follow("for young people")
    assert "What you told the council" in signs.main
    signs.follow("Back")
    assert "Do you sign it off?" in signs.main
    for end in ("public", "young"):
        for role in (Role.READER, Role.PANEL_MEMBER):
            other = another_page().sign_in(make.staff(role))
            other.visit(f"/staff/panel/{meeting_id}/sign-off/{end}", status=404)
