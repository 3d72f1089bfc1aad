"""What is printed of a period of complaints (SI 2006/1738 reg 13), and what is not because too few are in it.

The engine is that of the panel's papers: rounded to 5, small numbers never, no part that subtraction gives
away. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from portal.complaints.rules.kinds import Complainer, Ending, Helped, RemedyKind, Track
from portal.disclosure.counts import Cell, Paper, Period, What
from portal.disclosure.publish import publish
from portal.disclosure.quarters import (
    GRACE_DAYS,
    RULES,
    Value,
    printed_count,
    printed_row,
    printed_share,
    value_of,
)
from portal.people.rules.bands import BANDS

OUTCOMES = ("upheld", "partly", "not_upheld", "no_finding")
ETHNIC = {"W": "white", "M": "mixed", "A": "asian", "B": "black", "C": "other", "O": "other"}
NOT_KNOWN = "not_known"
ETHNIC_GROUPS = ("white", "mixed", "asian", "black", "other", NOT_KNOWN)
SEXES = {"1": "male", "2": "female"}
MOST_YEARS = 6


@dataclass(frozen=True)
class Counted:
    """The true counts of one period. Never printed, never kept. People are counted once."""

    received: int = 0
    second: int = 0
    third: int = 0
    tracks: Mapping[str, int] = field(default_factory=dict)
    complainers: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)  # letters that went, by what they say in all
    in_time: int = 0
    late: int = 0
    endings: Mapping[str, int] = field(default_factory=dict)
    helped: Mapping[str, int] = field(default_factory=dict)
    remedies: Mapping[str, int] = field(default_factory=dict)
    bands: Mapping[str, int] = field(default_factory=dict)
    sexes: Mapping[str, int] = field(default_factory=dict)
    ethnic: Mapping[str, int] = field(default_factory=dict)
    themes: Mapping[str, int] = field(default_factory=dict)
    with_themes: int = 0
    compliments: int = 0
    changes: int = 0  # what was learned: the council's own doing, not people
    changes_hold: int = 0
    changes_checked: int = 0


def printed(counted: Counted, period: Period) -> dict[str, Any]:
    """What may be printed."""
    return {
        "received": printed_count(counted.received),
        "second": printed_count(counted.second),
        "third": printed_count(counted.third),
        "in_time": printed_share(counted.in_time, counted.late),
        "tracks": _row(counted.tracks, [one.value for one in Track], period),
        "complainers": _row(counted.complainers, [one.value for one in Complainer], period),
        "outcomes": _row(counted.outcomes, OUTCOMES, period),
        "endings": _row(counted.endings, [one.value for one in Ending], period),
        "helped": _row(counted.helped, [one.value for one in Helped], period),
        "remedies": _row(counted.remedies, [one.value for one in RemedyKind], period),
        "bands": _row(counted.bands, BANDS, period),
        "sexes": _row(counted.sexes, ("male", "female", NOT_KNOWN), period),
        "ethnic": _row(counted.ethnic, ETHNIC_GROUPS, period),
        "themes": _themes(counted, period),
        "compliments": printed_count(counted.compliments),
        "changes": counted.changes,
        "changes_checked": counted.changes_checked,
        "changes_hold": counted.changes_hold,
    }


def _row(counts: Mapping[str, int], every: Any, period: Period) -> dict[str, Value]:
    """Every part there could be: leaving out what is 0 would say of the others that they are not."""
    return printed_row({key: counts.get(key, 0) for key in every}, period)


def _themes(counted: Counted, period: Period) -> dict[str, Value]:
    """A complaint may be about several."""
    if counted.with_themes < RULES.threshold:
        return {}
    decision = publish(Paper(period, counted.with_themes, counted.with_themes, counted.themes), rules=RULES)
    return {key: value_of(decision.paper.cells[Cell(What.THEME, key)]) for key in counted.themes}


def outcome_of(findings: list[str]) -> str:
    """What a letter says in all: of one kind, that; of several, partly upheld."""
    kinds = set(findings)
    if len(kinds) == 1:
        return findings[0]
    return "partly" if kinds & {"upheld", "partly"} else "not_upheld"


def year_of(year: int) -> Period:
    """1 April to 31 March."""
    return Period(date(year, 4, 1), date(year + 1, 3, 31))


def closed_years(first_on: date, today: date) -> list[int]:
    """The financial years since a day that may be counted today, the oldest first, at most the last few."""
    first = first_on.year if first_on.month >= 4 else first_on.year - 1
    return [
        year
        for year in range(first, today.year + 1)
        if year_of(year).last + timedelta(days=GRACE_DAYS) < today
    ][-MOST_YEARS:]
