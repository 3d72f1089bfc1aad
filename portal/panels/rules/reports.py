"""Reports to the Improvement Board: when it meets, which reports were agreed beforehand. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

MONTHS = (2, 6, 12, 18)
"""Months after the plan began at which a report was agreed."""
MOST_WEEKS = 26
MAX_WORDS = 6000
MAX_AGREED = 300
DAYS_AHEAD = 3 * 366


class WhyNot(StrEnum):
    """Why something about a report was refused."""

    NO_WORDS = "nothing was written"
    NO_DATE = "no date was given"
    DATE_TOO_FAR = "the date is too far away"
    DATE_TAKEN = "there is a report for that day"
    BAD_WEEKS = "so many weeks cannot be"
    NOBODY_AGREED = "nobody agreed"
    FROZEN = "it is frozen"
    BEFORE_THE_LAST = "it begins before the rhythm that holds"
    CHANGED = "it was changed meanwhile"
    NAMES_SOMEBODY = "the words hold a name that is known here"


def meetings(weeks: int, from_on: date, today: date, most: int = 6) -> list[date]:
    """The next meetings, the first on this day or after it."""
    step = timedelta(weeks=weeks)
    gone = max(0, -(-(today - from_on).days // (weeks * 7)))
    return [from_on + step * (gone + number) for number in range(most)]


def agreed_days(began_on: date) -> list[tuple[int, date]]:
    """By which day each of the agreed reports is due."""
    return [(months, in_months(began_on, months)) for months in MONTHS]


def in_months(day: date, months: int) -> date:
    """The same day so many months on; the last one where a month is too short."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), after - timedelta(days=1))


def why_not_meets_on(meets_on: date | None, *, today: date, taken: Sequence[date]) -> WhyNot | None:
    """A report is for one meeting, and each meeting has one."""
    if meets_on is None:
        return WhyNot.NO_DATE
    if abs((meets_on - today).days) > DAYS_AHEAD:
        return WhyNot.DATE_TOO_FAR
    return WhyNot.DATE_TAKEN if meets_on in taken else None


def why_not_rhythm(
    weeks: int | None, from_on: date | None, *, somebody: bool, last: date | None, today: date
) -> WhyNot | None:
    """A rhythm begins after the one before, and somebody agreed to it."""
    if weeks is None or not 1 <= weeks <= MOST_WEEKS:
        return WhyNot.BAD_WEEKS
    if from_on is None:
        return WhyNot.NO_DATE
    if abs((from_on - today).days) > DAYS_AHEAD:
        return WhyNot.DATE_TOO_FAR
    if last is not None and from_on <= last:
        return WhyNot.BEFORE_THE_LAST
    return None if somebody else WhyNot.NOBODY_AGREED
