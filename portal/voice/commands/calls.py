"""Calling the next in line until somebody takes it: neutral notices, step by step, each written down.

The ones a statement concerns, and whoever is too close to them, are never called. Before anybody has read it,
nobody knows whom it is about: those who work with the young person, their managers and households are called
only when nobody else is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import on_duty, too_close_to, with_role
from portal.kit import logs
from portal.notices.commands import drop, notify
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people import queries as people
from portal.policy.roles import Role
from portal.voice.models import Call, Statement
from portal.voice.queries.apart import kept_from
from portal.voice.rules.desk import (
    READERS_STEP,
    Line,
    far_first,
    last_of_all,
    next_in_line,
    unread_line,
    urgent_line,
)

ARRANGE_AGAIN = timedelta(hours=1)
"""How often administrators are told that nobody may read something."""


class NobodyMayRead(Exception):
    """Everybody who could read a statement is kept apart from it."""


def call_next(statement: Statement, *, now: datetime, zone: ZoneInfo) -> int:
    """Call the next step about something that cannot wait; returns how many people were called.

    Those on duty at that hour come first, step 1 before 2; then safety leads, then managers, who are called
    too where nobody is on duty. When everybody was called and nobody took it, everybody is called again."""
    on = now.astimezone(zone).date()
    apart = kept_from(statement.id, on)
    line = urgent_line(
        on_duty(now, zone),
        with_role(Role.SAFETY_LEAD, on),
        with_role(Role.MANAGER, on),
        apart,
    )
    return _call(statement, _may_be_called(statement, line, apart, now, on), now)


def tell_next(statement: Statement, *, now: datetime, zone: ZoneInfo) -> int:
    """Tell the next step about something that is unread past its time: all readers, then safety leads, then
    managers; good news only readers. Returns how many people were told."""
    on = now.astimezone(zone).date()
    apart = kept_from(statement.id, on)
    line = unread_line(
        with_role(Role.READER, on),
        with_role(Role.SAFETY_LEAD, on),
        with_role(Role.MANAGER, on),
        apart,
        is_good_news=statement.is_good_news,
    )
    return _call(statement, _may_be_called(statement, line, apart, now, on), now)


def arrange(statement_id: UUID, apart: Mapping[UUID, str], *, now: datetime, on: date) -> None:
    """Nobody may read it: tell administrators whom it does not concern, neutrally, once in a while."""
    told = sa.select(Notice.id).where(
        Notice.about_id == statement_id,
        Notice.kind == NoticeKind.ARRANGE,
        Notice.made_at > now - ARRANGE_AGAIN,
    )
    if db.session.scalar(sa.select(told.exists())):
        return
    logs.fault("nobody may read something", NobodyMayRead())
    drop(statement_id, NoticeKind.ARRANGE)
    for account_id in with_role(Role.ADMINISTRATOR, on):
        if account_id not in apart:
            notify(account_id, NoticeKind.ARRANGE, statement_id)
    db.session.flush()


def last_called_at(statement_id: UUID) -> datetime | None:
    """When somebody was last called about it, or None."""
    last = last_call(statement_id)
    return last.at if last else None


def last_call(statement_id: UUID) -> Call | None:
    """The last call about it, of several at once the one furthest up the line; None without any."""
    calls = sa.select(Call).where(Call.statement_id == statement_id)
    return db.session.scalar(calls.order_by(Call.at.desc(), Call.step.desc(), Call.id).limit(1))


def call_to(statement_id: UUID, account_id: UUID) -> Call | None:
    """The call of this person about this statement, or None."""
    return db.session.scalar(
        sa.select(Call).where(Call.statement_id == statement_id, Call.account_id == account_id)
    )


def decline(call: Call, *, now: datetime) -> bool:
    """They can't: written down, and it no longer stands on their page. False when they had said so before."""
    if call.declined_at:
        return False
    call.declined_at = now
    drop(call.statement_id, NoticeKind.CALLED, account_id=call.account_id)
    db.session.flush()
    return True


def stop_calling(statement_id: UUID) -> None:
    """Somebody has it: what was not sent yet is not sent, and nobody else's page shows it as theirs."""
    drop(statement_id, NoticeKind.CALLED)


def _call(statement: Statement, line: Line, now: datetime) -> int:
    known = {
        call.account_id: call
        for call in db.session.scalars(sa.select(Call).where(Call.statement_id == statement.id))
    }
    called = next_in_line(line, known)
    for step, account_id in called:
        if account_id in known:
            known[account_id].at, known[account_id].step = now, step
            known[account_id].declined_at = None
        else:
            db.session.add(Call(statement_id=statement.id, account_id=account_id, step=step, at=now))
        kind = NoticeKind.TO_READ if step == READERS_STEP else NoticeKind.CALLED
        # One notice of a kind stands on their page however often they are called; the mail goes again.
        drop(statement.id, kind, account_id=account_id)
        notify(account_id, kind, statement.id)
    if called:
        drop(statement.id, NoticeKind.ARRANGE)
    db.session.flush()
    return len(called)


def _may_be_called(
    statement: Statement, line: Line, apart: Mapping[UUID, str], now: datetime, on: date
) -> Line:
    """The line as it stands for this young person; where it is empty, whoever else can read it at all."""
    line = line or last_of_all(_who_could_read(statement, on), apart)
    if not line:
        arrange(statement.id, apart, now=now, on=on)
    return far_first(line, _near(statement.young_person_id, on))


def _who_could_read(statement: Statement, on: date) -> Sequence[UUID]:
    roles = [Role.SAFETY_LEAD, Role.READER]
    if not statement.is_good_news:
        roles += [Role.DUTY_WORKER, Role.MANAGER]
    return [account_id for role in roles for account_id in with_role(role, on)]


def _near(young_person_id: UUID, on: date) -> set[UUID]:
    """Everybody with a link to them, the managers and the households of these."""
    linked = {link.account_id for link in people.links_of(young_person_id, on)}
    return {account_id for account_id, why in too_close_to(linked, on).items() if why != "stand_in"}
