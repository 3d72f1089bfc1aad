"""Asking safety leads how what concerns somebody goes on the record; and where none of them may decide it,
somebody who can see to it that one may."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import with_role
from portal.clocks.reading import local_day
from portal.filing.queries.deciding import last_concern, waiting_statements
from portal.notices.commands import drop, notify
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice.jobs.one_by_one import each
from portal.voice.models import Statement
from portal.voice.queries.apart import kept_from

STUCK_AGAIN = timedelta(days=1)


def ask_safety_leads(now: datetime, *, zone: ZoneInfo) -> int:
    """Tell each safety lead once of each that waits, and again when it concerns somebody else too; never one
    who is kept from it. Where none is left, administrators are told that somebody must be found, or managers
    where no administrator is clear either. Returns how many were told."""
    on = local_day(now, zone.key)
    leads = with_role(Role.SAFETY_LEAD, on)

    def ask(statement: Statement) -> int:
        since = db.session.scalar(sa.select(last_concern()).where(Statement.id == statement.id))
        told = set(
            db.session.scalars(
                sa.select(Notice.account_id).where(
                    Notice.about_id == statement.id,
                    Notice.kind == NoticeKind.FILING_TO_DECIDE,
                    Notice.made_at >= since,
                )
            )
        )
        apart = kept_from(statement.id, on)
        clear = [one for one in leads if one not in apart]
        if not clear:
            return _find_somebody(statement.id, apart, now, on)
        drop(statement.id, NoticeKind.FILING_STUCK)
        new = [one for one in clear if one not in told]
        for account_id in new:
            notify(account_id, NoticeKind.FILING_TO_DECIDE, statement.id)
        return len(new)

    return each("ask how it goes on the record", waiting_statements(), ask)


def _find_somebody(statement_id: UUID, apart: Collection[UUID], now: datetime, on: date) -> int:
    """Nobody who decides may know of it. Whoever can give somebody the role is told once a day that something
    waits: not what, nor about whom; a statement that concerns them too never reaches them."""
    lately = sa.select(Notice.id).where(
        Notice.about_id == statement_id,
        Notice.kind == NoticeKind.FILING_STUCK,
        Notice.made_at > now - STUCK_AGAIN,
    )
    if db.session.scalar(sa.select(lately.exists())):
        return 0
    drop(statement_id, NoticeKind.FILING_STUCK)
    for role in (Role.ADMINISTRATOR, Role.MANAGER):
        if clear := [one for one in with_role(role, on) if one not in apart]:
            for account_id in clear:
                notify(account_id, NoticeKind.FILING_STUCK, statement_id)
            return len(clear)
    return 0
