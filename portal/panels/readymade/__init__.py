"""Measures to start from, in our own words: data, read once. Each says what it counts, which way is good,
where it comes from and how to collect it. What is changed in a register changes nothing here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from portal.panels.rules.measures import Better, Unit


@dataclass(frozen=True)
class Readymade:
    """One of them. `portal_key`: its values are what this portal has printed."""

    key: str
    name: str
    counts: str
    unit: Unit
    better: Better
    about_children: bool
    source: str
    how: str
    portal_key: str


@cache
def all_of() -> Sequence[Readymade]:
    """All of them, in the order in which they are offered."""
    data = json.loads((Path(__file__).parent / "measures.json").read_text("utf-8"))
    return tuple(
        Readymade(**{**one, "unit": Unit(one["unit"]), "better": Better(one["better"])}) for one in data
    )


def one_of(key: str) -> Readymade | None:
    """The one with that key."""
    return next((one for one in all_of() if one.key == key), None)
