"""What the clock of a request says, what it waits for, and which days it was due on before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.clocks.answer import Answer
from portal.deadlines.models import Deadline, DeadlineChange
from portal.deadlines.queries import proclaimed
from portal.records.models import RecordsRequest, RequestEvent
from portal.records.queries.history import all_events_of, happened, standing
from portal.records.rules import CLOCK, EventKind
from portal.records.rules.life import Life, clock_of, life_after


@dataclass(frozen=True)
class Before:
    """A day it was due on before, until when, and why that changed (a few letters)."""

    due_on: date
    until: datetime
    why: str


@dataclass(frozen=True)
class ClockRead:
    """The life of a request, the clock's answer (None: other rules), and what goes with them."""

    life: Life
    answer: Answer | None
    waits_for: list[RequestEvent]
    late: RequestEvent | None
    before: list[Before]
    events: Sequence[RequestEvent]  # every one, those corrected too


def read_clock(request: RecordsRequest) -> ClockRead:
    """Count it again from what stands, with the bank holidays known today: four queries."""
    every = all_events_of(request.id)
    stands = standing(every)
    life = life_after(happened(stands))
    return ClockRead(
        life=life,
        answer=clock_of(life, proclaimed()) if life.has_clock else None,
        waits_for=[_last(stands, kind) for kind in sorted(life.waits)],
        late=_late(stands) if life.late_reason else None,
        before=_before(request.id, life.round),
        events=every,
    )


def read_first_clock(request: RecordsRequest) -> ClockRead:
    """The clock as it was counted on the day the request came: nothing that happened since is in it."""
    first = all_events_of(request.id)[:1]
    life = life_after(happened(first))
    answer = clock_of(life, proclaimed()) if life.has_clock else None
    return ClockRead(life, answer, waits_for=[], late=None, before=[], events=first)


def _last(events: Sequence[RequestEvent], kind: EventKind) -> RequestEvent:
    return max((one for one in events if one.kind is kind), key=lambda event: event.on)


def _late(events: Sequence[RequestEvent]) -> RequestEvent | None:
    found = [one for one in events if one.kind is EventKind.LATE_REASON]
    return max(found, key=lambda event: event.on, default=None)


def _before(request_id: UUID, round_: int) -> list[Before]:
    rows = db.session.scalars(
        sa.select(DeadlineChange)
        .join(Deadline, Deadline.id == DeadlineChange.deadline_id)
        .where(
            Deadline.kind == CLOCK,
            Deadline.about_id == request_id,
            Deadline.round == round_,
            DeadlineChange.due_before.is_not(None),
            DeadlineChange.due_before != DeadlineChange.due_after,
        )
        .order_by(DeadlineChange.at, DeadlineChange.id)
    )
    return [Before(row.due_before, row.at, row.why) for row in rows if row.due_before]
