"""A list of young people by what is next for their reviews: what is late first. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from portal.people.rules import fold, words_of
from portal.reviews.rules.kinds import ReviewKind
from portal.reviews.rules.reviews import RESPONSE, Standing, standing_of

GUIDANCE = (50, 70)
"""Young people to one full-time IRO, as the IRO Handbook is said to have it: to be confirmed."""


class Tab(StrEnum):
    EVERYBODY = "everybody"
    LATE = "late"
    SOON = "soon"
    TO_HOLD = "to_hold"
    TO_WRITE = "to_write"  # held, and something of what follows is not done


@dataclass(frozen=True)
class Debt:
    """Something that follows a review and is not done."""

    kind: str
    due_on: date
    review_id: UUID


@dataclass(frozen=True)
class Line:
    """One young person. `iro`: who leads their reviews, where that is not the viewer."""

    young_person_id: UUID
    name: str
    age: int | None = None
    iro: str = ""
    review_id: UUID | None = None
    kind: ReviewKind | None = None
    due_on: date | None = None
    aim_by_on: date | None = None
    planned_on: date | None = None
    is_planned_there: bool = False  # in the case system, and brought here from it
    debts: tuple[Debt, ...] = ()
    has_new_wishes: bool = False
    protection: Debt | None = None  # the child protection review that is due beside it, unless it is planned

    def standing(self, today: date, warn_days: int) -> Standing | None:
        """How the next review stands; None: there is none."""
        if self.review_id is None:
            return None
        return standing_of(self.due_on, self.aim_by_on, self.planned_on, today, warn_days=warn_days)

    def owed(self) -> tuple[Debt, ...]:
        """What the IRO owes; the manager's answer is not theirs."""
        return tuple(debt for debt in self.debts if debt.kind != RESPONSE)

    def beside(self) -> tuple[Debt, ...]:
        """What is due besides the next review."""
        return (self.protection,) if self.protection else ()

    def late_days(self, today: date) -> int:
        """By how many days the latest thing is late."""
        days = [debt.due_on for debt in (*self.owed(), *self.beside())]
        days += [self.due_on] if self.due_on else []
        return max((max(0, (today - day).days) for day in days), default=0)

    def next_day(self) -> date:
        """The next day on which something has to happen."""
        days = [debt.due_on for debt in (*self.owed(), *self.beside())]
        days += [day for day in (self.planned_on or self.aim_by_on,) if day]
        return min(days, default=date.max)


def is_in(line: Line, tab: Tab, today: date, warn_days: int) -> bool:
    if tab is Tab.LATE:
        return line.late_days(today) > 0
    if tab is Tab.SOON:
        return line.standing(today, warn_days) is Standing.SOON
    if tab is Tab.TO_HOLD:
        return line.standing(today, warn_days) is Standing.TO_HOLD
    return bool(line.owed()) if tab is Tab.TO_WRITE else True


def in_order(lines: Sequence[Line], today: date) -> list[Line]:
    """What is late first, the longest on top; then by the next day; then by name."""
    return sorted(
        lines,
        key=lambda one: (-one.late_days(today), one.next_day(), fold(one.name), one.young_person_id.hex),
    )


def matching(lines: Sequence[Line], asked: str) -> list[Line]:
    """Those whose names have words that begin so."""
    parts = words_of(asked)
    return [one for one in lines if all(any(w.startswith(p) for w in words_of(one.name)) for p in parts)]
