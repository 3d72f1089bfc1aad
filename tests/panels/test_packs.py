"""A paper's sections by their pages: worded, moved, left out, frozen when sign-off is asked, signed off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Breakdown, Paper, Period
from portal.kit import clock
from portal.kit.errors import Refused
from portal.listening.models import ListeningQuarter
from portal.listening.rules.hiding import printable
from portal.notices.queries import unseen
from portal.notices.rules import NoticeKind
from portal.outcomes.queries.papers import to_json
from portal.panels.commands import cycle, packs, packs_signing
from portal.panels.commands import papers as commands
from portal.panels.queries.packs import rows_of
from portal.panels.queries.packs_states import state_of
from portal.panels.rules import Stage
from portal.panels.rules.cycle import Unit
from portal.panels.rules.packs import Placed, SignState, WhyNotSign
from portal.panels.rules.papers import WhyNot
from portal.policy.roles import Role
from portal.records.models import RecordsQuarter
from tests.panels.test_papers_records import counted_quarter
from tests.support.databases import TestDatabase
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.papers import LEAD, Panel, last_quarter, panel, prepared, row, today
from tests.support.queries import counted

STORY = "many of those who asked waited for an archive."


@pytest.fixture
def council(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


@pytest.fixture
def desk(council: Panel, page: Page) -> Page:
    """The browser of panel support."""
    return page.sign_in(council.support)


@pytest.fixture
def records(council: Panel) -> None:
    """A quarter of records requests was counted."""
    counted_quarter(last_quarter().last, clock.now() - timedelta(days=2))


def heard_quarter() -> None:
    """A quarter of who was heard, and who was not, as it was printed."""
    period = Period(last_quarter().first, last_quarter().last)
    ages = {"under_12": 60, "12_15": 60, "16_17": 50, "18_over": 50}
    by = Breakdown(
        "age",
        ages,
        dict.fromkeys(ages, 15),
        {"months_6": dict.fromkeys(ages, 10), "months_12": dict.fromkeys(ages, 5)},
        lasting=False,
    )
    silent = Paper(period, 220, 60, {"months_6": 40, "months_12": 20}, breakdowns=(by,))
    heard = Paper(
        period, 220, 160, {"read_same_day": 150, "due": 100, "in_time": 80, "told_no": 20, "told_why": 15}
    )
    numbers = {"heard": to_json(printable(heard)), "silent": to_json(printable(silent))}
    with db.transaction() as session:
        session.add(
            ListeningQuarter(
                first_on=period.first,
                last_on=period.last,
                counted_at=clock.now() - timedelta(days=2),
                numbers={
                    **numbers,
                    "spoken": numbers["heard"],
                    "teams": {},
                    "days": {},
                    "through": [],
                    "challenged": [],
                },
            )
        )


def url(meeting_id: UUID, more: str = "") -> str:
    return f"/staff/panel/{meeting_id}{more}"


def test_missing_voices_and_how_fast_answers_came_stand_in_it_and_say_how_they_were_made(
    council: Panel, page: Page
) -> None:
    heard_quarter()
    page.sign_in(council.member).visit(url(council.published()))
    voices = page.main.partition("Missing voices")[2]
    assert "About 60 of about 220 young people were not heard in any way" in voices
    assert "By age" in voices
    assert "an advocate counts nowhere" in voices
    assert (
        "Of about 100 young people who were owed an answer, about 80 had every answer in time." in page.main
    )
    ways = [e for e in page.links() if (e.get("href") or "").startswith("#how-")]
    anchors = {e.get("id") for e in page.everything}
    assert ways
    assert {(e.get("href") or "")[1:] for e in ways} <= anchors


@pytest.mark.usefixtures("records")
def test_a_section_is_worded_moved_and_left_out_with_a_reason(
    council: Panel, desk: Page, another_page: Callable[[], Page]
) -> None:
    heard_quarter()
    meeting_id = council.ready()
    desk.visit(url(meeting_id, "/prepare")).follow("Look at the sections")
    assert "About 70% of those who asked for their records" in desk.main
    before = desk.main.index("Access to records"), desk.main.index("How fast they were answered")
    assert before[1] < before[0]
    for _step in range(2):
        desk.post(url(meeting_id, "/prepare/sections/records/move"), {"to": "up"})
        desk.visit(url(meeting_id, "/prepare/sections"))
    assert desk.main.index("Access to records") < desk.main.index("How fast they were answered")
    desk.visit(url(meeting_id, "/prepare/sections/records")).submit("Save", story=STORY)
    desk.visit(url(meeting_id, "/prepare/sections/missing"))
    desk.submit("Save", is_left_out=True, status=422)
    assert desk.mistakes == ["Write why it is left out."]
    desk.submit("Save", left_out="it was in the last paper")
    assert "Left out" in desk.main
    officer = council.make.staff(Role.MANAGER, name="Mo Harrow")
    with db.transaction():
        packs.ask_for_sign_off(meeting_id, officer.id, by=council.support.id, today=today(), now=clock.now())
    signs = another_page().sign_in(officer).visit(url(meeting_id, "/sign-off"))
    assert "it was in the last paper" in signs.main.partition("Left out of this paper")[2]
    signs.submit("Sign it off")
    council.publish(meeting_id)
    member = another_page().sign_in(council.member).visit(url(meeting_id))
    assert STORY in member.main
    assert "About 70% of those who asked for their records" not in member.main
    assert "Missing voices" not in member.main.replace("see “Missing voices”", "")
    assert "it was in the last paper" not in member.html
    assert member.main.index("Access to records") < member.main.index("How fast they were answered")


@pytest.mark.usefixtures("records")
def test_a_story_line_left_as_proposed_goes_on_following_the_figures(council: Panel, desk: Page) -> None:
    meeting_id = council.ready()
    desk.visit(url(meeting_id, "/prepare/sections/records")).submit("Save")
    counted_quarter(last_quarter().last - timedelta(days=100), clock.now())
    desk.visit(url(meeting_id, "/prepare/sections/records"))
    assert desk.value("story").startswith("About 70%")
    with db.transaction():
        (kept,) = [one for one in rows_of(meeting_id) if one.key == "records"]
        assert kept.story == ""


@pytest.mark.usefixtures("records")
def test_names_known_here_never_stand_in_a_story_line(council: Panel, desk: Page) -> None:
    council.make.staff(Role.FOSTER_CARER, name="Keziah Thornbury")
    where = url(council.ready(), "/prepare/sections/records")
    desk.visit(where).submit("Save", story="many asked, as Keziah said.", checked=True, status=422)
    assert desk.mistakes == ["A name may stand in it. Put it without names."]
    desk.visit(where).submit("Save", story="x" * 501, status=422)
    assert "too long" in " ".join(desk.mistakes)


def test_what_the_paper_is_about_is_never_left_out(council: Panel, desk: Page) -> None:
    meeting_id = council.ready()
    desk.visit(url(meeting_id, "/prepare/sections/themes"))
    assert not [e for e in desk.everything if e.get("name") == "is_left_out"]
    sent = {"is_left_out": "y", "left_out": "no", "is_public": ""}
    desk.post(url(meeting_id, "/prepare/sections/themes"), sent)
    council.publish(meeting_id)
    assert "What it was about" in desk.visit(url(meeting_id)).main


@pytest.mark.usefixtures("records")
def test_figures_are_frozen_when_sign_off_is_asked_and_read_anew_when_it_falls(
    council: Panel, desk: Page
) -> None:
    meeting_id = council.ready()
    council.signed(meeting_id)
    counted_quarter(last_quarter().last - timedelta(days=1), clock.now() - timedelta(days=1), received=61)
    with db.transaction() as session:
        for one in session.scalars(sa.select(RecordsQuarter)):
            one.printed = {**one.printed, "received": 90}
    preview = url(meeting_id, "/prepare/preview")
    assert "about 30" in desk.visit(preview).main
    assert "about 90" not in desk.main
    with db.transaction():
        commands.save_words(meeting_id, LEAD, "", by=council.support.id)
        assert state_of(meeting_id) is SignState.FALLEN
    assert "about 90" in desk.visit(preview).main


def test_it_is_sent_back_with_words_then_signed_off_and_published(
    council: Panel, desk: Page, another_page: Callable[[], Page]
) -> None:
    officer = council.make.staff(Role.MANAGER, name="Mo Harrow")
    meeting_id = council.ready()
    desk.visit(url(meeting_id, "/prepare/sign-off"))
    desk.submit("Ask them", status=422)
    desk.submit("Ask them", officer=str(officer.id))
    assert [one.kind for one in unseen(officer.id)] == [NoticeKind.SIGN_OFF_ASKED]
    signs = another_page().sign_in(officer).visit("/staff")
    signs.follow("A paper for the panel waits for you to sign it off").visit(url(meeting_id, "/sign-off"))
    assert LEAD in signs.main
    assert unseen(officer.id) == []
    signs.submit("Send it back", status=422)
    assert signs.mistakes == ["Write what is to be changed."]
    signs.submit("Send it back", words="say what is done about it.")
    assert "say what is done about it." in desk.visit(url(meeting_id, "/prepare")).main
    with pytest.raises(Refused) as refused, db.transaction():
        commands.publish(meeting_id, by=council.support.id, today=today(), now=clock.now())
    assert refused.value.reason is WhyNot.NOT_SIGNED_OFF
    desk.follow("Ask for sign-off").submit("Ask them", officer=str(officer.id))
    signs.visit(url(meeting_id, "/sign-off")).submit("Sign it off")
    signs.visit(url(meeting_id, "/sign-off"), status=404)
    desk.visit(url(meeting_id, "/prepare")).follow("Go on to publishing").submit("Publish it")
    assert row(meeting_id).stage is Stage.PUBLISHED
    desk.visit(url(meeting_id, "/prepare/sections"))
    assert desk.url.endswith(url(meeting_id))
    desk.post(url(meeting_id, "/prepare/sections/records/move"), {"to": "up"})
    with pytest.raises(Refused), db.transaction():
        packs.place_sections(meeting_id, ["records"], by=council.support.id)


def test_whatever_is_changed_after_sign_off_lets_it_fall(council: Panel) -> None:
    changes = [
        lambda one: commands.save_words(one, LEAD, "", by=council.support.id),
        lambda one: commands.choose_quotes(one, [], by=council.support.id),
        lambda one: packs.place_sections(one, ["answers", "themes"], by=council.support.id),
        lambda one: commands.ask_for_numbers(one, by=council.support.id, now=clock.now()),
    ]
    meeting_id = council.ready()
    for change in changes:
        council.signed(meeting_id)
        with db.transaction():
            assert state_of(meeting_id) is SignState.GIVEN
            change(meeting_id)
            assert state_of(meeting_id) is SignState.FALLEN
    assert prepared(meeting_id).stage is Stage.COUNTING


def test_nobody_signs_off_what_they_wrote(
    council: Panel, desk: Page, another_page: Callable[[], Page]
) -> None:
    both = council.make.staff(Role.MANAGER, Role.PANEL_SUPPORT, name="Ida Both")
    meeting_id = council.ready()
    with db.transaction():
        commands.save_words(meeting_id, LEAD, "", by=both.id)
    with pytest.raises(Refused) as refused, db.transaction():
        packs.ask_for_sign_off(meeting_id, both.id, by=council.support.id, today=today(), now=clock.now())
    assert refused.value.reason is WhyNotSign.NOBODY
    other = council.make.staff(Role.MANAGER, name="Olu Second")
    with db.transaction():
        packs.ask_for_sign_off(meeting_id, other.id, by=council.support.id, today=today(), now=clock.now())
    mine = another_page().sign_in(both).visit(url(meeting_id, "/sign-off"))
    assert "You wrote at this paper" in mine.main
    mine.post(url(meeting_id, "/sign-off"), {"give": "1"}, status=422)
    with pytest.raises(Refused) as refused, db.transaction():
        packs_signing.give(meeting_id, by=both.id, now=clock.now())
    assert refused.value.reason is WhyNotSign.WROTE_IT
    for role in (Role.PANEL_MEMBER, Role.READER):
        another_page().sign_in(council.make.staff(role)).visit(url(meeting_id, "/sign-off"), status=404)


def test_a_paper_with_every_section_costs_no_more_when_it_is_frozen(council: Panel, page: Page) -> None:
    page.sign_in(council.member)
    first = council.published(
        council.meeting(
            Period(last_quarter().first - timedelta(days=90), last_quarter().first - timedelta(days=1))
        )
    )
    with counted() as few:
        page.visit(url(first))
    counted_quarter(last_quarter().last, clock.now() - timedelta(days=2))
    heard_quarter()
    second = council.published()
    with counted() as many:
        page.visit(url(second))
    assert len(many) <= len(few) + 4  # quotes, ages and the newest paper's challenges
    assert not [one for one in many if "listening_quarters" in one or "records_quarters" in one]


@pytest.mark.usefixtures("records")
def test_what_is_typed_at_a_paper_is_found_in_no_file_of_the_database(
    council: Panel, database: TestDatabase
) -> None:
    canary, officer, meeting_id = "zinnober kolibri", council.officer(), council.ready()
    by, now = council.support.id, clock.now()
    with db.transaction():
        packs.change_section(meeting_id, Placed("records", None, canary, canary), by=by)
        packs.ask_for_sign_off(meeting_id, officer, by=by, today=today(), now=now)
        packs_signing.send_back(meeting_id, canary, by=officer, now=now)
        words = cycle.RhythmWords(today(), 4, Unit.WEEKS, canary)
        cycle.agree(words, uuid4(), by=by, today=today(), now=now)
    files = [path.read_bytes() for path in database.files() if path.name != "pg_internal.init"]
    assert files
    assert not [1 for content in files if canary.encode() in content]
    with db.transaction():
        (row_there,) = [one for one in rows_of(meeting_id) if one.key == "records"]
        assert (row_there.story, row_there.left_out) == (canary, canary)
