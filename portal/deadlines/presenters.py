"""How a date was worked out, in words and in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from portal.clocks.answer import Answer
from portal.clocks.bank_holidays import Source, bank_holidays
from portal.clocks.holidays import Holiday, holiday_of
from portal.clocks.titles import TITLES
from portal.clocks.wording import HOLIDAYS, sentence
from portal.deadlines.queries import Move, proclaimed


def steps_in_words(answer: Answer) -> list[str]:
    """How it was worked out, a plain sentence a step, with holidays named."""
    return [sentence(step, _say, _written) for step in answer.steps]


def due_in_words(answer: Answer) -> str:
    """The day it is due, or that the clock stands still."""
    if answer.due is not None:
        return str(_written(answer.due))
    return str(_("The clock stands still since %(day)s.", day=_written(answer.stands_still_since)))


def clock_label(name: str) -> str:
    """What a clock is called; a name that is no longer in the table stands for itself."""
    return _(TITLES[name]) if name in TITLES else name


def holiday_label(day: date) -> str:
    """What a bank holiday is called."""
    found = holiday_of(day, proclaimed())
    return _(HOLIDAYS[found]) if found else ""


def _say(one: str, many: str | None, count: int, values: Mapping[str, object]) -> str:
    if many is None:
        return str(_(one, **values))
    others = {name: value for name, value in values.items() if name != "num"}
    return str(ngettext(one, many, count, **others))


def _written(value: object) -> object:
    """A day always with its year: it is about a date, and may be read years later."""
    if isinstance(value, datetime):
        return _("%(day)s at %(time)s", day=_written(value.date()), time=f"{value:%H:%M}")
    if isinstance(value, date):
        return format_date(value, "EEEE d MMMM y")
    return _(HOLIDAYS[value]) if isinstance(value, Holiday) else value


@dataclass(frozen=True)
class Year:
    """The bank holidays of one year with their names, and whether the list is the published one."""

    year: int
    days: list[tuple[date, str]]
    is_published: bool


def years_from(first: int) -> list[Year]:
    """This year and the next two."""
    return [_year(year) for year in range(first, first + 3)]


def _year(year: int) -> Year:
    found = bank_holidays(year, proclaimed())
    days = [(day, holiday_label(day)) for day in found.days]
    return Year(year, days, found.source is Source.PUBLISHED)


@dataclass(frozen=True)
class Moves:
    """What a bank holiday would move: how many dates of each clock, and the first of each as an example."""

    count: int
    rows: list[tuple[str, int, date, date]]  # clock, how many, one that moves, what it becomes


def moves(found: Sequence[Move]) -> Moves:
    """Counted by clock: nothing of whose dates they are."""
    by_clock: dict[str, list[Move]] = {}
    for move in found:
        by_clock.setdefault(move.deadline.clock or "", []).append(move)
    rows = [(clock_label(name), len(some), some[0].before, some[0].after) for name, some in by_clock.items()]
    return Moves(len(found), rows)
