"""Printed numbers in words, and what each of them says of itself: what, of whom, when, how it is rounded and
why it may be hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import flask
from flask_babel import format_date
from flask_babel import gettext as _

from portal.coding.codebook import codebook
from portal.disclosure.counts import Cell, Period, What, whole_of
from portal.disclosure.shown import Published, Reason, Shown
from portal.kit import clock
from portal.settings import Settings


@dataclass(frozen=True)
class Number:
    """One number of a paper. `text` stands in a table; `label` says to those who cannot see the table what it
    is of; `explained` are sentences; `ask_url` leads whoever may to challenging it."""

    text: str
    label: str
    explained: tuple[str, ...]
    is_number: bool
    ask_url: str = ""


def theme_label(key: str) -> str:
    """The theme's name for adults; a theme of another version of the codebook by its key."""
    try:
        return str(_(codebook().theme(key).label))
    except KeyError:
        return key


def band_label(key: str) -> str:
    """An age band in words."""
    words = {
        "under_12": _("under 12"),
        "12_15": _("12 to 15"),
        "16_17": _("16 and 17"),
        "18_over": _("18 and over"),
        "not_known": _("age not known"),
    }
    return str(words.get(key, key))


def verdict_label(key: str) -> str:
    """What young people said of their answer, in words."""
    words = {"sorted": _("It is sorted"), "partly": _("Partly sorted"), "not_sorted": _("Not sorted")}
    return str(words.get(key, key))


def day(value: date, *, year: bool = True) -> str:
    """`1 June 2026`."""
    return str(format_date(value, "d MMMM y" if year else "d MMMM"))


def month(value: datetime) -> str:
    """`June 2026`."""
    return str(format_date(value.date(), "LLLL y"))


def month_of(value: date) -> str:
    """`June 2026`, of a day."""
    return str(format_date(value, "LLLL y"))


def span(period: Period) -> str:
    """`1 June and 31 August 2026`, for after the word "between"."""
    same = period.first.year == period.last.year
    return str(_("%(first)s and %(last)s", first=day(period.first, year=not same), last=day(period.last)))


def in_words(shown: Shown, threshold: int) -> str:
    """A cell inside a sentence: `about 50`, `fewer than 5`, `a number that is not shown`."""
    if shown.number is None:
        return _plain(shown, threshold) if shown.reason is Reason.UNDER_THRESHOLD else str(_("some"))
    if shown.reason is Reason.ROUNDED:
        return str(_("about %(num)s", num=shown.number))
    return str(shown.number)


def _plain(shown: Shown, threshold: int) -> str:
    if shown.number is not None:
        return str(shown.number)
    if shown.reason is Reason.UNDER_THRESHOLD:
        return str(_("fewer than %(num)s", num=threshold))
    return str(_("not shown"))


def number(paper: Published, cell: Cell) -> Number:
    """A cell of the paper. Raises KeyError when the paper has no such cell."""
    shown = paper.cells[cell]
    return Number(
        text=_plain(shown, paper.rules.threshold),
        label=_label(cell),
        explained=explained(paper, cell),
        is_number=shown.number is not None,
    )


def _label(cell: Cell) -> str:
    words = {
        What.POPULATION: _("Young people counted"),
        What.SAID: _("Young people who said something"),
        What.ANSWERED: _("Young people who said whether an answer helped"),
        What.THEME: theme_label(cell.name),
        What.VERDICT: verdict_label(cell.name),
    }
    return ", ".join(part for part in (str(words[cell.what]), _of_age(cell)) if part)


def _of_age(cell: Cell) -> str:
    return "" if cell.is_total else band_label(cell.value)


def explained(paper: Published, cell: Cell) -> tuple[str, ...]:
    """What stands behind a number, as sentences."""
    shown = paper.cells[cell]
    found = [_what(cell, paper.period), _whose_age(cell, paper.period), _of_whom(paper, cell)]
    return tuple(line for line in (*found, _how(shown, paper)) if line)


def _what(cell: Cell, period: Period) -> str:
    between = span(period)
    match cell.what:
        case What.THEME:
            return str(
                _(
                    "Young people who spoke of “%(theme)s” between %(between)s. A person read what they "
                    "said and sorted it. Each counts once, however often they spoke of it; who spoke of two "
                    "themes counts in both.",
                    theme=theme_label(cell.name),
                    between=between,
                )
            )
        case What.SAID:
            return str(
                _(
                    "Young people who said something here between %(between)s that was read. Each counts "
                    "once. What was taken back, and what was told to an advocate, counts nowhere.",
                    between=between,
                )
            )
        case What.ANSWERED | What.VERDICT:
            return str(
                _(
                    "Young people who said between %(between)s whether an answer helped. Each counts once, "
                    "by the last thing they said of any answer.",
                    between=between,
                )
            )
        case _:
            return str(
                _(
                    "Young people in care at any time between %(between)s, care leavers, and everybody "
                    "else who said something here in these days.",
                    between=between,
                )
            )


def _whose_age(cell: Cell, period: Period) -> str:
    if cell.is_total:
        return ""
    if cell.value == "not_known":
        return str(_("Only those whose day of birth is not known here."))
    return str(_("Only those aged %(age)s on %(day)s.", age=band_label(cell.value), day=day(period.last)))


def _of_whom(paper: Published, cell: Cell) -> str:
    whole = whole_of(cell)
    shown = paper.cells.get(whole) if whole else None
    if whole is None or shown is None or shown.number is None:
        return ""
    num = in_words(shown, paper.rules.threshold)
    match whole.what:
        case What.SAID:
            return str(_("Of %(num)s who said something.", num=num))
        case What.ANSWERED:
            return str(_("Of %(num)s who said whether an answer helped.", num=num))
        case _:
            return str(_("Of %(num)s young people.", num=num))


def _how(shown: Shown, paper: Published) -> str:
    match shown.reason:
        case Reason.ROUNDED:
            return str(_("Rounded to the nearest %(base)s, so parts need not add up.", base=paper.rules.base))
        case Reason.TRUE_NUMBER:
            return str(_("Not rounded."))
        case Reason.UNDER_THRESHOLD:
            return str(
                _(
                    "Fewer than %(num)s, which can be nobody. So small a number could point to one "
                    "young person.",
                    num=paper.rules.threshold,
                )
            )
        case _:
            return str(_("Not shown, so that a small number beside it cannot be worked out from the others."))


def said(paper: Published, by: str = "", value: str = "") -> Number:
    """How many of how many said something, as one phrase that explains both numbers; with a filter, of those
    in it."""
    cells = (Cell(What.SAID, "", by, value), Cell(What.POPULATION, "", by, value))
    threshold = paper.rules.threshold
    spoke, of = (in_words(paper.cells[cell], threshold) for cell in cells)
    return Number(
        text=_("%(num)s of %(of)s young people said something", num=spoke, of=of),
        label="",
        explained=tuple(dict.fromkeys(line for cell in cells for line in explained(paper, cell))),
        is_number=paper.cells[cells[0]].number is not None,
    )


def settings() -> Settings:
    """The settings of the running app."""
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


def today() -> date:
    """The council's day."""
    return clock.today(settings().time_zone)
