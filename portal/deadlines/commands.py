"""Starting, handing on, ending a clock. Each change leaves a row that says why."""

from __future__ import annotations

from datetime import date
from uuid import UUID

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
    """Something is due. `round` counts reopenings of the same thing."""
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
    _note(deadline, by, why, None)
    return deadline


def hand_to(kind: str, about_id: UUID, owner_id: UUID, *, by: UUID | None) -> None:
    """Somebody else owes it now; the date stays."""
    for deadline in all_running(kind, about_id):
        deadline.owner_id = owner_id
        _note(deadline, by, "handed on", deadline.due_on)


def finish(kind: str, about_id: UUID, *, by: UUID | None) -> None:
    """It was done."""
    for deadline in all_running(kind, about_id):
        deadline.done_at = clock.now()
        _note(deadline, by, "done", deadline.due_on)


def drop(kind: str, about_id: UUID, *, by: UUID | None, why: str) -> None:
    """It is no longer wanted (taken back)."""
    for deadline in all_running(kind, about_id):
        deadline.dropped_at = clock.now()
        _note(deadline, by, why, deadline.due_on)


def _note(deadline: Deadline, by: UUID | None, why: str, before: date | None) -> None:
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
