"""Bank holidays and working days in England and Wales, worked out without a network.

Years on GOV.UK's list come from the copy inside the `govuk-bank-holidays` package; all others are computed
from the rules, and every year says which it is: a computed year cannot know of a day proclaimed later.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from dateutil.easter import easter

Days = frozenset[date]
NO_DAYS: Days = frozenset()
FIRST_YEAR = 1978  # the early May holiday, the youngest of the eight, was first kept in 1978
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


class Source(StrEnum):
    """Where a year's bank holidays come from."""

    PUBLISHED = "published"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """The bank holidays of one year, in order, and whether they were published or computed."""

    year: int
    days: tuple[date, ...]
    source: Source


def bank_holidays(year: int, extra: Days = NO_DAYS) -> HolidayYear:
    """The bank holidays of `year`; `extra` holds days proclaimed since, as the council has entered them.

    Raises ValueError for years before 1978, when the rules were different.
    """
    days, source = _year(year)
    added = {day for day in extra if day.year == year}
    return HolidayYear(year, tuple(sorted(days | added)), source)


def source_of(*days: date) -> Source:
    """Published if the list covered the year of each of the days; computed if any had to be worked out."""
    sources = {_year(day.year)[1] for day in days}
    return Source.COMPUTED if Source.COMPUTED in sources else Source.PUBLISHED


def is_working_day(day: date, extra: Days = NO_DAYS) -> bool:
    """Monday to Friday, and neither a bank holiday nor one of the `extra` proclaimed days."""
    _refuse_times(day)
    return day.weekday() < _SATURDAY and day not in extra and day not in _year(day.year)[0]


def next_working_day(day: date, extra: Days = NO_DAYS) -> date:
    """The first working day after `day`."""
    return _step(day, _ONE_DAY, extra)


def previous_working_day(day: date, extra: Days = NO_DAYS) -> date:
    """The last working day before `day`."""
    return _step(day, -_ONE_DAY, extra)


def working_day_on_or_after(day: date, extra: Days = NO_DAYS) -> date:
    """`day` itself where it is a working day, otherwise the next one."""
    return day if is_working_day(day, extra) else next_working_day(day, extra)


def add_working_days(start: date, count: int, extra: Days = NO_DAYS) -> date:
    """The working day `count` working days after `start`: the working day after it is day 1.

    Nought gives `start` back, working day or not. Raises ValueError for a negative count.
    """
    _refuse_times(start)
    if count < 0:
        raise ValueError("a count of working days cannot be negative")
    day = start
    for _ in range(count):
        day = next_working_day(day, extra)
    return day


def working_days_between(start: date, end: date, extra: Days = NO_DAYS) -> int:
    """Working days after `start`, up to and with `end`; negative where `end` comes first.

    So `working_days_between(start, add_working_days(start, n)) == n`.
    """
    _refuse_times(start)
    _refuse_times(end)
    if end < start:
        return -working_days_between(end, start, extra)
    weeks, rest = divmod((end - start).days, 7)
    weekdays = 5 * weeks + sum((end - timedelta(days=back)).weekday() < _SATURDAY for back in range(rest))
    return weekdays - sum(start < day <= end and day.weekday() < _SATURDAY for day in _off(start, end, extra))


def _off(start: date, end: date, extra: Days) -> Days:
    years = (_year(year)[0] for year in range(start.year, end.year + 1))
    return frozenset(extra).union(*years)


def _step(day: date, by: timedelta, extra: Days) -> date:
    _refuse_times(day)
    day += by
    while not is_working_day(day, extra):
        day += by
    return day


def _refuse_times(day: date) -> None:
    """A moment is not a day: which day it falls on depends on the time zone, so the caller must say."""
    if isinstance(day, datetime):
        raise TypeError("a date is needed, not a date and time: see reading.local_day")


@cache
def _year(year: int) -> tuple[Days, Source]:
    published = _published().get(year)
    if published is not None:
        return published, Source.PUBLISHED
    if year < FIRST_YEAR:
        raise ValueError(f"bank holidays are not known before {FIRST_YEAR}")
    return _computed(year), Source.COMPUTED


@cache
def _published() -> dict[int, Days]:
    """The whole years on GOV.UK's list. The package's file is read directly: importing it loads a web client.

    A year counts only if the list reaches its Boxing Day, so that half a year is never taken for a whole one.
    """
    spec = find_spec("govuk_bank_holidays")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the govuk-bank-holidays package is missing")
    file = Path(spec.submodule_search_locations[0]) / "bank-holidays.json"
    events = json.loads(file.read_text(encoding="utf-8"))["england-and-wales"]["events"]
    years: dict[int, set[date]] = {}
    whole = set()
    for event in events:
        day = date.fromisoformat(event["date"])
        years.setdefault(day.year, set()).add(day)
        if event["title"] == "Boxing Day":
            whole.add(day.year)
    return {year: frozenset(days) for year, days in years.items() if year in whole}


def _computed(year: int) -> Days:
    """Banking and Financial Dealings Act 1971 Sch 1, the usual proclamations, and the two common-law days.

    Proclaimed each year by custom: New Year's Day, the first Monday in May, and the substitutes for days at a
    weekend. Good Friday and Christmas Day are holidays at common law.
    """
    sunday = easter(year)
    return frozenset(
        {
            _first_weekday(date(year, 1, 1)),
            sunday - timedelta(days=2),
            sunday + _ONE_DAY,
            _first_monday(date(year, 5, 1)),
            _last_monday(date(year, 5, 31)),
            _last_monday(date(year, 8, 31)),
        }
        | _christmas(year)
    )


def _christmas(year: int) -> set[date]:
    """The two holidays at Christmas, each moved off a weekend to the next day that is not already one."""
    match date(year, 12, 25).weekday():
        case 4:
            days = (25, 28)
        case 5:
            days = (27, 28)
        case 6:
            days = (26, 27)
        case _:
            days = (25, 26)
    return {date(year, 12, day) for day in days}


def _first_weekday(day: date) -> date:
    return _first_monday(day) if day.weekday() >= _SATURDAY else day


def _first_monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _last_monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
