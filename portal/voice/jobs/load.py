"""Telling safety leads when more is unread than the desk can bear."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import with_role
from portal.notices.commands import drop, notify
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice.queries.desk_load import unread_for
from portal.voice.rules.desk_load import TOLD_AGAIN, Load

THE_DESK = UUID(int=1)
"""What the notice is about: no statement, the desk itself."""


def tell_when_full(now: datetime, *, zone: ZoneInfo, full_at: int) -> int:
    """Each safety lead for whom it is full hears so once; when it is not any more, the notice goes. Nothing
    is hidden or put off. Returns how many were told."""
    on = now.astimezone(zone).date()
    told = 0
    for account_id, unread in unread_for(with_role(Role.SAFETY_LEAD, on), on).items():
        if not Load(unread, 0, 0).is_full(full_at):
            drop(THE_DESK, NoticeKind.DESK_FULL, account_id=account_id)
        elif not _was_told(account_id, now):
            notify(account_id, NoticeKind.DESK_FULL, THE_DESK)
            told += 1
    db.session.flush()
    return told


def _was_told(account_id: UUID, now: datetime) -> bool:
    standing = sa.and_(Notice.dropped_at.is_(None), Notice.seen_at.is_(None))
    before = sa.select(Notice.id).where(
        Notice.account_id == account_id,
        Notice.kind == NoticeKind.DESK_FULL,
        sa.or_(standing, Notice.made_at > now - TOLD_AGAIN),
    )
    return bool(db.session.scalar(sa.select(before.exists())))
