"""How a date was worked out: counted again from what the row keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.clocks.answer import Answer, CannotCount, Event
from portal.clocks.bank_holidays import Days
from portal.clocks.engine import work_out
from portal.clocks.table import Unit, clock_named
from portal.deadlines.models import Deadline, DeadlineChange
from portal.deadlines.queries.days import proclaimed
from portal.deadlines.rules import WhyNot, why_not_answer, why_of


def explained(deadline: Deadline) -> Answer | None:
    """When it is due and the steps by which that was found, with the bank holidays known today. None where
    somebody chose the date: there is nothing to explain."""
    return counted(deadline, proclaimed()) if deadline.clock else None


def counted(deadline: Deadline, extra: Days) -> Answer:
    """The same with other bank holidays. Raises CannotCount."""
    assert deadline.clock is not None
    start = start_of(deadline)
    return work_out(deadline.clock, start, events_of(deadline), extra=extra, count=deadline.count)


def start_of(deadline: Deadline) -> date | datetime:
    assert deadline.clock is not None
    assert deadline.start_on is not None
    return deadline.started_at if clock_named(deadline.clock).unit is Unit.HOURS else deadline.start_on


def day_for(clock: str, start: date, count: int | None = None) -> date:
    """The day such a clock would be due without any event, with the bank holidays known today."""
    day = work_out(clock, start, extra=proclaimed(), count=count).due_on
    assert day is not None
    return day


def events_of(deadline: Deadline) -> list[Event]:
    return [Event(one["kind"], date.fromisoformat(one["on"])) for one in deadline.events or ()]


def why_not_events(
    clock: str, start: date | datetime, events: Iterable[Event], count: int | None = None
) -> WhyNot | None:
    """Why these events cannot be put on the clock: asked before a page offers it, and by its form."""
    try:
        return why_not_answer(work_out(clock, start, list(events), extra=proclaimed(), count=count))
    except CannotCount as fault:
        return why_of(fault.why)


def changes_of(deadline_id: UUID) -> Sequence[DeadlineChange]:
    """Its history, oldest first."""
    return db.session.scalars(
        sa.select(DeadlineChange)
        .where(DeadlineChange.deadline_id == deadline_id)
        .order_by(DeadlineChange.at, DeadlineChange.id)
    ).all()
