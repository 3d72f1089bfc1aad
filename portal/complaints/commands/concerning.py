"""Whom a complaint is about. Whoever that is, and those close to them, lose it at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.complaints.models import Complaint, ComplaintConcern, ComplaintPart
from portal.complaints.queries.apart import concerned_by, kept_from_complaint
from portal.kit import clock
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind

_ALL = tuple(kind for kind in NoticeKind if kind.value.startswith("complaint_"))


def concern(complaint: Complaint, account_ids: Iterable[UUID], *, by: UUID | None) -> set[UUID]:
    """It is about them. Returns who is new."""
    fresh = set(account_ids) - concerned_by(complaint.id)
    for account_id in sorted(fresh):
        db.session.add(
            ComplaintConcern(complaint_id=complaint.id, account_id=account_id, by_id=by, at=clock.now())
        )
    db.session.flush()
    if fresh:
        audit.record(
            "complaint: concerns",
            by=by,
            young_person_id=complaint.young_person_id or complaint.child_id,
            subject=("complaint", complaint.id),
        )
    return fresh


def concern_no_more(complaint: Complaint, account_id: UUID, *, by: UUID) -> None:
    """It was marked by mistake."""
    db.session.execute(
        sa.delete(ComplaintConcern).where(
            ComplaintConcern.complaint_id == complaint.id, ComplaintConcern.account_id == account_id
        )
    )
    audit.record(
        "complaint: concerns no more",
        by=by,
        young_person_id=complaint.young_person_id or complaint.child_id,
        subject=("complaint", complaint.id),
    )


def keep_apart(complaint: Complaint, on: date) -> int:
    """Whoever must not meet it any more loses their part and their notices. Returns how many parts ended."""
    apart = kept_from_complaint(complaint, on)
    parts = db.session.scalars(
        sa.select(ComplaintPart).where(
            ComplaintPart.complaint_id == complaint.id,
            ComplaintPart.ended_at.is_(None),
            ComplaintPart.account_id.in_(apart),
        )
    ).all()
    for part in parts:
        part.ended_at = clock.now()
    for account_id in apart:
        notices.drop(complaint.id, *_ALL, account_id=account_id)
    db.session.flush()
    return len(parts)
