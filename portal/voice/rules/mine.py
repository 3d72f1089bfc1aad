"""How long somebody has been silent, and in which order a worker's young people stand. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Any

SORTS = ("silence", "due", "name")
THREE_MONTHS, SIX_MONTHS, A_YEAR = 91, 182, 365


class Silence(StrEnum):
    """How long nothing has reached the worker from them. Nobody is silent while the link is young."""

    HEARD = "heard"
    THREE_MONTHS = "three_months"
    SIX_MONTHS = "six_months"
    A_YEAR = "a_year"


def silence_of(last_on: date | None, linked_on: date, on: date) -> Silence:
    """Counted from the last word, or from when they began to work with them where there was none yet."""
    days = (on - (last_on or linked_on)).days
    if days >= A_YEAR:
        return Silence.A_YEAR
    if days >= SIX_MONTHS:
        return Silence.SIX_MONTHS
    return Silence.THREE_MONTHS if days >= THREE_MONTHS else Silence.HEARD


def in_order(rows: Iterable[Any], sort: str, *, folded: Callable[[Any], str]) -> list[Any]:
    """The longest silence first, or what is due first, or by name; always the same for the same rows."""
    by_name = sorted(rows, key=lambda one: (folded(one), str(one.id)))
    if sort == "name":
        return by_name
    if sort == "due":
        return sorted(by_name, key=lambda one: (one.due_on is None, one.due_on or date.max))
    return sorted(by_name, key=lambda one: one.last.at.date() if one.last else one.linked_on)
