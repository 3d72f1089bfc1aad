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
from portal.disclosure.quarters import closed_quarters
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
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
    """The closed quarters not counted yet. Opens transactions of its own; of two workers one writes."""
    with db.transaction():
        first, known = figures.first_day(zone), figures.counted_quarters()
    if first is None:
        return 0
    many = 0
    for period in closed_quarters(first, now.astimezone(zone).date()):
        if period.first in known:
            continue
        with db.transaction():
            printed = figures.count(period, zone)
        row = AdvocacyQuarter(first_on=period.first, last_on=period.last, counted_at=now, printed=printed)
        try:
            with db.transaction() as session:
                session.add(row)
        except sa.exc.IntegrityError:  # another worker was first, and what was printed first stands
            continue
        many += 1
    return many
