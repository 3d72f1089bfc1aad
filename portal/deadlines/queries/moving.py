"""The dates that a newly proclaimed bank holiday would move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from portal import db
from portal.clocks.answer import Answer, CannotCount
from portal.clocks.bank_holidays import Days
from portal.deadlines.models import Deadline
from portal.deadlines.queries.counted import counted


@dataclass(frozen=True)
class Move:
    """A date that moves, and what it becomes."""

    deadline: Deadline
    answer: Answer

    @property
    def before(self) -> date:
        return self.deadline.due_on

    @property
    def after(self) -> date:
        return self.answer.due_on or self.deadline.due_on


def would_move(day: date, extra: Days) -> list[Move]:
    """The running clocks whose dates become others when these are the proclaimed days. Only clocks that run
    over `day` can: what comes after the last day has no say in it."""
    rows = db.session.scalars(
        sa.select(Deadline)
        .where(
            Deadline.clock.is_not(None),
            Deadline.done_at.is_(None),
            Deadline.dropped_at.is_(None),
            Deadline.stands_still_since.is_(None),
            Deadline.start_on <= day,
            Deadline.due_on >= day,
        )
        .order_by(Deadline.due_on, Deadline.id)
    )
    return [move for row in rows if (move := _move(row, extra))]


def _move(row: Deadline, extra: Days) -> Move | None:
    try:
        answer = counted(row, extra)
    except CannotCount:  # a clock that is no longer in the table: its date stays
        return None
    return Move(row, answer) if (answer.due_on, answer.aim_by) != (row.due_on, row.aim_by_on) else None
