"""Calling the next in line about what cannot wait, and telling of what is unread past its time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.clocks.reading import Hours, Window, is_open
from portal.settings import Settings
from portal.voice.commands import calls
from portal.voice.jobs.one_by_one import each
from portal.voice.models import Statement
from portal.voice.queries.apart import still_has_it
from portal.voice.rules import Desk
from portal.voice.rules.desk import UNREAD_STEP, is_time_to_call, taking_holds


def reading_hours(settings: Settings) -> Hours:
    """When people read, as the council has set it: working days from opening to closing."""
    window = Window(settings.reading_opens, settings.reading_closes)
    return Hours(
        week=(window,) * 5 + (None, None),
        zone=settings.time_zone.key,
        last_minutes=settings.reading_notice_minutes,
    )


def call_the_next_in_line(now: datetime, *, zone: ZoneInfo, wait_minutes: int) -> int:
    """Call the next step about what cannot wait, has no taker and was last called `wait_minutes` ago or more.

    A taker who left, may not read it any more, or has not read it for too long, has it no longer. Day and
    night. Returns how many people were called."""
    wait = timedelta(minutes=wait_minutes)

    def call(statement: Statement) -> int:
        if statement.taken_by_id:
            on = now.astimezone(zone).date()
            if taking_holds(statement.taken_at, now) and still_has_it(statement, on):
                return 0
            statement.taken_by_id = statement.taken_at = None
            db.session.flush()
        elif not is_time_to_call(calls.last_called_at(statement.id), now, wait):
            return 0
        return calls.call_next(statement, now=now, zone=zone)

    return each("call the next in line", _unread(Statement.pages_duty.is_(True)), call)


def look_for_unread(now: datetime, *, hours: Hours) -> int:
    """Tell the next step about what is unread past its promise. Outside reading hours it waits for the next
    reading; what pages and has no taker is being called already. Returns how many people were told."""
    if not is_open(hours, now):
        return 0

    def tell(statement: Statement) -> int:
        last = calls.last_called_at(statement.id)
        if taking_holds(statement.taken_at, now) or not is_time_to_call(last, now, UNREAD_STEP):
            return 0
        return calls.tell_next(statement, now=now, zone=ZoneInfo(hours.zone))

    pages_nobody = sa.or_(Statement.pages_duty.is_(False), Statement.taken_by_id.is_not(None))
    return each("look for unread", _unread(Statement.read_by_at < now, pages_nobody), tell)


def _unread(*conditions: sa.ColumnElement[bool]) -> Iterator[Statement]:
    """Unread statements of the council's desk, each locked while it is handled and looked at anew.

    One that another worker holds is left to that worker."""
    wanted = (Statement.desk == Desk.COUNCIL, Statement.read_at.is_(None), *conditions)
    ids = db.session.scalars(sa.select(Statement.id).where(*wanted).order_by(Statement.sent_at)).all()
    for statement_id in ids:
        statement = db.session.scalars(
            sa.select(Statement)
            .where(Statement.id == statement_id, *wanted)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        ).one_or_none()
        if statement is not None:
            yield statement
