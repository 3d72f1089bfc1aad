"""What is printed of a quarter of records requests, and what is not because too few are in it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from portal.disclosure.counts import Cell, Paper, Period, What
from portal.disclosure.publish import publish
from portal.disclosure.quarters import RULES, Value, printed_count, printed_row, printed_share, value_of
from portal.records.rules.reading import Why
from portal.records.rules.reasons import LateReason

TOOK = (30, 60, 90, 180, 365, 730)
"""Days that a wait may be said to be longer than."""
OPEN_AGES = {"0-30": (0, 30), "31-60": (31, 60), "61-90": (61, 90), "91-": (91, 10**6)}


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


def printed(counted: Counted, period: Period) -> dict[str, Any]:
    """What may be printed, by the same engine as the panel's papers: rounded to 5, small numbers never, and
    of a row that adds up no part alone is left out. A row of fewer than 5 in all is not printed at all.

    Each quarter is counted once and none overlaps another, so no earlier one bears on it."""
    went = {"given": counted.given, "refused": counted.refused, "withdrawn": counted.withdrawn}
    company = {"wanted_company": counted.wanted_company, "had_company": counted.had_company}
    covered = {why.value: counted.covered.get(why.value, 0) for why in Why}
    late = {reason.value: counted.late_reasons.get(reason.value, 0) for reason in LateReason}
    of_given = _overlapping(counted.given, {**covered, **company}, period)
    return {
        "received": printed_count(counted.received),
        **dict.fromkeys(went),
        **printed_row(went, period),
        "on_time": printed_share(counted.on_time, counted.late),
        "days": _days(counted.days),
        "open": printed_row(_ages(counted.open_ages), period),
        "late_reasons": printed_row(late, period),
        "covered": {key: of_given[key] for key in covered if key in of_given},
        "pages": _pages(counted),
        **{name: of_given.get(name) for name in company},
        "felt": {question: printed_row(answers, period) for question, answers in counted.felt.items()},
    }


def _overlapping(total: int, parts: Mapping[str, int], period: Period) -> dict[str, Value]:
    """Parts of the same people: somebody may be in several of them."""
    if total < RULES.threshold:
        return {}
    decision = publish(Paper(period, total, total, parts), rules=RULES)
    return {key: value_of(decision.paper.cells[Cell(What.THEME, key)]) for key in parts}


def _days(days: Sequence[int]) -> dict[str, int | None] | None:
    """How long those that were given took. The one in the middle and the longest are each one person's: so
    the middle is rounded, and of the longest is said what at least five share: more than how many days."""
    if len(days) < RULES.threshold:
        return None
    return {"median": RULES.rounded(round(median(days))), "more_than": longer_than(days)}


def longer_than(days: Sequence[int]) -> int | None:
    """The most days that five or more took longer than; None where fewer than five took longer than any."""
    shared = [most for most in TOOK if sum(one > most for one in days) >= RULES.threshold]
    return max(shared, default=None)


def _ages(ages: Sequence[int]) -> dict[str, int]:
    """How many were open on the last day, by how long."""
    return {name: sum(low <= age <= high for age in ages) for name, (low, high) in OPEN_AGES.items()}


def _pages(counted: Counted) -> int | None:
    """Pages of one person's file are not printed."""
    return round(counted.pages, -2) if counted.given >= RULES.threshold else None
