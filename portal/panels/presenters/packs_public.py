"""The versions of a paper that everybody may read: printed numbers, story lines, what was told to all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.coding.codebook import codebook
from portal.disclosure.changes import Change
from portal.disclosure.counts import SAID, Cell, What
from portal.panels.presenters import numbers
from portal.panels.presenters.beside import Done, done_of
from portal.panels.presenters.packs import sections_of
from portal.panels.queries.papers import Printed
from portal.panels.rules.packs import Audience, Section
from portal.panels.rules.papers import themes_in_order

_FIRST = 5


@dataclass(frozen=True)
class PublicPage:
    """The public version of a paper."""

    printed: Printed
    between: str
    said: str
    sections: Sequence[Section]
    done: Sequence[Done]


Line = tuple[str, str]
"""One line of Easy Read: a picture and a sentence."""


@dataclass(frozen=True)
class YoungPage:
    """A paper for young people: what they spoke of, what changed, what was done."""

    printed: Printed
    first: str
    last: str
    said: str
    themes: Sequence[Line]
    changed: Sequence[Line]
    done: Sequence[Done]


def public_page(printed: Printed) -> PublicPage:
    """What everybody may read."""
    sections = sections_of(printed, Audience.PUBLIC)
    has_done = any(one.key == "done" for one in sections)
    return PublicPage(
        printed,
        numbers.span(printed.period),
        numbers.said(printed.paper).text,
        sections,
        done_of(printed) if has_done else [],
    )


def young_page(printed: Printed) -> YoungPage:
    """The same numbers in short sentences."""
    period = printed.period
    return YoungPage(
        printed,
        numbers.month_of(period.first),
        numbers.month_of(period.last),
        _said(printed),
        _themes(printed),
        _changed(printed),
        done_of(printed),
    )


def _said(printed: Printed) -> str:
    number = printed.paper.cells[SAID].number
    return str(_("About %(num)s of you told us something.", num=number)) if number else ""


def _themes(printed: Printed) -> list[Line]:
    cells = printed.paper.cells
    found = []
    for theme in themes_in_order(printed.paper):
        number = cells[Cell(What.THEME, theme)].number
        if number is not None and (known := _known(theme)):
            words = _("%(theme)s: about %(num)s of you.", theme=_(known[0]), num=number)
            found.append((known[1], str(words)))
    return found[:_FIRST]


def _changed(printed: Printed) -> list[Line]:
    words = {
        Change.UP: _("More of you talked about: %(theme)s.", theme="{theme}"),
        Change.DOWN: _("Fewer of you talked about: %(theme)s.", theme="{theme}"),
    }
    found = []
    for theme in themes_in_order(printed.paper):
        change, known = printed.changes.get(theme), _known(theme)
        if change in words and known:
            said = str(words[change]).replace("{theme}", str(_(known[0])))
            found.append((known[1], said))
    return found


def _known(theme: str) -> tuple[str, str] | None:
    """A theme's name for children, not yet translated, and its picture."""
    try:
        one = codebook().theme(theme)
    except KeyError:
        return None
    return one.child_label, one.picture
