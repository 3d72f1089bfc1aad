"""What is owed, and to whom. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.rights.rules.standing import OLDEST, Say, Standing, Told, standings


class Kind(StrEnum):
    """How firm it is: in an Act or regulations; in guidance that councils follow; this council's own."""

    LAW = "law"
    GUIDANCE = "guidance"
    LOCAL = "local"


class Group(StrEnum):
    """Under which heading it stands, in the order of the page."""

    PEOPLE = "people"
    MONEY = "money"
    HOME = "home"
    LEARNING = "learning"
    HEALTH = "health"
    PAPERS = "papers"
    HEARD = "heard"


class If(StrEnum):
    """What must also be so."""

    STUDIES = "studies"
    IS_PARENT = "is_parent"
    CAME_ALONE = "came_alone"
    WAS_LOCKED_UP = "was_locked_up"


@dataclass(frozen=True)
class Amount:
    """Pounds, since when, and where it stands. `is_sure`: somebody has checked it against its source."""

    key: str
    pounds: int
    since: date
    kind: Kind
    source: str
    is_sure: bool = False


@dataclass(frozen=True)
class Entry:
    """One thing that is owed. `first` and `last` are ages in years, both included. `words` say what it is in
    short sentences; `%(amount)s` in them is the amount's figure."""

    key: str
    group: Group
    title: str
    words: str
    standings: frozenset[Standing]
    kind: Kind
    source: str
    first: int = 0
    last: int = OLDEST
    only_if: If | None = None
    amount: str = ""

    def is_for(self, told: Told, standing: Sequence[Standing]) -> bool:
        return (
            not self.standings.isdisjoint(standing)
            and self.first <= told.age <= self.last
            and (self.only_if is None or _is_so(self.only_if, told))
        )


def owed(entries: Iterable[Entry], told: Told) -> dict[Group, list[Entry]]:
    """What somebody who answered so is owed, under its headings; those with nothing are left out."""
    standing = standings(told)
    found = [entry for entry in entries if entry.is_for(told, standing)]
    grouped = {group: [entry for entry in found if entry.group is group] for group in Group}
    return {group: entries for group, entries in grouped.items() if entries}


def _is_so(what: If, told: Told) -> bool:
    if what is If.STUDIES:
        return told.studies is not Say.NO
    return bool(getattr(told, what.value))
