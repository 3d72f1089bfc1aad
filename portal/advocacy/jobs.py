"""Advocates nobody has heard from are chased, one is offered after an answer that says no, quarters are
counted."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import with_role
from portal.advocacy import figures
from portal.advocacy.commands import offers
from portal.advocacy.models import AdvocacyQuarter, AdvocateOffer
from portal.advocacy.queries.referrals import to_chase
from portal.advocacy.rules import Point
from portal.disclosure.counts import Period
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.outcomes.commands.quarters import count_closed
from portal.policy.roles import Role
from portal.voice.models import Answer, Statement
from portal.voice.queries.apart import kept_from

LOOKS_BACK = timedelta(days=14)
AT_ONCE = 500


def chase(now: datetime, zone: ZoneInfo) -> int:
    """Once, 48 hours after it was asked: the provider again, whoever keeps the groups, and managers, without
    a word or a name."""
    today = now.astimezone(zone).date()
    rows = [row for row in to_chase(now) if row.chased_at is None]
    told = {
        account_id
        for role in (Role.ADVOCATE, Role.PARTICIPATION_WORKER, Role.MANAGER)
        for account_id in (with_role(role, today) if rows else ())
    }
    provider = set(with_role(Role.ADVOCATE, today)) if rows else set()
    for row in rows:
        hear = told - (set(kept_from(row.statement_id, today)) if row.statement_id else set())
        if hear:  # else it is tried again: somebody comes back, or gets the role
            row.chased_at = now
        for account_id in hear:
            again = NoticeKind.ADVOCATE_ASKED if account_id in provider else NoticeKind.ADVOCATE_LATE
            notices.notify(account_id, again, row.id)
    return len(rows)


def offer_after_no(now: datetime) -> int:
    """An answer says no: an advocate is offered about it, once for each thing they said."""
    offered = sa.select(AdvocateOffer.id).where(
        AdvocateOffer.young_person_id == Statement.young_person_id,
        AdvocateOffer.point == Point.REFUSAL,
        AdvocateOffer.about_id == Statement.id,
    )
    found = db.session.execute(
        sa.select(Statement.young_person_id, Statement.id)
        .join(Answer, Answer.statement_id == Statement.id)
        .where(
            Answer.can_do.is_(False),
            Answer.at > now - LOOKS_BACK,
            Statement.is_shown_to_them.is_(True),
            Statement.taken_back_at.is_(None),
            ~offered.correlate(Statement).exists(),
        )
        .distinct()
        .limit(AT_ONCE)
    ).all()
    for young_person_id, statement_id in found:
        offers.offer(young_person_id, Point.REFUSAL, statement_id, now=now)
    return len(found)


def count_quarters(now: datetime, zone: ZoneInfo) -> int:
    """Count the closed quarters that were not counted yet; returns how many. Opens transactions of its own.
    Of two workers at it, one writes and the other leaves it."""
    with db.transaction():
        first, known = figures.first_day(zone), figures.counted_quarters()

    def counted(period: Period) -> AdvocacyQuarter:
        with db.transaction():
            numbers = figures.count(period, zone)
        return AdvocacyQuarter(first_on=period.first, last_on=period.last, counted_at=now, printed=numbers)

    return count_closed(first, known, now.astimezone(zone).date(), counted)
