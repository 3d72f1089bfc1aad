"""Check-lists that a young person ticks: what a line is, and for whom. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

LISTS_FROM = 14
"""Years: from when papers of one's own begin to matter. Who is younger has somebody who keeps them."""


class Has(StrEnum):
    """What was said of a line."""

    HAVE = "have"
    NEED = "need"
    NOT_FOR_ME = "not_for_me"


class CheckList(StrEnum):
    """Which list."""

    PAPERS = "papers"
    HEALTH = "health"
    PLAN = "plan"


@dataclass(frozen=True)
class ListLine:
    """One thing to have: its name, and how one gets it."""

    key: str
    of: CheckList
    title: str
    how: str
    first: int = LISTS_FROM


def lines_for(lines: Iterable[ListLine], age: int | None) -> dict[CheckList, list[ListLine]]:
    """The lists of somebody so old. Whose age is not known sees all of it."""
    shown = [line for line in lines if age is None or line.first <= age]
    grouped = {one: [line for line in shown if line.of is one] for one in CheckList}
    return {one: found for one, found in grouped.items() if found}
