"""The welcome pack: which one is for whom, and for how long it is shown by itself. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Pack(StrEnum):
    """For whom it is written."""

    LITTLE = "4-7"
    CHILD = "8-11"
    TEEN = "12-15"
    OLDER = "16-17"
    ALONE = "alone"


@dataclass(frozen=True)
class Section:
    """A part of a pack: short lines under a heading, with a picture."""

    key: str
    title: str
    picture: str
    lines: tuple[str, ...]


def pack_for(age: int | None, *, came_alone: bool) -> Pack:
    """Whoever came to this country alone needs other things said first, but for the youngest."""
    if age is None:
        return Pack.ALONE if came_alone else Pack.TEEN
    if age < 8:
        return Pack.LITTLE
    if came_alone:
        return Pack.ALONE
    return Pack.CHILD if age < 12 else Pack.TEEN if age < 16 else Pack.OLDER


def came_lately(spells: Iterable[tuple[date, date | None]], on: date, weeks: int) -> bool:
    """Whether somebody is in care, and came into it in the last weeks: a move from one home to the next is no
    coming, so spells that follow each other are one."""
    began = on
    held = False
    for first, last in sorted(spells, key=lambda spell: spell[0], reverse=True):
        if first > on:
            continue
        if last is None or last >= began:
            began, held = min(began, first), True
    return held and on - began <= timedelta(weeks=weeks)
