"""When whoever has a request is reminded of its dates, and who is told when it is late. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.clocks.bank_holidays import NO_DAYS, Days, add_working_days, previous_working_day

WORKING_DAYS_BEFORE = (10, 5, 2)


class Told(StrEnum):
    """Who is told that a request is late."""

    OFFICER = "officer"
    PROTECTION = "data protection officer"
    MANAGERS = "managers"


WORKING_DAYS_LATE = {Told.OFFICER: 0, Told.PROTECTION: 1, Told.MANAGERS: 5}
"""How long after the day itself: the officer at once, then those who look after how it goes."""


@dataclass(frozen=True)
class Dates:
    """The dates of a running request."""

    received_on: date
    due_on: date
    notice_by_on: date | None


def reminder_since(dates: Dates, today: date, extra: Days = NO_DAYS) -> date | None:
    """The last day until today on which a reminder falls, or None: ten, five and two working days before it
    is due, and the working day on which a notice of more time has to go. Whoever was told since that day
    need not be told again. A day before it came is no reminder."""
    days = [_before(dates.due_on, count, extra) for count in WORKING_DAYS_BEFORE]
    if dates.notice_by_on is not None:
        days.append(dates.notice_by_on)
    passed = [day for day in days if dates.received_on < day <= today]
    return max(passed) if passed and today <= dates.due_on else None


def told_late(due_on: date, today: date, extra: Days = NO_DAYS) -> dict[Told, date]:
    """Who should know by today that it is late, and since which day; nobody while it is not."""
    if today <= due_on:
        return {}
    since = {who: _begins(due_on, days, extra) for who, days in WORKING_DAYS_LATE.items()}
    return {who: day for who, day in since.items() if day <= today}


def _begins(due_on: date, working_days: int, extra: Days) -> date:
    return add_working_days(due_on, working_days, extra) + timedelta(days=1)


def reminders_until(today: date, extra: Days = NO_DAYS) -> date:
    """A request due after this day cannot be reminded of by its due day yet."""
    return add_working_days(today, max(WORKING_DAYS_BEFORE) + 1, extra)


def _before(day: date, count: int, extra: Days) -> date:
    for _ in range(count):
        day = previous_working_day(day, extra)
    return day
