"""Calling the next in line until somebody takes it: neutral notices, step by step, each written down.

The ones a statement concerns, and whoever is too close to them, are never called.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import on_duty, people_around, with_role
from portal.notices.commands import drop, notify
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice.models import Call, Statement
from portal.voice.queries.apart import kept_from
from portal.voice.rules.desk import READERS_STEP, Line, next_in_line, unread_line, urgent_line


def call_next(statement: Statement, *, now: datetime, zone: ZoneInfo) -> int:
    """Call the next step about something that cannot wait; returns how many people were called.

    Those on duty at that hour come first, step 1 before 2; then safety leads, then managers, who are called
    too where nobody is on duty. When everybody was called and nobody took it, everybody is called again."""
    on = now.astimezone(zone).date()
    apart = kept_from(statement.id, on)
    line = urgent_line(
        on_duty(now, zone),
        with_role(Role.SAFETY_LEAD, on),
        _managers_for(statement.young_person_id, on, apart),
        apart,
    )
    return _call(statement, line, now)


def tell_next(statement: Statement, *, now: datetime, zone: ZoneInfo) -> int:
    """Tell the next step about something that is unread past its time: all readers, then safety leads, then
    managers; good news only readers. Returns how many people were told."""
    on = now.astimezone(zone).date()
    apart = kept_from(statement.id, on)
    line = unread_line(
        with_role(Role.READER, on),
        with_role(Role.SAFETY_LEAD, on),
        _managers_for(statement.young_person_id, on, apart),
        apart,
        is_good_news=statement.is_good_news,
    )
    return _call(statement, line, now)


def last_called_at(statement_id: UUID) -> datetime | None:
    """When somebody was last called about it, or None."""
    return db.session.scalar(
        sa.select(Call.at).where(Call.statement_id == statement_id).order_by(Call.at.desc()).limit(1)
    )


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
            known[account_id].at = now
        else:
            db.session.add(Call(statement_id=statement.id, account_id=account_id, step=step, at=now))
        kind = NoticeKind.TO_READ if step == READERS_STEP else NoticeKind.CALLED
        # One notice of a kind stands on their page however often they are called; the mail goes again.
        drop(statement.id, kind, account_id=account_id)
        notify(account_id, kind, statement.id)
    db.session.flush()
    return len(called)


def _managers_for(young_person_id: UUID, on: date, apart: Collection[UUID]) -> Sequence[UUID]:
    """The managers of those who work with them; where none of these is left, all managers."""
    everybody = with_role(Role.MANAGER, on)
    around = [person.account_id for person in people_around(young_person_id, on)]
    theirs = set(db.session.scalars(sa.select(Account.manager_id).where(Account.id.in_(around))))
    return [one for one in everybody if one in theirs and one not in apart] or everybody
