"""What somebody says a statement is about. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from portal.coding.rules import Stance


@dataclass(frozen=True, order=True)
class Place:
    """A theme found from here to there in the text."""

    starts: int
    ends: int
    theme: str


@dataclass(frozen=True)
class Choice:
    """What somebody says it is about; no themes: about none. `places`: where, if it was split by sentence."""

    themes: frozenset[str]
    stance: Stance | None
    places: Collection[Place] = ()
