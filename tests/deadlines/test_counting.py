"""Clocks that a rule counts: started, paused, extended, refused; the old date stays in the history."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from portal import db
from portal.clocks.answer import Event
from portal.deadlines import commands, queries
from portal.deadlines.models import Deadline
from portal.deadlines.rules import WhyNot
from portal.kit.errors import Refused
from tests.support.factories import Make

RECEIVED = date(2026, 6, 10)
ASKED, ANSWERED = (
    Event("clarification_asked", date(2026, 6, 15)),
    Event("clarification_received", date(2026, 6, 24)),
)
TOLD = Event("extension_notified", date(2026, 7, 17))


@pytest.fixture
def request_clock(make: Make) -> Deadline:
    """The clock of a request that came on 10 June."""
    with db.transaction():
        return commands.start_clock("sar", uuid4(), RECEIVED)


def _again(clock: Deadline) -> Deadline:
    return db.session.get_one(Deadline, clock.id)


def _recompute(clock: Deadline, *events: Event, why: str = "written down") -> Deadline:
    with db.transaction():
        commands.recompute(_again(clock), events, by=None, why=why)
    return _again(clock)


def test_it_knows_its_day_and_how_it_was_found(request_clock: Deadline) -> None:
    assert (request_clock.kind, request_clock.due_on) == ("sar", date(2026, 7, 10))
    answer = queries.explained(request_clock)
    assert answer is not None
    assert answer.due == date(2026, 7, 10)
    assert answer.notice_by == date(2026, 7, 10)


def test_while_a_question_is_open_it_stands_still_and_is_not_late(request_clock: Deadline) -> None:
    still = _recompute(request_clock, ASKED)
    assert (still.stands_still_since, still.due_on) == (date(2026, 6, 15), date(2026, 7, 10))
    assert queries.late("sar", date(2027, 1, 1)) == []
    goes_on = _recompute(request_clock, ASKED, ANSWERED)
    assert (goes_on.stands_still_since, goes_on.due_on) == (None, date(2026, 7, 20))
    assert [one.id for one in queries.late("sar", date(2027, 1, 1))] == [request_clock.id]


def test_each_change_keeps_the_date_before_and_why(request_clock: Deadline) -> None:
    _recompute(request_clock, ASKED, ANSWERED, why="question answered")
    _recompute(request_clock, ASKED, ANSWERED, TOLD, why="takes longer")
    changes = queries.changes_of(request_clock.id)
    assert [(one.why, one.due_before, one.due_after) for one in changes] == [
        ("started", None, date(2026, 7, 10)),
        ("question answered", date(2026, 7, 10), date(2026, 7, 20)),
        ("takes longer", date(2026, 7, 20), date(2026, 9, 21)),
    ]


def test_a_date_put_right_counts_from_the_right_one(request_clock: Deadline) -> None:
    _recompute(request_clock, ASKED, ANSWERED)
    sooner = Event("clarification_received", date(2026, 6, 16))
    assert _recompute(request_clock, ASKED, sooner, why="put right").due_on == date(2026, 7, 13)


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([TOLD], WhyNot.NOTICE_TOO_LATE),
        ([Event("clarification_asked", date(2026, 7, 11))], WhyNot.ASKED_TOO_LATE),
        ([Event("id_received", date(2026, 6, 9))], WhyNot.BEFORE_START),
        ([ANSWERED], WhyNot.NOT_ASKED),
        ([Event("nonsense", date(2026, 6, 12))], WhyNot.CANNOT_COUNT),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    request_clock: Deadline, events: list[Event], why: WhyNot
) -> None:
    assert queries.why_not_events("sar", RECEIVED, events) is why
    with db.transaction(), pytest.raises(Refused) as refused:
        commands.recompute(_again(request_clock), events, by=None, why="tried")
    assert refused.value.reason is why
    after = _again(request_clock)
    assert (after.due_on, after.events) == (date(2026, 7, 10), [])
    assert len(queries.changes_of(request_clock.id)) == 1


def test_a_request_that_waits_for_proof_from_the_first_day_has_a_day_to_go_by(make: Make) -> None:
    with db.transaction():
        clock = commands.start_clock("sar", uuid4(), RECEIVED, events=[Event("id_asked", RECEIVED)])
    assert (clock.due_on, clock.stands_still_since) == (date(2026, 7, 10), RECEIVED)


def test_the_councils_own_promise_keeps_the_number_it_began_with(make: Make) -> None:
    with db.transaction():
        clock = commands.start_clock("answer", uuid4(), date(2026, 11, 20), kind="owed", count=5)
    assert (clock.kind, clock.due_on, clock.count) == ("owed", date(2026, 11, 27), 5)
    assert queries.day_for("answer", date(2026, 11, 20), 7) == date(2026, 12, 1)


def test_a_clock_of_hours_keeps_its_moment(make: Make) -> None:
    aware = datetime(2026, 12, 31, 9, 15, tzinfo=UTC)
    with db.transaction():
        clock = commands.start_clock("breach", uuid4(), aware)
    assert (clock.due_at, clock.due_on) == (datetime(2027, 1, 3, 9, 15, tzinfo=UTC), date(2027, 1, 3))
    answer = queries.explained(_again(clock))
    assert answer is not None
    assert answer.due_at == clock.due_at


def test_whoever_keeps_a_copy_of_the_date_is_told_that_it_moved(request_clock: Deadline) -> None:
    moved: list[date] = []
    commands.follows("sar")(lambda clock: moved.append(clock.due_on))
    _recompute(request_clock, ASKED, ANSWERED)
    assert moved == [date(2026, 7, 20)]


def test_a_date_that_somebody_chose_has_nothing_to_explain(make: Make) -> None:
    with db.transaction():
        clock = commands.start("promise", uuid4(), due_on=RECEIVED)
    assert queries.explained(clock) is None


def test_rounds_are_counted_and_what_is_erased_is_gone(make: Make) -> None:
    about = uuid4()
    with db.transaction():
        for _ in range(2):
            number = commands.next_round("answer", about)
            commands.start_clock("answer", about, RECEIVED, count=5, round=number)
    assert commands.next_round("answer", about) == 3
    with db.transaction():
        commands.forget("answer", about)
    assert queries.all_running("answer", about) == []
