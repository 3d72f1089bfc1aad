"""Complaints that are soon due or late, remedies too; what changed three months ago. Each is told once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import with_role
from portal.complaints.commands.concerning import keep_apart
from portal.complaints.commands.telling import have_it
from portal.complaints.models import Complaint, Remedy
from portal.complaints.queries.apart import free_of, kept_from_complaint
from portal.complaints.queries.learning import due as checks_due
from portal.complaints.rules import State
from portal.complaints.rules.desk import SOON_DAYS
from portal.kit import clock
from portal.notices import commands as notices
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role


def remind_of_complaints(now: datetime, zone: ZoneInfo) -> int:
    """Returns how many were told."""
    today = now.astimezone(zone).date()
    return _of_days(today) + _of_remedies(today) + _of_checks(today)


def _of_days(today: date) -> int:
    rows = db.session.scalars(
        sa.select(Complaint).where(
            Complaint.state == State.OPEN, Complaint.due_on <= today + timedelta(days=SOON_DAYS)
        )
    ).all()
    told = 0
    for row in rows:
        assert row.due_on is not None  # the condition above
        keep_apart(row, today)  # somebody may have become close since
        kind = NoticeKind.COMPLAINT_LATE if row.due_on < today else NoticeKind.COMPLAINT_DUE
        wanted = [*free_of(row, today, Role.COMPLAINTS_MANAGER), *have_it(row, today)]
        told += _tell(wanted, kind, row.id)
    return told


def _of_remedies(today: date) -> int:
    """Whoever owes one hears of it on its day, a complaints manager the day after."""
    rows = db.session.execute(
        sa.select(Remedy, Complaint)
        .join(Complaint, Complaint.id == Remedy.complaint_id)
        .where(Remedy.done_on.is_(None), Remedy.due_on <= today)
    ).all()
    told = 0
    for remedy, row in rows:
        may_have_it = remedy.owner_id not in kept_from_complaint(row, today)
        if may_have_it:
            told += _tell([remedy.owner_id], NoticeKind.COMPLAINT_DUE, row.id)
        if remedy.due_on < today or not may_have_it:  # whoever owes it cannot: somebody has to know that day
            told += _tell(free_of(row, today, Role.COMPLAINTS_MANAGER), NoticeKind.COMPLAINT_LATE, row.id)
    return told


def _of_checks(today: date) -> int:
    """Three months on: does it still hold? Told once, as soon as there is somebody to tell."""
    told = 0
    managers = with_role(Role.COMPLAINTS_MANAGER, today)
    for row in checks_due(today) if managers else ():
        told += _tell(managers, NoticeKind.COMPLAINT_CHECK, row.id)
        row.reminded_at = clock.now()
    return told


def _tell(account_ids: list[UUID], kind: NoticeKind, about_id: UUID) -> int:
    """Once each, of each kind, for each complaint."""
    known = set(
        db.session.scalars(
            sa.select(Notice.account_id).where(
                Notice.about_id == about_id, Notice.kind == kind, Notice.dropped_at.is_(None)
            )
        )
    )
    fresh = [one for one in dict.fromkeys(account_ids) if one not in known]
    for one in fresh:
        notices.notify(one, kind, about_id)
    return len(fresh)
