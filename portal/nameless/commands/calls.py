"""Calling somebody to a talk, to what a group or a child in a survey said, step by step until it is opened.

Notices carry the hour, not the minute: beside the table of accounts a minute could tell who was here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import on_duty, with_role
from portal.kit import clock, logs
from portal.nameless.models import GroupSaying, NamelessCall, NamelessTalk, SurveySaying
from portal.nameless.queries.apart import apart_from
from portal.nameless.rules import (
    LEADS_STEP,
    MANAGERS_STEP,
    READERS_STEP,
    Line,
    day_of,
    hour_of,
    next_in_line,
    urgent_line,
    without,
)
from portal.notices.commands import drop, notify
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role

About = NamelessTalk | GroupSaying | SurveySaying
CALLS = (NoticeKind.NAMELESS_CALLED, NoticeKind.NAMELESS_TO_READ)


class NobodyMayRead(Exception):
    """Everybody who could read it is kept apart from it."""


def call_next(about: About, *, now: datetime, zone: ZoneInfo) -> int:
    """Call the next step about what cannot wait; returns how many people were called."""
    on = now.astimezone(zone).date()
    apart = apart_from(about.id, on)
    leads, managers = with_role(Role.SAFETY_LEAD, on), with_role(Role.MANAGER, on)
    line = urgent_line(on_duty(now, zone), leads, managers, apart)
    return _call(about, line or _readers(on, apart), now=now, on=on, apart=apart)


def tell_next(about: About, *, now: datetime, zone: ZoneInfo) -> int:
    """Tell the next step about what is unread past its time; returns how many people were told."""
    on = now.astimezone(zone).date()
    apart = apart_from(about.id, on)
    leads, managers = with_role(Role.SAFETY_LEAD, on), with_role(Role.MANAGER, on)
    line = [*_readers(on, apart), *without([(LEADS_STEP, leads), (MANAGERS_STEP, managers)], apart)]
    return _call(about, line, now=now, on=on, apart=apart)


def stop_calling(about: About, now: datetime) -> None:
    """Somebody opened it: nobody else is called, and the minute in which it called is forgotten."""
    about.pages_duty = False
    about.called_at = _said_of(about)(now) if about.called_at else None
    drop(about.id, *CALLS)


def tell(
    account_id: UUID, kind: NoticeKind, about_id: UUID, said_of: Callable[[datetime], datetime] = hour_of
) -> None:
    """One notice of a kind stands on their page however often they are told."""
    drop(about_id, kind, account_id=account_id)
    with clock.at(said_of(clock.now())):
        notify(account_id, kind, about_id)


def _said_of(about: About) -> Callable[[datetime], datetime]:
    """What is kept of a moment: of what a child wrote in a survey only the day."""
    return day_of if isinstance(about, SurveySaying) else hour_of


def _readers(on: date, apart: dict[UUID, str]) -> Line:
    return without([(READERS_STEP, with_role(Role.READER, on))], apart)


def _call(about: About, line: Line, *, now: datetime, on: date, apart: dict[UUID, str]) -> int:
    about.called_at = now
    known = {
        call.account_id: call
        for call in db.session.scalars(sa.select(NamelessCall).where(NamelessCall.about_id == about.id))
    }
    called = next_in_line(line, known)
    for step, account_id in called:
        if account_id in known:
            known[account_id].step = step
        else:
            db.session.add(NamelessCall(about_id=about.id, account_id=account_id, step=step))
        kind = NoticeKind.NAMELESS_TO_READ if step == READERS_STEP else NoticeKind.NAMELESS_CALLED
        tell(account_id, kind, about.id, _said_of(about))
    if not called:
        _arrange(about, on, apart)
    db.session.flush()
    return len(called)


def _arrange(about: About, on: date, apart: dict[UUID, str]) -> None:
    """Nobody may read it: administrators whom it does not concern arrange who does."""
    logs.fault("nobody may read something", NobodyMayRead())
    for account_id in with_role(Role.ADMINISTRATOR, on):
        if account_id not in apart:
            tell(account_id, NoticeKind.ARRANGE, about.id, _said_of(about))
