"""A paper's front page in four short answers, and its themes by promise of the council's pledge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.coding.codebook import PROMISES, codebook
from portal.disclosure.changes import Change
from portal.disclosure.counts import Cell, What
from portal.panels.presenters import numbers
from portal.panels.presenters.beside import AskedLast
from portal.panels.presenters.changing import ChangeWords, change_words
from portal.panels.presenters.numbers import Number
from portal.panels.queries.papers import Printed
from portal.panels.rules.papers import themes_in_order

_FIRST = 3


@dataclass(frozen=True)
class Front:
    """What somebody reads who has a minute. `asked` is as it stands today, the rest as it was printed."""

    know: Sequence[str]
    changed: Sequence[str]
    asked: Sequence[AskedLast] | None
    needs: Sequence[str]


@dataclass(frozen=True)
class ThemeLine:
    """One theme under its promise."""

    label: str
    href: str
    number: Number
    change: ChangeWords


@dataclass(frozen=True)
class PromisesPage:
    """All themes by promise."""

    printed: Printed
    between: str
    promises: Sequence[tuple[str, Sequence[ThemeLine]]]


def front_of(printed: Printed, asked: Sequence[AskedLast] | None) -> Front:
    """The front page of a paper."""
    late = sum(one.is_late for one in asked or ())
    needs = [line.strip() for line in printed.questions.splitlines() if line.strip()][:_FIRST]
    if late:
        needs.insert(0, _late(late))
    return Front(_know(printed), _changed(printed), asked[:_FIRST] if asked is not None else None, needs)


def _late(count: int) -> str:
    return str(
        ngettext(
            "%(num)s thing you asked is late: ask what holds it up.",
            "%(num)s things you asked are late: ask what holds them up.",
            count,
        )
    )


def _know(printed: Printed) -> list[str]:
    cells = printed.paper.cells
    shown = [
        theme for theme in themes_in_order(printed.paper) if cells[Cell(What.THEME, theme)].number is not None
    ]
    return [
        str(
            _(
                "%(theme)s: %(num)s young people",
                theme=numbers.theme_label(theme),
                num=numbers.in_words(cells[Cell(What.THEME, theme)], printed.paper.rules.threshold),
            )
        )
        for theme in shown[:_FIRST]
    ]


def _changed(printed: Printed) -> list[str]:
    found = []
    for theme in themes_in_order(printed.paper):
        if printed.changes.get(theme) in (Change.UP, Change.DOWN):
            change = change_words(printed, theme)
            found.append(f"{numbers.theme_label(theme)}: {change.word} {change.compared}".strip())
    return found


def promises_page(printed: Printed) -> PromisesPage:
    """Each theme that was counted, under the promise it belongs to; those of no promise here last."""
    there = themes_in_order(printed.paper)
    of = {theme.key: theme.promise for theme in codebook().themes}
    groups = {promise: [key for key in there if of.get(key) == promise] for promise in PROMISES}
    groups[""] = [key for key in there if of.get(key) not in PROMISES]
    return PromisesPage(
        printed,
        numbers.span(printed.period),
        [(promise_words(one), [_line(printed, key) for key in keys]) for one, keys in groups.items() if keys],
    )


def _line(printed: Printed, theme: str) -> ThemeLine:
    return ThemeLine(
        numbers.theme_label(theme),
        flask.url_for("panels.paper_theme", meeting_id=printed.id, theme=theme),
        numbers.number(printed.paper, Cell(What.THEME, theme)),
        change_words(printed, theme),
    )


def promise_words(promise: str) -> str:
    """A promise of the pledge, by its key."""
    words = {
        "home": _("A good home"),
        "identity": _("Who you are and your family"),
        "education": _("School and learning"),
        "health": _("Feeling well"),
        "future": _("Your future"),
        "involvement": _("Having your say"),
        "": _("Other themes"),
    }
    return str(words.get(promise, promise))
