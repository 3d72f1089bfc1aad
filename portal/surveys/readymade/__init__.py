"""Surveys to start from, in our own words: data, one file each, read once.

Each says honestly where its ideas come from, and how to fit it to a council. Starting from one makes a survey
of one's own: what is changed there changes nothing here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from portal.surveys.rules import content as contents
from portal.surveys.rules.content import Content
from portal.surveys.rules.kinds import Audience

_ORDER = ("your-life", "staff", "parents-carers", "partners", "training", "after-meeting", "after-records")


@dataclass(frozen=True)
class Readymade:
    """One of them. `key` is kept with what is made from it."""

    key: str
    audience: Audience
    source: str  # whose ideas it stands on
    how_to_adapt: str
    content: Content

    @property
    def name(self) -> str:
        return self.content.titles["en"]


@cache
def all_of() -> Sequence[Readymade]:
    """All of them, in the order in which they are offered."""
    return tuple(_read(key) for key in _ORDER)


def one_of(key: str) -> Readymade | None:
    """The one with that key."""
    return next((one for one in all_of() if one.key == key), None)


def _read(key: str) -> Readymade:
    data = json.loads((Path(__file__).parent / f"{key}.json").read_text("utf-8"))
    return Readymade(
        key,
        Audience(data["audience"]),
        data["source"],
        data["how_to_adapt"],
        contents.read(data["content"]),
    )
