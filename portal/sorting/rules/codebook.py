"""What may be changed in the codebook. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

LEAST_THEMES = 2
LONGEST_LABEL, LONGEST_TEXT, LONGEST_WHY = 60, 300, 500
MOST_WORDS = 200


class WhyNot(StrEnum):
    """Why a change was not published."""

    STALE = "somebody published another version meanwhile"
    LABEL_TAKEN = "another theme has this name"
    UNKNOWN = "this theme is not in the codebook"
    INTO_ITSELF = "a theme cannot be merged into itself"
    TOO_FEW_LEFT = "too few themes would be left"
    SAME = "nothing was changed"


@dataclass(frozen=True)
class Told:
    """What a person says of one theme."""

    label: str
    child_label: str
    description: str
    words: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    promise: str
    picture: str
    for_children: bool
    from_age: int | None = None
    to_age: int | None = None


@dataclass(frozen=True)
class Around:
    """Who publishes, why, when, and the version they looked at."""

    by: UUID
    why: str
    now: datetime
    on: date
    send_once: UUID
    based_on: int


def why_not_name(key: str, names: Collection[str], taken: Mapping[str, str]) -> WhyNot | None:
    """Two themes with one name could not be told apart. `taken`: the names in use and whose they are; `key`:
    the theme to be named, "" for a new one."""
    wanted = [_plain(name) for name in names if name]
    others = {_plain(name) for name, whose in taken.items() if whose != key}
    return WhyNot.LABEL_TAKEN if others & set(wanted) else None


def why_not_merge(key: str, into: str, in_use: Collection[str]) -> WhyNot | None:
    """Two that are in use become one."""
    if key == into:
        return WhyNot.INTO_ITSELF
    if key not in in_use or into not in in_use:
        return WhyNot.UNKNOWN
    return WhyNot.TOO_FEW_LEFT if len(in_use) <= LEAST_THEMES else None


def why_not_put_away(key: str, in_use: Collection[str]) -> WhyNot | None:
    """It is in use, and others are left."""
    if key not in in_use:
        return WhyNot.UNKNOWN
    return WhyNot.TOO_FEW_LEFT if len(in_use) <= LEAST_THEMES else None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
