"""What is printed of a quarter of records requests, and what is not because too few are in it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median
from typing import Any

from portal.disclosure.counts import Period
from portal.disclosure.shown import Rules, label

GRACE_DAYS = 7
"""So long after a quarter it is counted: what happened on its last days is written down by then."""
MOST_QUARTERS = 12
OPEN_AGES = {"0-30": (0, 30), "31-60": (31, 60), "61-90": (61, 90), "91-": (91, 10**6)}
RULES = Rules()


@dataclass(frozen=True)
class Counted:
    """The true counts of one quarter. Never printed, never kept."""

    received: int = 0
    given: int = 0
    refused: int = 0
    withdrawn: int = 0
    on_time: int = 0
    late: int = 0
    days: Sequence[int] = ()  # of each that was given: from the day it came
    open_ages: Sequence[int] = ()  # of each open on the last day
    late_reasons: Mapping[str, int] = field(default_factory=dict)
    covered: Mapping[str, int] = field(default_factory=dict)  # reason -> requests in which it stands
    pages: int = 0
    wanted_company: int = 0
    had_company: int = 0
    felt: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # question -> answer -> people


def closed_quarters(first_on: date, today: date) -> list[Period]:
    """The quarters since a day that may be counted today, the oldest first, at most the last few."""
    found, first = [], date(first_on.year, (first_on.month - 1) // 3 * 3 + 1, 1)
    while (last := _last_of(first)) + timedelta(days=GRACE_DAYS) < today:
        found.append(Period(first, last))
        first = last + timedelta(days=1)
    return found[-MOST_QUARTERS:]


def _last_of(first: date) -> date:
    year, month = (first.year + 1, 1) if first.month == 10 else (first.year, first.month + 3)
    return date(year, month, 1) - timedelta(days=1)


def printed(counted: Counted) -> dict[str, Any]:
    """What may be printed: numbers rounded to 5; None where fewer than 5 are in it. No total stands beside
    its parts, and a share only where neither side is small."""
    return {
        "received": shown(counted.received),
        "given": shown(counted.given),
        "refused": shown(counted.refused),
        "withdrawn": shown(counted.withdrawn),
        "on_time": share(counted.on_time, counted.late),
        "days": _days(counted.days),
        "open": _ages(counted.open_ages),
        "late_reasons": {key: shown(count) for key, count in counted.late_reasons.items()},
        "covered": {key: shown(count) for key, count in counted.covered.items()},
        "pages": _pages(counted),
        "wanted_company": shown(counted.wanted_company),
        "had_company": shown(counted.had_company),
        "felt": {
            question: {answer: shown(count) for answer, count in answers.items()}
            for question, answers in counted.felt.items()
        },
    }


def shown(count: int) -> int | None:
    """To the nearest 5; None for fewer than 5."""
    return label(count, RULES, rounded=True).number


def share(this: int, other: int) -> int | str | None:
    """In per cent, to the nearest 5, where both sides are large enough; "most" or "few" where one is small;
    None where there are too few in all."""
    least = RULES.threshold
    if this + other < least:
        return None
    if other < least and this >= least:
        return "most"
    if this < least <= other:
        return "few"
    if this < least:
        return None
    return RULES.rounded(round(100 * this / (this + other)))


def _days(days: Sequence[int]) -> dict[str, int] | None:
    if len(days) < RULES.threshold:
        return None
    return {"median": round(median(days)), "longest": RULES.rounded(max(days))}


def _ages(ages: Sequence[int]) -> dict[str, int | None]:
    """How many were open on the last day, by how long. Each band stands for itself."""
    return {name: shown(sum(low <= age <= high for age in ages)) for name, (low, high) in OPEN_AGES.items()}


def _pages(counted: Counted) -> int | None:
    """Pages of one person's file are not printed."""
    return round(counted.pages, -2) if counted.given >= RULES.threshold else None
