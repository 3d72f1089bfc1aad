"""Writing events down. The row goes in with the change itself; the worker seals it into the chain later."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from portal import db
from portal.audit.models import Event
from portal.audit.rules import that_fit
from portal.kit import clock


def record(
    action: str,
    *,
    by: UUID | None,
    role: str = "",
    young_person_id: UUID | None = None,
    subject: tuple[str, UUID | None] = ("", None),
    safety: bool = False,
    session: Session | None = None,
) -> Event:
    """Add one event to the current transaction (or to `session`, inside an aside)."""
    event = Event(
        at=clock.now(),
        actor_id=by,
        actor_role=that_fit(role),
        action=action,
        young_person_id=young_person_id,
        subject_kind=subject[0],
        subject_id=subject[1],
        safety=safety,
    )
    (session or db.session()).add(event)
    return event


def record_refusal(action: str, *, by: UUID | None, subject: tuple[str, UUID | None] = ("", None)) -> None:
    """Write a refused try down so that it outlives the refusal's rollback."""
    db.aside(lambda own: _add_refusal(own, action, by, subject))


def _add_refusal(session: Session, action: str, by: UUID | None, subject: tuple[str, UUID | None]) -> None:
    record(action, by=by, role="refused", subject=subject, session=session)
