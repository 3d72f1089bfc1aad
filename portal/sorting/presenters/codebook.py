"""The themes and their history, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from flask_babel import gettext as _

from portal.coding.codebook import Codebook, Theme
from portal.coding.codebook.shipped import shipped
from portal.coding.rules import ThemeChange
from portal.sorting.forms.codebook import PROMISES
from portal.sorting.queries.codebook import Past
from portal.sorting.rules.codebook import WhyNot


@dataclass(frozen=True)
class Line:
    """One version in the history."""

    version: int
    what: str
    past: Past


def names(themes: Sequence[Theme]) -> list[tuple[str, str]]:
    """Themes to choose from."""
    return [(theme.key, _(theme.label)) for theme in themes]


def pictures(theme: Theme | None = None) -> list[tuple[str, str]]:
    """The pictures there are, by the theme of the release that each was drawn for; and the theme's own."""
    found = {one.picture: _(one.label) for one in shipped().tiles()}
    if theme and theme.picture not in found:
        found[theme.picture] = _(theme.label)
    return list(found.items())


def promise_name(key: str) -> str:
    """A promise in words; a council's own as it is kept."""
    return str(dict(PROMISES).get(key, key))


def gone(book: Codebook) -> list[tuple[Theme, str]]:
    """The themes that are not offered any more, and where each went."""
    names_ = {theme.key: _(theme.label) for theme in book.themes}
    return [
        (
            theme,
            _("part of: %(theme)s", theme=names_[book.now(theme.key)])
            if theme.merged_into
            else _("put away"),
        )
        for theme in book.themes
        if theme.is_gone
    ]


def lines(history: Sequence[Past]) -> list[Line]:
    """The history in words."""
    return [Line(one.version, _what(one), one) for one in history]


def _what(past: Past) -> str:
    label = _(past.label) if past.label else ""
    match past.kind:
        case ThemeChange.NEW:
            return str(_("New theme: %(theme)s", theme=label))
        case ThemeChange.WORDS:
            return str(_("Other words: %(theme)s", theme=label))
        case ThemeChange.MERGED:
            return str(_("%(theme)s became part of %(other)s", theme=label, other=_(past.other)))
        case ThemeChange.SPLIT:
            return str(_("Split in two: %(theme)s", theme=label))
        case ThemeChange.PUT_AWAY:
            return str(_("Put away: %(theme)s", theme=label))


def why_words(reason: Enum) -> str:
    """Why a change was not published, and what to do."""
    match reason:
        case WhyNot.STALE:
            return str(_("Somebody else published a change meanwhile. Look at it, then publish yours again."))
        case WhyNot.LABEL_TAKEN:
            return str(_("Another theme has this name. Choose a name that tells the two apart."))
        case WhyNot.INTO_ITSELF:
            return str(_("Choose another theme: this one cannot become part of itself."))
        case WhyNot.TOO_FEW_LEFT:
            return str(_("Too few themes would be left. Add one first."))
        case WhyNot.SAME:
            return str(_("Nothing was changed. Change something, or leave it as it is."))
        case _:
            return str(_("This theme is not there any more. Go back to the list."))
