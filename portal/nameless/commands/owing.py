"""An answer that somebody owes by a day, to whoever gave no name or to a group: its clock, and its day on the
row, which moves with the clock."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from portal import db
from portal.deadlines import commands as deadlines
from portal.deadlines.models import Deadline
from portal.nameless.models import GroupSaying, NamelessTalk

KIND = "nameless"
Owed = NamelessTalk | GroupSaying


def owes(row: Owed, answerer_id: UUID, working_days: int, *, by: UUID, on: date) -> None:
    """They answer by a day. Whoever owed it before owes it no more."""
    no_more(row, by=by, why="handed on")
    clock = deadlines.start_clock(
        "answer",
        row.id,
        on,
        kind=KIND,
        count=working_days,
        owner_id=answerer_id,
        round=deadlines.next_round(KIND, row.id),
        by=by,
    )
    row.answerer_id, row.answer_by_on = answerer_id, clock.due_on


def answered(row: Owed, *, by: UUID) -> None:
    """It was answered."""
    deadlines.finish(KIND, row.id, by=by)
    row.answer_by_on = None


def no_more(row: Owed, *, by: UUID, why: str) -> None:
    """Nobody owes an answer any more."""
    deadlines.drop(KIND, row.id, by=by, why=why)
    row.answer_by_on = None


@deadlines.follows(KIND)
def _follow(clock: Deadline) -> None:
    row = db.session.get(NamelessTalk, clock.about_id) or db.session.get(GroupSaying, clock.about_id)
    if row is not None and row.answer_by_on is not None:
        row.answer_by_on = clock.due_on
