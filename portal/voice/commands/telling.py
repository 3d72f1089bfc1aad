"""Who is told, neutrally, that something waits for them."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import with_role
from portal.clocks.reading import Hours, is_open, local_day, next_opening
from portal.notices import commands as notices
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice.commands import calls
from portal.voice.models import Statement
from portal.voice.queries.after import additions_of
from portal.voice.queries.apart import kept_from
from portal.voice.rules import Level

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def tell_readers(statement_id: UUID, hours: Hours, kept_apart: Set[UUID], now: datetime) -> None:
    """Something waits at the duty desk. Outside reading hours the mail waits until reading starts again."""
    for account_id in with_role(Role.READER, local_day(now, hours.zone)):
        if account_id not in kept_apart:
            notice = notices.notify(account_id, NoticeKind.TO_READ, statement_id)
            if not is_open(hours, now):
                notice.send_after = next_opening(hours, now).opens_at


def tell_advocates(statement_id: UUID, today: date, kept_apart: Set[UUID]) -> None:
    """Something waits at the advocacy provider's desk."""
    for account_id in with_role(Role.ADVOCATE, today):
        if account_id not in kept_apart:
            notices.notify(account_id, NoticeKind.FOR_ADVOCATE, statement_id)


def tell_advocates_again(statement: Statement, *, now: datetime, on: date) -> int:
    """Tell every advocate who may read it and was not told lately; gives how many. With none of them there at
    all, administrators are told that somebody must be found: not about whom, nor by whom."""
    apart = kept_from(statement.id, on)
    clear = [one for one in with_role(Role.ADVOCATE, on) if one not in apart]
    if not clear:
        calls.arrange(statement.id, apart, now=now, on=on)
        return 0
    notices.drop(statement.id, NoticeKind.ARRANGE)
    is_read = statement.read_at and all(one.read_at for one in additions_of(statement.id))
    kind = NoticeKind.REOPENED if is_read else NoticeKind.FOR_ADVOCATE
    lately = _told_since(statement.id, kind, now - (HOUR if statement.level is Level.NOW else DAY))
    for account_id in (again := [one for one in clear if one not in lately]):
        notices.drop(statement.id, kind, account_id=account_id)
        notices.notify(account_id, kind, statement.id)
    db.session.flush()
    return len(again)


def _told_since(statement_id: UUID, kind: NoticeKind, since: datetime) -> set[UUID]:
    told = sa.select(Notice.account_id).where(
        Notice.about_id == statement_id, Notice.kind == kind, Notice.made_at > since
    )
    return set(db.session.scalars(told))
