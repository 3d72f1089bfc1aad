"""Calling the next in line about what cannot wait, and telling of what is unread past its time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.clocks.bank_holidays import Days
from portal.clocks.reading import Hours, Window, is_open
from portal.deadlines.queries import proclaimed
from portal.settings import Settings
from portal.voice.commands import calls
from portal.voice.jobs.one_by_one import each
from portal.voice.models import Statement
from portal.voice.queries.apart import still_has_it
from portal.voice.rules import Desk
from portal.voice.rules.desk import is_time_to_call, taking_holds
from portal.voice.rules.desk_ladder import Ladder


def reading_hours(settings: Settings, extra: Days | None = None) -> Hours:
    """When people read, as the council has set it: working days from opening to closing. `extra`: bank
    holidays proclaimed since, where they must not be looked for in the database."""
    window = Window(settings.reading_opens, settings.reading_closes)
    return Hours(
        week=(window,) * 5 + (None, None),
        zone=settings.time_zone.key,
        last_minutes=settings.reading_notice_minutes,
        extra=proclaimed() if extra is None else extra,
    )


def ladder(settings: Settings) -> Ladder:
    """The times of the line, as the council has set them."""
    return Ladder(
        duty=timedelta(minutes=settings.page_next_after_minutes),
        leads=timedelta(minutes=settings.page_after_leads_minutes),
        managers=timedelta(minutes=settings.page_again_after_minutes),
        unread=timedelta(minutes=settings.unread_next_after_minutes),
        taking=timedelta(minutes=settings.taking_holds_minutes),
    )


def call_the_next_in_line(now: datetime, *, zone: ZoneInfo, times: Ladder = Ladder()) -> int:  # noqa: B008  # frozen
    """Call the next step about what cannot wait, has no taker, and whose last step has had its time.

    A taker who left, may not read it any more, or has not read it for too long, has it no longer. Day and
    night. Returns how many people were called."""

    def call(statement: Statement) -> int:
        if statement.taken_by_id:
            on = now.astimezone(zone).date()
            if taking_holds(statement.taken_at, now, times.taking) and still_has_it(statement, on):
                return 0
            statement.taken_by_id = statement.taken_at = None
            db.session.flush()
        elif not _has_had_its_time(statement, now, times):
            return 0
        return calls.call_next(statement, now=now, zone=zone)

    return each("call the next in line", _unread(Statement.pages_duty.is_(True)), call)


def _has_had_its_time(statement: Statement, now: datetime, times: Ladder) -> bool:
    last = calls.last_call(statement.id)
    return last is None or is_time_to_call(last.at, now, times.wait_after(last.step))


def look_for_unread(now: datetime, *, hours: Hours, times: Ladder = Ladder()) -> int:  # noqa: B008  # frozen
    """Tell the next step about what is unread past its promise. Outside reading hours it waits for the next
    reading; what pages and has no taker is being called already. Returns how many people were told."""
    if not is_open(hours, now):
        return 0

    def tell(statement: Statement) -> int:
        last = calls.last_called_at(statement.id)
        if taking_holds(statement.taken_at, now, times.taking):
            return 0
        if not is_time_to_call(last, now, times.unread):
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
