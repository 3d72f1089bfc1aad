"""Working out a paper's numbers: what goes in, what is written down, and what happens when it fails."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from portal import db
from portal.coding.codebook import codebook
from portal.disclosure.counts import ANSWERED, POPULATION, SAID, Cell, Period, What
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.queries import unseen
from portal.notices.rules import NoticeKind
from portal.outcomes.queries import register
from portal.panels import jobs
from portal.panels.commands import papers as commands
from portal.panels.jobs import counting
from portal.panels.queries.papers import waiting_for_numbers
from portal.panels.rules import Hidden, Stage
from portal.panels.rules.papers import WhyNot, quarters_before
from portal.voice.rules import Says
from tests.support.factories import Make
from tests.support.papers import ZONE, Panel, last_quarter, panel, prepared


@pytest.fixture
def council(make: Make) -> Panel:
    return panel(make)


def test_the_draft_holds_what_would_be_printed(council: Panel) -> None:
    spoken = council.spoke("family_time", 16)
    council.spoke("moving", 2)
    council.verdicts(spoken[:12], Says.SORTED)
    found = prepared(council.counted())
    assert found.stage is Stage.COUNTED
    assert found.draft
    assert not found.fault
    cells = found.draft.paper.cells
    assert cells[POPULATION].number == cells[SAID].number == 15
    assert cells[Cell(What.THEME, "family_time")].number == 15
    assert cells[Cell(What.THEME, "moving")].number is None
    assert cells[ANSWERED].number == 10
    assert Cell(What.THEME, "family_time", "age", "12_15") in cells
    assert {cell.name for cell in cells if cell.what is What.THEME} == {
        theme.key for theme in codebook().tiles()
    }
    assert found.draft.paper.lasting == frozenset()
    assert found.draft.why[Cell(What.THEME, "moving")] is Hidden.PROTECTS


def test_the_comparison_is_each_of_the_four_quarters_before_without_ages(council: Panel) -> None:
    period = last_quarter()
    council.spoke("family_time", 7, on=period.first - timedelta(days=20))
    council.spoke("family_time", 12)
    found = prepared(council.counted())
    assert found.draft
    newest, *older = found.draft.quarters
    assert [each.period for each in found.draft.quarters] == quarters_before(period, [])
    assert newest.cells[Cell(What.THEME, "family_time")].number == 5
    assert [each.cells[SAID].number for each in older] == [None] * 3
    assert all(cell.is_total for each in found.draft.quarters for cell in each.cells)


def test_the_next_paper_is_compared_with_what_was_printed_of_the_one_before(council: Panel) -> None:
    period = last_quarter()
    before = Period(period.first - timedelta(days=91), period.first - timedelta(days=1))
    council.spoke("family_time", 7, on=before.last)
    council.publish(council.ready(council.meeting(before), themes={"family_time": 40}))
    council.spoke("family_time", 12)
    found = prepared(council.counted())
    assert found.draft
    newest = found.draft.quarters[0]
    assert newest.period == before
    assert newest in register()
    assert newest.cells[Cell(What.THEME, "family_time")].number == 40
    assert len(found.draft.quarters) == 4


def test_panel_support_is_told_that_the_numbers_are_there(council: Panel) -> None:
    council.spoke("family_time", 6)
    council.counted()
    assert [one.kind for one in unseen(council.support.id)] == [NoticeKind.NUMBERS_READY]


def test_nothing_waits_nothing_is_done(council: Panel) -> None:
    council.meeting()
    assert jobs.count_what_was_asked(ZONE) == 0


def test_a_fault_is_kept_as_its_kind_and_it_can_be_asked_again(
    council: Panel, capsys: pytest.CaptureFixture[str]
) -> None:
    council.spoke("family_time", 6)
    meeting_id = council.meeting()
    # A theme sorted onto somebody who said nothing: the counts contradict each other.
    statement = council.said(council.young_people(7)[6], "family_time", clock.now() - timedelta(days=50))
    with db.transaction() as session:
        stored = session.get(type(statement), statement.id)
        assert stored
        stored.taken_back_at = clock.now()
    with db.transaction():
        commands.ask_for_numbers(meeting_id, now=clock.now())
    assert jobs.count_what_was_asked(ZONE) == 1
    found = prepared(meeting_id)
    assert (found.stage, found.fault, found.draft) == (Stage.PREPARING, "ValueError", None)
    assert '"kind": "ValueError"' in capsys.readouterr().err
    with db.transaction() as session:
        stored = session.get(type(statement), statement.id)
        assert stored
        stored.taken_back_at = None
    assert prepared(council.counted(meeting_id)).fault == ""


@pytest.mark.once  # what may be told of numbers that were read is worked out by us
def test_the_draft_tells_no_small_number_from_one_that_is_hidden_for_its_sake(council: Panel) -> None:
    spoken = council.spoke("family_time", 16)
    council.spoke("moving", 2)
    council.verdicts(spoken[:12], Says.SORTED)
    council.verdicts(spoken[12:14], Says.PARTLY)
    draft = prepared(council.counted()).draft
    assert draft
    assert set(draft.why.values()) == {Hidden.PROTECTS}
    places = list(draft.paper.cells)
    assert list(draft.why) == sorted(draft.why, key=places.index)


def test_a_period_stays_once_it_was_counted_also_when_a_later_count_fails(council: Panel) -> None:
    meeting_id = council.drafted()
    with db.transaction():
        commands.ask_for_numbers(meeting_id, now=clock.now())
    with db.transaction():
        (asked,) = waiting_for_numbers()
        assert commands.keep_fault(asked, "ValueError")
    found = prepared(meeting_id)
    assert found.draft is None
    assert found.counted_at
    shorter = Period(found.period.first, found.period.last - timedelta(days=1))
    with pytest.raises(Refused) as refused, db.transaction():
        commands.change_days(meeting_id, commands.Days(found.meets_on, shorter), today=clock.today(ZONE))
    assert refused.value.reason is WhyNot.WERE_COUNTED


def test_numbers_asked_for_anew_meanwhile_are_dropped(council: Panel) -> None:
    council.spoke("family_time", 6)
    meeting_id = council.meeting()
    with db.transaction():
        commands.ask_for_numbers(meeting_id, now=clock.now())
    with db.transaction():
        (old,) = waiting_for_numbers()
    with db.transaction():
        commands.ask_for_numbers(meeting_id, now=clock.now())
    with db.transaction():
        kept = commands.keep_numbers(old, {}, today=clock.today(ZONE), now=clock.now())
    assert not kept
    assert prepared(meeting_id).stage is Stage.COUNTING


def test_a_later_count_reckons_with_what_was_published(council: Panel) -> None:
    late = last_quarter()
    early = Period(late.first - timedelta(days=60), late.first - timedelta(days=1))
    council.spoke("family_time", 9, on=early.last)
    council.spoke("family_time", 12)
    first = council.published(council.meeting(early))
    found = prepared(council.counted(council.meeting(late)))
    assert found.draft
    assert found.draft.reckons_with == 5 == _size()
    assert prepared(first).stage is Stage.PUBLISHED


def _size() -> int:
    with db.transaction():
        return len(register())


def test_an_unknown_meeting_is_counted_by_nobody(council: Panel) -> None:
    asked = counting.Asked(UUID(int=1), last_quarter(), clock.now())
    with db.transaction():
        assert not commands.keep_fault(asked, "ValueError")
