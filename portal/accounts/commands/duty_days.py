"""Days that are staffed differently from the week: a bank holiday, a day that was swapped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import DutyDay
from portal.accounts.queries.duty import Turn, different_hours, turns_on
from portal.accounts.rules.staff import MIDNIGHT, Reason, why_not_duty_day, why_not_line
from portal.audit import commands as audit
from portal.kit.errors import Refused

WEEK = timedelta(days=7)


def make_different(day: date, *, by: UUID, today: date) -> None:
    """From now on the day no longer follows the week; it begins with the week's own lines. Done twice it is
    the same. Raises Refused for a day that has passed or is too far ahead."""
    if why := why_not_duty_day(day, today=today):
        raise Refused(why)
    if not different_hours(day):
        _write(day, turns_on(day), by)


def copy_week_before(day: date, *, by: UUID, today: date) -> None:
    """The day is staffed as the same day of the week before."""
    if why := why_not_duty_day(day, today=today):
        raise Refused(why)
    _write(day, turns_on(day - WEEK), by)


def as_usual(day: date, *, by: UUID) -> None:
    """The day follows the week again."""
    db.session.execute(sa.delete(DutyDay).where(DutyDay.day == day))
    audit.record("set_duty_day", by=by)
    db.session.flush()


def why_not_add_line(day: date, account_id: UUID, starts: time, ends: time) -> Reason | None:
    """Why somebody cannot have these hours that day."""
    until = MIDNIGHT if ends == time(0) else ends
    taken = [(row.starts, row.ends) for row in different_hours(day) if row.account_id == account_id]
    return why_not_line(starts, until, taken)


def add_line(day: date, account_id: UUID, starts: time, ends: time, step: int, *, by: UUID) -> None:
    """Somebody is on duty in these hours of the day. Raises Refused."""
    if why := why_not_add_line(day, account_id, starts, ends):
        raise Refused(why)
    until = MIDNIGHT if ends == time(0) else ends
    db.session.add(DutyDay(day=day, account_id=account_id, starts=starts, ends=until, step=step))
    audit.record("set_duty_day", by=by, subject=("account", account_id))
    db.session.flush()


def end_line(row: DutyDay, *, by: UUID) -> None:
    """These hours of that day are no longer theirs."""
    audit.record("set_duty_day", by=by, subject=("account", row.account_id))
    db.session.delete(row)
    db.session.flush()


def _write(day: date, turns: Iterable[Turn], by: UUID) -> None:
    lines = list(turns)
    db.session.execute(sa.delete(DutyDay).where(DutyDay.day == day))
    # The mark comes first: with nobody on it the day is a gap, not a day like every week.
    db.session.add(DutyDay(day=day, account_id=None, starts=time(0), ends=time(0), step=0))
    for one in lines:
        db.session.add(
            DutyDay(day=day, account_id=one.account_id, starts=one.starts, ends=one.ends, step=one.step)
        )
    audit.record("set_duty_day", by=by)
    db.session.flush()
