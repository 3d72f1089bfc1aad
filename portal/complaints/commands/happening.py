"""Writing down what happened to a complaint. Nothing that was written is changed or taken off."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.complaints.models import Complaint, ComplaintEvent
from portal.complaints.rules import EventKind
from portal.kit import clock

KIND = "complaint"


def lock(complaint: Complaint) -> None:
    """One at a time: two people with the same complaint do not overtake each other."""
    db.session.flush()
    db.session.refresh(complaint, with_for_update=True)


def sent_before(complaint_id: UUID, send_once: UUID) -> ComplaintEvent | None:
    """What the same form has written already."""
    return db.session.scalars(
        sa.select(ComplaintEvent).where(
            ComplaintEvent.complaint_id == complaint_id, ComplaintEvent.send_once == send_once
        )
    ).one_or_none()


def happen(
    complaint: Complaint,
    kind: EventKind,
    on: date,
    *,
    send_once: UUID,
    by: UUID | None,
    reason: str = "",
    words: str = "",
    is_theirs: bool = False,
    other_id: UUID | None = None,
) -> ComplaintEvent:
    """Write it down, and in the log."""
    event = ComplaintEvent(
        complaint_id=complaint.id,
        send_once=send_once,
        kind=kind,
        stage=complaint.stage,
        on=on,
        at=clock.now(),
        by_id=by,
        reason=reason,
        is_theirs=is_theirs,
        other_id=other_id,
    )
    event.words = words
    db.session.add(event)
    complaint.changed_at = clock.now()
    db.session.flush()
    audit.record(
        f"complaint: {kind.value}",
        by=by,
        young_person_id=complaint.young_person_id or complaint.child_id,
        subject=(KIND, complaint.id),
    )
    return event
