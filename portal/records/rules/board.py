"""How a request stands on the board: its light, which requests somebody wants to see. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.records.rules.request import ENDED, Came, Regime, Stage, State

AT_RISK_WORKING_DAYS = 5
SHOW_UNPROVEN_AFTER_WORKING_DAYS = 2
"""By then somebody would have typed the code they were sent: an officer looks whether they can be reached."""
NEARLY_DONE = (Stage.CHECKING, Stage.READY)
NOBODY = "nobody"
RUNNING = "running"
"""The state filter's own word: open, and unproven for some days."""


class Light(StrEnum):
    """How a request stands, the most pressing first."""

    LATE = "late"
    AT_RISK = "at_risk"
    ON_ITS_WAY = "on_its_way"
    STANDS_STILL = "stands_still"
    NO_CLOCK = "no_clock"
    ENDED = "ended"


ORDER = tuple(Light)


@dataclass(frozen=True)
class Standing:
    """What the light of a request follows from."""

    state: State
    stage: Stage
    due_on: date | None
    aim_by_on: date | None
    stands_still_since: date | None


def light_of(one: Standing, today: date, at_risk_until: date) -> Light:
    """Its light today; `at_risk_until` is the last day that is near (some working days from now)."""
    if one.state in ENDED:
        return Light.ENDED
    if one.stands_still_since is not None:
        return Light.STANDS_STILL
    if one.due_on is None:
        return Light.NO_CLOCK
    if one.due_on < today:
        return Light.LATE
    if one.aim_by_on is not None and one.aim_by_on < today:
        return Light.AT_RISK
    if one.due_on <= at_risk_until and one.stage not in NEARLY_DONE:
        return Light.AT_RISK
    return Light.ON_ITS_WAY


@dataclass(frozen=True)
class Wanted:
    """Which requests somebody wants to see. "" leaves a thing open; what is not known is left open too."""

    officer: str = ""  # an account's id, or NOBODY
    state: str = RUNNING
    stage: str = ""
    turn: str = ""
    came: str = ""
    regime: str = ""
    year: str = ""  # in which it was received
    light: str = ""

    @property
    def is_everything(self) -> bool:
        return self == Wanted()


TURNS = ("us", "them", "others")
_KNOWN: dict[str, frozenset[str]] = {
    "state": frozenset({"", RUNNING, *State}),
    "stage": frozenset(Stage),
    "turn": frozenset(TURNS),
    "came": frozenset(Came),
    "regime": frozenset(Regime),
    "light": frozenset(Light),
}


def wanted_of(asked: Mapping[str, str]) -> Wanted:
    """From an address or a form, where anything may stand."""
    found = {name: asked[name] for name, known in _KNOWN.items() if asked.get(name) in known}
    year = asked.get("year", "")
    if year.isascii() and year.isdigit() and len(year) == 4 and 1900 <= int(year) <= 2100:
        found["year"] = year
    officer = asked.get("officer", "")
    if officer == NOBODY or _is_id(officer):
        found["officer"] = officer
    return Wanted(**found)


def _is_id(text: str) -> bool:
    return len(text) == 36 and all(c in "0123456789abcdef-" for c in text)
