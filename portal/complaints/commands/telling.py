"""Telling whoever complained that there is something new, and those who have it. Never what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import account_of
from portal.complaints.models import Complaint, ComplaintPart
from portal.complaints.queries.apart import free_of, kept_from_complaint
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role

Teller = Callable[[Complaint], None]
_tellers: list[Teller] = []


def tells(teller: Teller) -> Teller:
    """Mark what tells whoever complained without an account: called with the complaint."""
    _tellers.append(teller)
    return teller


def tell_them(complaint: Complaint) -> None:
    """There is something new on their page."""
    if complaint.young_person_id is None:
        for teller in _tellers:
            teller(complaint)
        return
    account = account_of(complaint.young_person_id)
    if account is not None:
        notices.drop(complaint.id, NoticeKind.COMPLAINT_NEWS, account_id=account.id)
        notices.notify(account.id, NoticeKind.COMPLAINT_NEWS, complaint.id)


def tell_if_nobody(complaint: Complaint, on: date) -> None:
    """No complaints manager may meet it: an administrator arranges who does."""
    if free_of(complaint, on, Role.COMPLAINTS_MANAGER):
        return
    notices.drop(complaint.id, NoticeKind.COMPLAINT_NOBODY)
    for account_id in free_of(complaint, on, Role.ADMINISTRATOR):
        notices.notify(account_id, NoticeKind.COMPLAINT_NOBODY, complaint.id)


def tell_us(complaint: Complaint, kind: NoticeKind, on: date) -> None:
    """Complaints managers it may reach, and whoever has it: each once while they have not looked. Where no
    manager may, an administrator: what they add must not lie there unread."""
    tell_if_nobody(complaint, on)
    notices.drop(complaint.id, kind)
    for account_id in {*free_of(complaint, on, Role.COMPLAINTS_MANAGER), *have_it(complaint, on)}:
        notices.notify(account_id, kind, complaint.id)


def have_it(complaint: Complaint, on: date) -> list[UUID]:
    """Who has a part that is not done, and may meet it."""
    having = db.session.scalars(
        sa.select(ComplaintPart.account_id).where(
            ComplaintPart.complaint_id == complaint.id,
            ComplaintPart.ended_at.is_(None),
            ComplaintPart.done_at.is_(None),
        )
    ).all()
    apart = kept_from_complaint(complaint, on)
    return [one for one in dict.fromkeys(having) if one not in apart]
