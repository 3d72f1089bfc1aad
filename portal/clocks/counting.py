"""Counting on a calendar: months and years to the same date, and where a last day moves."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.clocks.answer import CannotCount, Fault, Step, StepKind
from portal.clocks.bank_holidays import (
    Days,
    Source,
    add_working_days,
    is_working_day,
    previous_working_day,
    source_of,
)
from portal.clocks.holidays import holiday_of

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


def months_later(start: date, months: int) -> tuple[date, bool]:
    """The same date so many months later; where that month has no such date, its last day, and False."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if not date.min.year <= year <= date.max.year:
        raise CannotCount(Fault.OUT_OF_CALENDAR, start)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)), start.day <= last


def days_later(start: date, days: int) -> date:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise CannotCount(Fault.OUT_OF_CALENDAR, start) from None


def working_days_later(start: date, count: int, extra: Days) -> date:
    """The working day after `start` is day 1."""
    try:
        return add_working_days(start, count, extra)
    except (ValueError, OverflowError):
        raise CannotCount(Fault.OUT_OF_CALENDAR, start) from None


def rolled(day: date, extra: Days) -> tuple[date, list[Step]]:
    """The working day on or after `day`, and why it moved."""
    steps: list[Step] = []
    found = day
    while why := _why_not_working(found, extra):
        if not (steps and found.weekday() > _SATURDAY and why.kind is StepKind.WEEKEND):
            steps.append(why)  # a Sunday after its Saturday is the same weekend
        found = days_later(found, 1)
    if found != day:
        steps.append(Step(StepKind.ROLLED, {"day": found}))
    return found, steps


def stays(day: date, extra: Days) -> list[Step]:
    """What to say of a last day that is no working day and is not moved."""
    why = _why_not_working(day, extra)
    return [why, Step(StepKind.STAYS, {"day": day})] if why else []


def working_day_by(day: date, extra: Days) -> date:
    """The last working day on or before `day`."""
    try:
        return day if is_working_day(day, extra) else previous_working_day(day, extra)
    except (ValueError, OverflowError):
        raise CannotCount(Fault.OUT_OF_CALENDAR, day) from None


def holidays_between(start: date, end: date, extra: Days) -> list[Step]:
    """The bank holidays that fell on a weekday after `start`, up to `end`: they were not counted."""
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return [
        Step(StepKind.HOLIDAY_BETWEEN, {"day": day, "holiday": holiday_of(day, extra)})
        for day in days
        if day.weekday() < _SATURDAY and not is_working_day(day, extra)
    ]


def unpublished(*days: date) -> list[Step]:
    """A computed year cannot know of a day proclaimed later: it is said."""
    years = sorted({day.year for day in days if source_of(day) is Source.COMPUTED})
    return [Step(StepKind.COMPUTED, {"year": years[-1]})] if years else []


def hours_later(start: datetime, hours: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """So many hours that really pass after a wall-clock time, as a wall-clock time, and the start as it
    stood on the clock: a time in the hour that was skipped is the time an hour later. A time that comes
    twice counts as the first, so that nothing is late that was thought in time. A start that has a zone is
    the moment it says."""
    try:
        begun = (start if start.tzinfo else start.replace(tzinfo=zone, fold=0)).astimezone(UTC)
        ends = (begun + timedelta(hours=hours)).astimezone(zone)
    except OverflowError:
        raise CannotCount(Fault.OUT_OF_CALENDAR, start) from None
    return ends, begun.astimezone(zone)


def _why_not_working(day: date, extra: Days) -> Step | None:
    try:
        if is_working_day(day, extra):
            return None
    except (ValueError, OverflowError):
        raise CannotCount(Fault.OUT_OF_CALENDAR, day) from None
    if day.weekday() >= _SATURDAY:
        return Step(StepKind.WEEKEND, {"day": day})
    return Step(StepKind.HOLIDAY, {"day": day, "holiday": holiday_of(day, extra)})
