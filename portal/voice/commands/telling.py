"""Who is told, neutrally, that something waits for them."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, datetime
from uuid import UUID

from portal.accounts.queries.around import with_role
from portal.clocks.reading import Hours, is_open, local_day, next_opening
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role


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
