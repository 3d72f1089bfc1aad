"""The clocks of a complaint: begun, ended, and the day on its row that follows them.

Nothing here closes a complaint: a clock that has run out is late, and that is all."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.complaints.models import Complaint
from portal.complaints.rules import Stage
from portal.complaints.rules.clocks import CLOCKS, Clock, binding, first_clock, name_of, of_stage
from portal.deadlines import commands as deadlines
from portal.deadlines.models import Deadline


def start(
    complaint: Complaint, kind: Clock, on: date, *, by: UUID | None, outside_days: int | None = None
) -> Deadline:
    """One of its clocks begins; begun anew where it had ended. What ran of the kind before is over."""
    deadlines.drop(kind.value, complaint.id, by=by, why="begun anew")
    deadline = deadlines.start_clock(
        name_of(kind),
        complaint.id,
        on,
        kind=kind.value,
        count=outside_days,
        young_person_id=complaint.young_person_id,
        round=deadlines.next_round(kind.value, complaint.id),
        by=by,
    )
    follow(complaint)
    return deadline


def start_first(
    complaint: Complaint, *, by: UUID | None, outside_days: int, began_on: date | None = None
) -> None:
    """The clock of the track it is on, from the day it reached anyone, or was opened again."""
    kind = first_clock(complaint.track)
    count = outside_days if kind is Clock.OUTSIDE else None
    start(complaint, kind, began_on or complaint.received_on, by=by, outside_days=count)


def first_began_on(complaint: Complaint) -> date:
    """The day from which the first stage counts now: once opened again it is not the day it came."""
    began_on = db.session.scalars(
        sa.select(Deadline.start_on)
        .where(
            Deadline.about_id == complaint.id,
            Deadline.kind.in_([kind.value for kind in of_stage(Stage.FIRST) if CLOCKS[kind].binds_us]),
            Deadline.done_at.is_(None),
            Deadline.dropped_at.is_(None),
        )
        .order_by(Deadline.start_on.desc())
    ).first()
    return began_on or complaint.received_on


def last_first_clock(complaint: Complaint) -> tuple[Clock, int | None]:
    """The clock of its track, and how long the council's own promise was when it began."""
    kind = first_clock(complaint.track)
    count = db.session.scalars(
        sa.select(Deadline.count)
        .where(Deadline.about_id == complaint.id, Deadline.kind == Clock.OUTSIDE.value)
        .order_by(Deadline.round.desc())
        .limit(1)
    ).first()
    return kind, count if kind is Clock.OUTSIDE else None


def finish(complaint: Complaint, *kinds: Clock, by: UUID | None) -> None:
    """Done."""
    for kind in kinds:
        deadlines.finish(kind.value, complaint.id, by=by)
    follow(complaint)


def drop(complaint: Complaint, *kinds: Clock, by: UUID | None, why: str) -> None:
    """Counts no more."""
    for kind in kinds or CLOCKS:
        deadlines.drop(kind.value, complaint.id, by=by, why=why)
    follow(complaint)


def follow(complaint: Complaint) -> None:
    """The day on the row is the soonest of the clocks that bind the council."""
    db.session.flush()
    rows = db.session.execute(
        sa.select(Deadline.kind, Deadline.due_on).where(
            Deadline.about_id == complaint.id,
            Deadline.kind.in_([kind.value for kind in CLOCKS]),
            Deadline.done_at.is_(None),
            Deadline.dropped_at.is_(None),
        )
    )
    days = {Clock(kind): due_on for kind, due_on in rows}
    bind = binding(list(days), is_agreed=complaint.statement_agreed_on is not None)
    complaint.due_on = min((days[kind] for kind in bind), default=None)


def _moved(deadline: Deadline) -> None:
    """A bank holiday was proclaimed: the copy on the complaint follows."""
    complaint = db.session.get(Complaint, deadline.about_id)
    if complaint is not None:
        follow(complaint)


for _kind in CLOCKS:
    deadlines.follows(_kind.value)(_moved)
