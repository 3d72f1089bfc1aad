"""The panel's year: when it meets, and by when what has to be there. Pure.

Papers are out five clear days before: working days, neither the day they go out nor the day of the meeting
counted. That is what committees of councils usually keep to; whether it binds this panel is [to be confirmed]
with the council's committee office."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from portal.clocks.bank_holidays import NO_DAYS, Days, previous_working_day, working_day_on_or_after

AHEAD = timedelta(days=366)
CLEAR_DAYS = 5
SIGNED_BEFORE, WORDS_BEFORE, NUMBERS_BEFORE = 2, 5, 5
"""Working days between sign-off and the papers going out, words and sign-off, numbers and words."""
REMIND_BEFORE = 3
MOST_WEEKS, MOST_MONTHS = 26, 12


class Unit(StrEnum):
    """In what the time between meetings is told."""

    WEEKS = "weeks"
    MONTHS = "months"


class WhyNotRhythm(StrEnum):
    """Why a rhythm is not taken."""

    TOO_OFTEN = "too_often"
    TOO_RARE = "too_rare"
    PASSED = "passed"
    TOO_FAR = "too_far"
    NOBODY_AGREED = "nobody_agreed"


class WhyNotDay(StrEnum):
    """Why a day is not taken."""

    PASSED = "passed"
    TOO_FAR = "too_far"
    TAKEN = "taken"


@dataclass(frozen=True)
class Dates:
    """By when what has to be there for one meeting."""

    meets_on: date
    numbers_by: date
    words_by: date
    signed_by: date
    out_by: date


def why_not_rhythm(
    every: int, unit: Unit, from_on: date, agreed_by: str, *, today: date
) -> WhyNotRhythm | None:
    """Every week to twice a year in weeks, or every month to every year, from a day within a year."""
    if every < 1:
        return WhyNotRhythm.TOO_OFTEN
    if every > (MOST_WEEKS if unit is Unit.WEEKS else MOST_MONTHS):
        return WhyNotRhythm.TOO_RARE
    if from_on < today:
        return WhyNotRhythm.PASSED
    if from_on > today + AHEAD:
        return WhyNotRhythm.TOO_FAR
    return None if agreed_by.strip() else WhyNotRhythm.NOBODY_AGREED


def why_not_day(meets_on: date, *, today: date, taken: Collection[date]) -> WhyNotDay | None:
    """A day to come, at most two years ahead, on which nothing is planned yet."""
    if meets_on < today:
        return WhyNotDay.PASSED
    if meets_on > today + 2 * AHEAD:
        return WhyNotDay.TOO_FAR
    return WhyNotDay.TAKEN if meets_on in taken else None


def meetings(from_on: date, every: int, unit: Unit, extra: Days = NO_DAYS) -> list[date]:
    """The days of a year of this rhythm: where one is no working day, the next that is."""
    found: list[date] = []
    number = 0
    while True:
        step = (
            relativedelta(weeks=every * number)
            if unit is Unit.WEEKS
            else relativedelta(months=every * number)
        )
        day = from_on + step
        if day > from_on + AHEAD:
            return found
        found.append(working_day_on_or_after(day, extra))
        number += 1


def dates(meets_on: date, extra: Days = NO_DAYS) -> Dates:
    """Counted back from the meeting in working days."""
    out_by = _back(meets_on, CLEAR_DAYS + 1, extra)
    signed_by = _back(out_by, SIGNED_BEFORE, extra)
    words_by = _back(signed_by, WORDS_BEFORE, extra)
    return Dates(meets_on, _back(words_by, NUMBERS_BEFORE, extra), words_by, signed_by, out_by)


def to_remind_of(found: Dates, reminded_of: date | None, today: date, extra: Days = NO_DAYS) -> date | None:
    """The latest of its dates that is near, or has passed, and of which nobody was reminded yet; none once
    the panel has met."""
    if today > found.meets_on:
        return None
    near = [
        day
        for day in (found.numbers_by, found.words_by, found.signed_by, found.out_by)
        if today >= _back(day, REMIND_BEFORE, extra)
    ]
    latest = max(near, default=None)
    return latest if latest and (reminded_of is None or reminded_of < latest) else None


def _back(day: date, count: int, extra: Days) -> date:
    for _step in range(count):
        day = previous_working_day(day, extra)
    return day
