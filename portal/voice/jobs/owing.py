"""Answers that are owed and promises to be kept: reminding up the line, and handing on what somebody can no
longer answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.models import StandIn
from portal.accounts.queries.around import manager_of, with_role
from portal.clocks.bank_holidays import working_days_between
from portal.deadlines.models import Deadline
from portal.deadlines.queries import proclaimed
from portal.notices.commands import drop, notify
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import COUNCIL, Role
from portal.voice.commands import delivery
from portal.voice.jobs.one_by_one import each, is_free
from portal.voice.models import Recipient, Statement
from portal.voice.queries.apart import kept_from
from portal.voice.queries.desk import load
from portal.voice.queries.promised import late_ones
from portal.voice.queries.standing import is_here, is_kept_apart, works_with
from portal.voice.rules import Desk
from portal.voice.rules.answers import LEADS_AFTER, Hears, who_hears
from portal.voice.rules.desk import PASSED_ON

LATE_KINDS = {"answer": NoticeKind.OVERDUE, "promise": NoticeKind.PROMISE_DUE}
"""What can be late, and what whoever owes it is told. The others up the line hear that it is late."""


def remind_overdue(now: datetime, *, zone: ZoneInfo, leads_after: int = LEADS_AFTER) -> int:
    """Remind of what is late, once a day each: whoever owes it and who stands in for them; then up the line,
    to their manager, and after `leads_after` working days to the manager's manager and safety leads. Where
    nobody owes it, or nobody who may see it, safety leads at once.

    A promise whose day has passed is first asked of whoever made it. Nobody kept apart is reminded: their
    manager may be whom it is about. Returns how many were reminded."""
    today = now.astimezone(zone).date()
    midnight = datetime.combine(today, time(), zone)
    done_already = _noticed_owners(midnight)
    late = [
        clock
        for kind in LATE_KINDS
        for clock in late_ones(kind, today)
        if (clock.about_id, clock.owner_id) not in done_already
    ]
    reminded = each(
        "remind of overdue answers", late, lambda clock: _remind(clock, midnight, today, leads_after)
    )
    db.session.flush()
    return reminded


def _remind(clock: Deadline, midnight: datetime, today: date, leads_after: int) -> int:
    if not is_free(sa.select(Deadline.id).where(Deadline.id == clock.id)):
        return 0
    done = _noticed_since(clock.about_id, midnight)
    apart = kept_from(clock.about_id, today)
    line = _who_hears_it_is_late(clock, apart, today, leads_after)
    hear = [one for one in line if one not in apart and one not in done]
    for account_id in hear:
        own = account_id == clock.owner_id
        kind = LATE_KINDS[clock.kind] if own else NoticeKind.OVERDUE
        drop(clock.about_id, *LATE_KINDS.values(), account_id=account_id)
        notify(account_id, kind, clock.about_id)
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
                Notice.about_id == about_id,
                Notice.kind.in_(LATE_KINDS.values()),
                Notice.made_at >= since,
            )
        )
    )


def _noticed_owners(since: datetime) -> set[tuple[UUID | None, UUID | None]]:
    rows = db.session.execute(
        sa.select(Notice.about_id, Notice.account_id).where(
            Notice.kind.in_(LATE_KINDS.values()), Notice.made_at >= since
        )
    )
    return {(about_id, account_id) for about_id, account_id in rows}


def _who_hears_it_is_late(
    clock: Deadline, apart: Collection[UUID], today: date, leads_after: int
) -> Sequence[UUID]:
    if clock.owner_id is None or clock.owner_id in apart:
        desk = db.session.scalar(sa.select(Statement.desk).where(Statement.id == clock.about_id))
        return with_role(Role.SAFETY_LEAD, today) if desk is Desk.COUNCIL else []
    days = working_days_between(clock.due_on, today, proclaimed())
    found: list[UUID] = []
    for step in who_hears(clock.kind, working_days_late=days, leads_after=leads_after):
        found += _at(step, clock.owner_id, today)
    return list(dict.fromkeys(found))


def _at(step: Hears, owner_id: UUID, today: date) -> Sequence[UUID]:
    """The accounts at one step of the line above somebody who owes an answer."""
    if step is Hears.OWNER:
        return [owner_id]
    if step is Hears.STAND_IN:
        return db.session.scalars(
            sa.select(StandIn.stand_in_id).where(
                StandIn.account_id == owner_id, StandIn.from_on <= today, StandIn.until_on >= today
            )
        ).all()
    manager = manager_of(owner_id)
    if step is Hears.MANAGER:
        return [manager] if manager else []
    above = manager_of(manager) if manager else None
    return [*([above] if above else []), *with_role(Role.SAFETY_LEAD, today)]


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
        .join(Deadline, sa.and_(Deadline.about_id == Statement.id, Deadline.kind.in_(LATE_KINDS)))
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
