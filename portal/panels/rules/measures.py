"""Measures, their targets, and what may be said of them to whom. Pure.

What is typed by hand about children is a number about few: outside the council and its board it is printed by
the same engine as the panel's papers, so a number from 1 to 4 is never read there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from portal.disclosure.quarters import RULES, printed_count, printed_share

MAX_NAME = 200
MAX_WORDS = 2000
MOST = 10_000_000
LOOKED_BACK = timedelta(days=100)
"""A target is judged by the newest value up to its day; one older than this says nothing of it."""
LEEWAY = 0.1
"""A measure is behind when it lacks more than this part of the way."""
EXPLAIN_WORKING_DAYS = 10
"""So many working days the owner of a measure has to say why a target was missed."""

Outside = int | float | str | None
"""What others than the board read: a number, "most" or "few", None for fewer than 5."""


class Unit(StrEnum):
    """What a value is."""

    SHARE = "share"  # so many of so many, in per cent
    COUNT = "count"
    DAYS = "days"
    SCORE = "score"


class Better(StrEnum):
    """Which way is good."""

    UP = "up"
    DOWN = "down"


class Standing(StrEnum):
    """How a measure stands to its target."""

    NO_TARGET = "no_target"
    NOT_KNOWN = "not_known"
    MET = "met"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    MISSED = "missed"


class Trend(StrEnum):
    """Where it went, by its last four values."""

    TOO_FEW = "too_few"
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    UP_AND_DOWN = "up_and_down"


class WhyNot(StrEnum):
    """Why something about a measure was refused."""

    NO_WORDS = "nothing was written"
    NO_OWNER = "nobody who could have it was picked"
    NO_NUMBER = "no number was given"
    BAD_NUMBER = "this number cannot be"
    NO_WHOLE = "it does not say of how many"
    MORE_THAN_ALL = "more than there are"
    NOT_CLOSED = "the period is not over"
    ENDS_FIRST = "the last day is before the first"
    OVERLAPS = "another value is about some of these days"
    SMALL = "a number about so few that it could point to somebody"
    DATE_PASSED = "the date has passed"
    NO_DATE = "no date was given"
    FROM_THE_PORTAL = "its values come from printed papers"
    NAMES_SOMEBODY = "the words hold a name that is known here"
    PUT_AWAY = "it was put away"
    SAID_ALREADY = "it was said already"
    CHANGED = "it was changed meanwhile"


Series = Sequence[tuple[date, float]]
"""Values by the last day of what they are about, oldest first."""


def value_of(unit: Unit, number: float, of: float | None) -> float:
    """The value as it is compared: a share in per cent."""
    if unit is Unit.SHARE:
        return round(100 * number / of, 1) if of else 0.0
    return number


def why_not_value(
    unit: Unit, number: float | None, of: float | None, *, about_children: bool
) -> WhyNot | None:
    """A share says of how many; whatever is about children says so too, but for a plain count."""
    if number is None:
        return WhyNot.NO_NUMBER
    if not 0 <= number <= MOST or (of is not None and not 0 < of <= MOST):
        return WhyNot.BAD_NUMBER
    whole = (unit in (Unit.SHARE, Unit.COUNT), number), (True, of or 0)
    if about_children and any(counts and value != int(value) for counts, value in whole):
        return WhyNot.BAD_NUMBER
    if of is None and (unit is Unit.SHARE or (about_children and unit is not Unit.COUNT)):
        return WhyNot.NO_WHOLE
    return WhyNot.MORE_THAN_ALL if unit is Unit.SHARE and of is not None and number > of else None


def why_not_period(
    first: date, last: date, *, today: date, others: Sequence[tuple[date, date]]
) -> WhyNot | None:
    """Closed days that no other value is about; exactly the same days are a correction."""
    if last < first:
        return WhyNot.ENDS_FIRST
    if last >= today:
        return WhyNot.NOT_CLOSED
    over = [one for one in others if one[0] <= last and first <= one[1] and one != (first, last)]
    return WhyNot.OVERLAPS if over else None


_YOUNG = re.compile(
    r"\b(child|young|care leaver|looked.after|baby|babies|teenager|pupil|sibling|girl|boy)", re.IGNORECASE
)


def sounds_about_children(*words: str) -> bool:
    """Whether a measure's words speak of young people. To call it not about them would print small numbers of
    them, so it has to be said that somebody checked."""
    return any(_YOUNG.search(one) for one in words)


def is_small(unit: Unit, number: float, of: float | None, *, about_children: bool) -> bool:
    """Whether it, or what is left of the whole, is about so few children that it could point to one."""
    if not about_children:
        return False
    if unit is Unit.SHARE:
        return _few(number) or _few((of or 0) - number)
    return _few(number) if unit is Unit.COUNT else _few(of or 0)


def outside_of(unit: Unit, number: float, of: float | None, *, about_children: bool) -> Outside:
    """What somebody outside the council and its board reads of a value."""
    if not about_children:
        return value_of(unit, number, of)
    if unit is Unit.SHARE:
        return printed_share(int(number), int((of or 0) - number))
    if unit is Unit.COUNT:
        return printed_count(int(number))
    return round(number) if (of or 0) >= RULES.threshold else None


def meets(value: float, target: float, better: Better) -> bool:
    """Whether the value is as good as the target, or better."""
    return value >= target if better is Better.UP else value <= target


def standing(
    series: Series, target: tuple[date, float] | None, *, set_on: date, better: Better, today: date
) -> Standing:
    """How it stands: judged once the target's day has passed; before that by the way that is left, as
    measured from the value it began with."""
    if target is None:
        return Standing.NO_TARGET
    by_on, wanted = target
    if today > by_on:
        return _judged(series, by_on, wanted, better)
    if not series:
        return Standing.NOT_KNOWN
    newest_on, newest = series[-1]
    if meets(newest, wanted, better):
        return Standing.ON_COURSE
    began_on, began = ([one for one in series if one[0] <= set_on] or list(series[:1]))[-1]
    if newest_on <= began_on:
        return Standing.NOT_KNOWN  # nothing was measured since
    part = (newest_on - began_on) / (by_on - began_on)
    gone = (newest - began) / (wanted - began) if wanted != began else 0.0
    return Standing.ON_COURSE if gone >= part - LEEWAY else Standing.BEHIND


def _judged(series: Series, by_on: date, wanted: float, better: Better) -> Standing:
    known = [value for last_on, value in series if by_on - LOOKED_BACK <= last_on <= by_on]
    if not known:
        return Standing.NOT_KNOWN
    return Standing.MET if meets(known[-1], wanted, better) else Standing.MISSED


def trend(series: Series, better: Better) -> Trend:
    """Where the last four values went. Three at least: two are a difference, not a direction."""
    last = [value for _day, value in series[-4:]]
    if len(last) < 3:  # two are a difference, not a direction
        return Trend.TOO_FEW
    steps = [b - a if better is Better.UP else a - b for a, b in pairwise(last)]
    if not any(steps):
        return Trend.SAME
    if all(step >= 0 for step in steps):
        return Trend.BETTER
    return Trend.WORSE if all(step <= 0 for step in steps) else Trend.UP_AND_DOWN


def why_not_target(by_on: date | None, number: float | None, *, today: date) -> WhyNot | None:
    """A target has a number and a day to come."""
    if by_on is None:
        return WhyNot.NO_DATE
    if by_on <= today:
        return WhyNot.DATE_PASSED
    if number is None:
        return WhyNot.NO_NUMBER
    return None if 0 <= number <= MOST else WhyNot.BAD_NUMBER


def _few(number: float) -> bool:
    return 0 < number < RULES.threshold
