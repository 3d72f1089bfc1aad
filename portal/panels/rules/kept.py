"""Measures and actions as a report keeps them: plain values that can be written down and read again, whole
for the board and as others read them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from portal.panels.rules.measures import Better, Outside, Series, Standing, Trend, Unit, standing, trend
from portal.panels.rules.plan import ActionState


@dataclass(frozen=True)
class PointKept:
    """One value: as it is (None where only words were printed), and as it is read outside the board."""

    first: date
    last: date
    value: float | None
    number: float | None
    of: float | None
    outside: Outside
    printed: bool = False
    note: str = ""
    link: str = ""


@dataclass(frozen=True)
class TargetKept:
    """A target; `replaced`: another one took its place before its day."""

    by_on: date
    number: float
    set_on: date
    why: str = ""
    replaced: bool = False


@dataclass(frozen=True)
class MissKept:
    """A target that was missed, by its day, and what its owner said; nothing yet where `why` is empty."""

    target_on: date
    why: str
    now: str
    by_on: date | None
    asked_by_on: date


@dataclass(frozen=True)
class MeasureKept:
    """A measure with all that is said of it."""

    id: str
    name: str
    counts: str
    unit: Unit
    better: Better
    about_children: bool
    post: str
    points: tuple[PointKept, ...]
    targets: tuple[TargetKept, ...]
    misses: tuple[MissKept, ...]

    def series(self, *, whole: bool) -> Series:
        """Its values that are numbers: as they are, or as others read them."""
        values = [(one.last, one.value if whole else one.outside) for one in self.points]
        return [(last, float(value)) for last, value in values if isinstance(value, (int, float))]

    def target(self, today: date) -> TargetKept | None:
        """The one that is looked at now: the next to come, else the last that has passed."""
        stand = [one for one in self.targets if not one.replaced]
        coming = [one for one in stand if one.by_on >= today]
        return coming[0] if coming else (stand[-1] if stand else None)

    def standing(self, target: TargetKept | None, today: date, *, whole: bool) -> Standing:
        """How it stands to a target. To others than the board by what they read: how a hidden number stands
        would say something of it."""
        series = self.series(whole=whole)
        if not whole and target and len(series) < len(self.points):
            series = self._since_hidden()
        wanted = (target.by_on, target.number) if target else None
        set_on = target.set_on if target else today
        return standing(series, wanted, set_on=set_on, better=self.better, today=today)

    def trend(self, *, whole: bool) -> Trend:
        """Where it went."""
        return trend(self.series(whole=whole), self.better)

    def missed(self, today: date, *, whole: bool) -> list[MissKept]:
        """The misses that may be told: all to the board, to others those they can see themselves."""
        seen = {
            one.by_on
            for one in self.targets
            if not one.replaced and self.standing(one, today, whole=whole) is Standing.MISSED
        }
        return [one for one in self.misses if whole or one.target_on in seen]

    def _since_hidden(self) -> Series:
        """What came after the last value that is hidden: nothing is said across it."""
        found: list[tuple[date, float]] = []
        for one in self.points:
            if isinstance(one.outside, (int, float)):
                found.append((one.last, float(one.outside)))
            else:
                found = []
        return found


@dataclass(frozen=True)
class ActionKept:
    """An action of the plan. Its owner's name is not in it: a post is."""

    title: str
    post: str
    due_on: date
    state: ActionState
    said: str
    evidence: str
    link: str
    is_late: bool


def to_json(kept: MeasureKept | ActionKept) -> dict[str, Any]:
    """As plain values."""
    return {key: _plain(value) for key, value in asdict(kept).items()}


def measure_from(data: Mapping[str, Any]) -> MeasureKept:
    """The measure that `to_json` wrote down."""
    return MeasureKept(
        **{
            **data,
            "unit": Unit(data["unit"]),
            "better": Better(data["better"]),
            "points": tuple(PointKept(**_days(one, "first", "last")) for one in data["points"]),
            "targets": tuple(TargetKept(**_days(one, "by_on", "set_on")) for one in data["targets"]),
            "misses": tuple(
                MissKept(**_days(one, "target_on", "by_on", "asked_by_on")) for one in data["misses"]
            ),
        }
    )


def action_from(data: Mapping[str, Any]) -> ActionKept:
    """The action that `to_json` wrote down."""
    return ActionKept(**{**_days(data, "due_on"), "state": ActionState(data["state"])})


def _days(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {
        key: date.fromisoformat(value) if key in names and value else value for key, value in data.items()
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value
