"""Asking safety leads how what concerns somebody goes on the record."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import with_role
from portal.clocks.reading import local_day
from portal.filing.queries.deciding import last_concern, waiting_statements
from portal.notices.commands import notify
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice.jobs.one_by_one import each
from portal.voice.models import Statement
from portal.voice.queries.apart import kept_from


def ask_safety_leads(now: datetime, *, zone: ZoneInfo) -> int:
    """Tell each safety lead once of each that waits, and again when it concerns somebody else too; never one
    who is kept from it. Returns how many were told."""
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
        new = [one for one in leads if one not in told and one not in kept_from(statement.id, on)]
        for account_id in new:
            notify(account_id, NoticeKind.FILING_TO_DECIDE, statement.id)
        return len(new)

    return each("ask how it goes on the record", waiting_statements(), ask) if leads else 0
