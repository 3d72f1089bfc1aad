"""What comes of pasted decisions: lines taken apart, with what a person has to look at. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Ask(StrEnum):
    """What a person has to look at in a line that was taken apart."""

    NO_DAY = "no_day"  # none was written
    VAGUE_DAY = "vague_day"  # "ASAP", "by the next review", "ongoing"
    DAY_PAST = "day_past"
    YEAR_ADDED = "year_added"  # "3 March": the next one
    COUNTED = "counted"  # "within two weeks"
    NO_OWNER = "no_owner"
    TWO_OWNERS = "two_owners"


@dataclass(frozen=True)
class Taken:
    """One line: its words, who does it as it was written, the day, and what to look at."""

    words: str
    who: str = ""
    due_on: date | None = None
    when: str = ""  # as it was written
    why: str = ""
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True)
class Parsed:
    """All lines, and what was left out because it looks like a heading: shown, never dropped silently."""

    lines: list[Taken] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    is_cut: bool = False  # more than fits into one form
