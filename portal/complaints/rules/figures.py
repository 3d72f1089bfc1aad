"""What is printed of a period of complaints (SI 2006/1738 reg 13), and what is not because too few are in it.

The engine is that of the panel's papers: rounded to 5, small numbers never, no part that subtraction gives
away. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    printed_number,
    printed_row,
    printed_share,
    shown_of,
    value_of,
)
from portal.disclosure.shown import Published
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


Earlier = Sequence[tuple[Period, Mapping[str, Any]]]
"""The quarters of a year as they were printed: whoever has them subtracts them from the year."""


def printed(counted: Counted, period: Period, earlier: Earlier = ()) -> dict[str, Any]:
    """What may be printed, beside what was printed `earlier`."""

    def number(name: str) -> Value:
        return printed_number(getattr(counted, name), period, [(each, was[name]) for each, was in earlier])

    def row(name: str, every: Iterable[str]) -> dict[str, Value]:
        # Every part there could be: leaving out what is 0 would say of the others that they are not.
        parts = {key: getattr(counted, name).get(key, 0) for key in every}
        return printed_row(parts, period, [(each, was[name]) for each, was in earlier])

    return {
        "received": number("received"),
        "second": number("second"),
        "third": number("third"),
        "in_time": printed_share(counted.in_time, counted.late),
        "tracks": row("tracks", [one.value for one in Track]),
        "complainers": row("complainers", [one.value for one in Complainer]),
        "outcomes": row("outcomes", OUTCOMES),
        "endings": row("endings", [one.value for one in Ending]),
        "helped": row("helped", [one.value for one in Helped]),
        "remedies": row("remedies", [one.value for one in RemedyKind]),
        "bands": row("bands", BANDS),
        "sexes": row("sexes", ("male", "female", NOT_KNOWN)),
        "ethnic": row("ethnic", ETHNIC_GROUPS),
        "themes": _themes(counted, period, [(each, was["themes"]) for each, was in earlier]),
        "compliments": number("compliments"),
        "changes": counted.changes,
        "changes_checked": counted.changes_checked,
        "changes_hold": counted.changes_hold,
    }


def _themes(counted: Counted, period: Period, earlier: Earlier) -> dict[str, Value]:
    """A complaint may be about several."""
    if counted.with_themes < RULES.threshold:
        return {}
    cells = {key: Cell(What.THEME, key) for key in counted.themes}
    register = [
        Published(each, {cell: shown_of(was.get(key)) for key, cell in cells.items()}, RULES)
        for each, was in earlier
    ]
    paper = Paper(period, counted.with_themes, counted.with_themes, counted.themes)
    decision = publish(paper, register, RULES)
    return {key: value_of(decision.paper.cells[cell]) for key, cell in cells.items()}


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
