"""The clocks as data, read once from clocks.toml: what each counts, and who says so."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from portal.clocks.answer import CannotCount, Fault

FILE = Path(__file__).with_name("clocks.toml")


class Unit(StrEnum):
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    WORKING_DAYS = "working_days"


class Starts(StrEnum):
    """Whether the day it began is day 0 or day 1."""

    ON = "on"
    BEGINNING_WITH = "beginning_with"


class Lands(StrEnum):
    """Where the last day may fall."""

    ROLLS_FORWARD = "rolls_forward"
    STAYS = "stays"
    WORKING_DAY = "working_day"


class Aim(StrEnum):
    """Which safer day is defined, if one is."""

    NONE = ""
    WORKING_DAY_BEFORE = "working_day_before"
    SHORTER_PAUSES = "shorter_pauses"


class Certainty(StrEnum):
    """How sure we are of the source."""

    PRIMARY = "V"
    SECONDARY = "V2"
    TO_BE_CONFIRMED = "K"
    HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Extends:
    """A notice `by` which the time becomes `count` from the start, if it is given within `notice`'s time."""

    by: str
    count: int
    notice: str


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock. `count` is None where it is the council's own promise: then `setting` names it."""

    name: str
    unit: Unit
    starts: Starts
    lands: Lands
    source: str
    link: str
    certainty: Certainty
    count: int | None = None
    setting: str = ""
    aim: Aim = Aim.NONE
    restarts: tuple[str, ...] = ()
    pauses: str = ""
    extends: Extends | None = None
    from_on: date | None = None
    until_on: date | None = None

    events: frozenset[str] = frozenset()
    """The kinds of event that mean something to it."""


@cache
def clocks() -> MappingProxyType[str, Clock]:
    """Every clock by its name, in the file's order."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return MappingProxyType({name: _clock(name, row) for name, row in rows.items()})


def clock_named(name: str) -> Clock:
    """Raises CannotCount when there is none of this name."""
    try:
        return clocks()[name]
    except (KeyError, TypeError):
        raise CannotCount(Fault.NO_SUCH_CLOCK, name) from None


@cache
def every_event() -> frozenset[str]:
    """Every kind of event that any clock knows."""
    return frozenset().union(*(clock.events for clock in clocks().values()))


def _events(restarts: tuple[str, ...], pauses: str, extends: Extends | None) -> frozenset[str]:
    asked_for = (*restarts, *([pauses] if pauses else []))
    kinds = {f"{what}_{done}" for what in asked_for for done in ("asked", "received")}
    return frozenset(kinds | ({extends.by} if extends else set()))


def _clock(name: str, row: dict[str, Any]) -> Clock:
    extends = Extends(**row.pop("extends")) if "extends" in row else None
    restarts = tuple(row.pop("restarts", ()))
    clock = Clock(
        name=name,
        unit=Unit(row.pop("unit")),
        starts=Starts(row.pop("starts")),
        lands=Lands(row.pop("lands")),
        aim=Aim(row.pop("aim", "")),
        certainty=Certainty(row.pop("certainty")),
        restarts=restarts,
        extends=extends,
        events=_events(restarts, row.get("pauses", ""), extends),
        link=row.pop("link", ""),
        **row,
    )
    if (clock.count is None) is (not clock.setting):
        raise ValueError(f"{name}: either a count or the setting that holds it")
    return clock
