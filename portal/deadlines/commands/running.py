"""Starting, handing on, ending a clock. Each change leaves a row that says why."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.deadlines.models import Deadline, DeadlineChange
from portal.deadlines.queries import all_running
from portal.kit import clock


def start(
    kind: str,
    about_id: UUID,
    *,
    due_on: date,
    young_person_id: UUID | None = None,
    owner_id: UUID | None = None,
    round: int = 1,
    by: UUID | None = None,
    why: str = "started",
) -> Deadline:
    """Something is due on a day that somebody chose. `round` counts reopenings of the same thing. Where
    a rule gives the day, `start_clock` is the way: only what it starts is counted anew when a day moves."""
    deadline = Deadline(
        kind=kind,
        about_id=about_id,
        round=round,
        young_person_id=young_person_id,
        owner_id=owner_id,
        started_at=clock.now(),
        due_on=due_on,
    )
    db.session.add(deadline)
    db.session.flush()
    note(deadline, by, why, None)
    return deadline


def hand_to(kind: str, about_id: UUID, owner_id: UUID, *, by: UUID | None) -> None:
    """Somebody else owes it now; the date stays."""
    for deadline in all_running(kind, about_id):
        deadline.owner_id = owner_id
        note(deadline, by, "handed on", deadline.due_on)


def finish(kind: str, about_id: UUID, *, by: UUID | None) -> None:
    """It was done."""
    for deadline in all_running(kind, about_id):
        deadline.done_at = clock.now()
        note(deadline, by, "done", deadline.due_on)


def drop(kind: str, about_id: UUID, *, by: UUID | None, why: str) -> None:
    """It is no longer wanted (taken back)."""
    for deadline in all_running(kind, about_id):
        deadline.dropped_at = clock.now()
        note(deadline, by, why, deadline.due_on)


def next_round(kind: str, about_id: UUID) -> int:
    """The number of the next clock of this thing: reopened, or owed by somebody else."""
    rounds = sa.select(sa.func.max(Deadline.round)).where(
        Deadline.kind == kind, Deadline.about_id == about_id
    )
    return (db.session.scalar(rounds) or 0) + 1


def forget(kind: str, about_id: UUID) -> None:
    """What it was about is erased, and so is when it was due."""
    about = sa.select(Deadline.id).where(Deadline.kind == kind, Deadline.about_id == about_id)
    db.session.execute(sa.delete(DeadlineChange).where(DeadlineChange.deadline_id.in_(about)))
    db.session.execute(sa.delete(Deadline).where(Deadline.kind == kind, Deadline.about_id == about_id))


def note(deadline: Deadline, by: UUID | None, why: str, before: date | None) -> None:
    """What moved, and why."""
    db.session.add(
        DeadlineChange(
            deadline_id=deadline.id,
            at=clock.now(),
            by=by,
            why=why,
            due_before=before,
            due_after=deadline.due_on,
        )
    )
