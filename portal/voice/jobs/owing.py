"""Answers that are owed: reminding of late ones, and handing on what somebody can no longer answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.models import StandIn
from portal.accounts.queries.around import manager_of, with_role
from portal.deadlines import queries as deadlines
from portal.deadlines.models import Deadline
from portal.notices.commands import drop, notify
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import COUNCIL, Role
from portal.voice.commands import delivery
from portal.voice.jobs.one_by_one import each, is_free
from portal.voice.models import Recipient, Statement
from portal.voice.queries.apart import kept_from
from portal.voice.queries.desk import load
from portal.voice.queries.standing import is_here, is_kept_apart, works_with
from portal.voice.rules import Desk
from portal.voice.rules.desk import PASSED_ON


def remind_overdue(now: datetime, *, zone: ZoneInfo) -> int:
    """Remind whoever owes a late answer, who stands in for them, and their manager, once a day each; where
    nobody owes it, or nobody who may see it, safety leads.

    Nobody kept apart is reminded: their manager may be whom it is about. Returns how many were reminded."""
    today = now.astimezone(zone).date()
    midnight = datetime.combine(today, time(), zone)
    done_already = _noticed_owners(midnight)
    late = [
        clock
        for clock in deadlines.late("answer", today)
        if (clock.about_id, clock.owner_id) not in done_already
    ]
    reminded = each("remind of overdue answers", late, lambda clock: _remind(clock, midnight, today))
    db.session.flush()
    return reminded


def _remind(clock: Deadline, midnight: datetime, today: date) -> int:
    if not is_free(sa.select(Deadline.id).where(Deadline.id == clock.id)):
        return 0
    done = _noticed_since(clock.about_id, midnight)
    apart = kept_from(clock.about_id, today)
    hear = [one for one in _who_hears_it_is_late(clock, apart, today) if one not in apart and one not in done]
    for account_id in hear:
        drop(clock.about_id, NoticeKind.OVERDUE, account_id=account_id)
        notify(account_id, NoticeKind.OVERDUE, clock.about_id)
    return len(hear)


def hand_on_what_is_owed(now: datetime, *, zone: ZoneInfo) -> int:
    """Give what is owed by somebody who can no longer answer it to who can.

    What a worker owes follows the care link: it does not wait with somebody who can no longer open it.
    Returns how many."""
    today = now.astimezone(zone).date()

    def hand_on(statement_id: UUID) -> int:
        if not is_free(sa.select(Statement.id).where(Statement.id == statement_id)):
            return 0
        statement = load(statement_id)
        return int(statement is not None and delivery.hand_on(statement, on=today, now=now) is not None)

    return each("hand on what is owed", _owed_by_nobody_who_can(today), hand_on)


def _noticed_since(about_id: UUID, since: datetime) -> set[UUID]:
    return set(
        db.session.scalars(
            sa.select(Notice.account_id).where(
                Notice.about_id == about_id, Notice.kind == NoticeKind.OVERDUE, Notice.made_at >= since
            )
        )
    )


def _noticed_owners(since: datetime) -> set[tuple[UUID | None, UUID | None]]:
    rows = db.session.execute(
        sa.select(Notice.about_id, Notice.account_id).where(
            Notice.kind == NoticeKind.OVERDUE, Notice.made_at >= since
        )
    )
    return {(about_id, account_id) for about_id, account_id in rows}


def _who_hears_it_is_late(clock: Deadline, apart: Collection[UUID], today: date) -> Sequence[UUID]:
    if clock.owner_id is None or clock.owner_id in apart:
        desk = db.session.scalar(sa.select(Statement.desk).where(Statement.id == clock.about_id))
        return with_role(Role.SAFETY_LEAD, today) if desk is Desk.COUNCIL else []
    instead = db.session.scalars(
        sa.select(StandIn.stand_in_id).where(
            StandIn.account_id == clock.owner_id, StandIn.from_on <= today, StandIn.until_on >= today
        )
    ).all()
    manager = manager_of(clock.owner_id)
    return list(dict.fromkeys([clock.owner_id, *instead, *([manager] if manager else [])]))


def _owed_by_nobody_who_can(today: date) -> Sequence[UUID]:
    """Statements with a running clock whose answerer is kept apart, has left, or was picked and no
    longer works with the young person in a role they still have."""
    answerer = Statement.answerer_id
    as_picked = sa.select(Recipient.id).where(
        Recipient.statement_id == Statement.id,
        Recipient.account_id == answerer,
        Recipient.kind != PASSED_ON,
    )
    picked = as_picked.correlate(Statement).exists()
    return db.session.scalars(
        sa.select(Statement.id)
        .join(Deadline, sa.and_(Deadline.about_id == Statement.id, Deadline.kind == "answer"))
        .where(
            Deadline.done_at.is_(None),
            Deadline.dropped_at.is_(None),
            answerer.is_not(None),
            Statement.desk == Desk.COUNCIL,
            sa.or_(
                is_kept_apart(answerer),
                ~is_here(answerer, today, *COUNCIL),
                sa.and_(picked, ~works_with(answerer, today)),
            ),
        )
        .distinct()
    ).all()
