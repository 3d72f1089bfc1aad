"""Judged samples in words: why something was refused, and the printed numbers of a quarter."""

from __future__ import annotations

from datetime import date
from enum import Enum

from flask_babel import format_date
from flask_babel import gettext as _

from portal.disclosure.counts import POPULATION, SAID, Cell, What
from portal.listening.presenters import council, words_of
from portal.listening.queries.audited import AuditedQuarter
from portal.listening.rules.samples import WhyNot

_BY_AGENCY = "agency"
_COUNTED = ("kept", "answered", "acted", "agree", "found", "done")


def month_name(first: date) -> str:
    """`October 2026`."""
    return str(format_date(first, "LLLL y"))


def why_words(why: Enum) -> str:
    """A reason of the rules for whoever filled in the form."""
    words: dict[Enum, str] = {
        WhyNot.NO_SHOULD: _("You said “partly” or “no”. Write what should be done."),
        WhyNot.JUDGED_ALREADY: _("It was judged already. Nothing was changed."),
        WhyNot.NOT_THEIRS: _("Somebody else judges it now. Nothing was kept."),
    }
    return str(words.get(why) or _("Write what you found."))


def columns() -> list[str]:
    """The head of the table."""
    return [
        str(_("Agency")),
        str(_("Drawn")),
        str(_("Judged")),
        str(_("Own words kept")),
        str(_("Answered")),
        str(_("Acted on")),
        str(_("They would agree")),
        str(_("More should be done")),
        str(_("Of those, something was done")),
    ]


def rows(found: AuditedQuarter) -> list[tuple[str, ...]]:
    """All, then each agency, as printed."""
    named = [(str(_("All")), "")]
    named += [(agency or council(), str(place)) for place, agency in enumerate(found.agencies)]
    return [(name, *_cells(found, value)) for name, value in named]


def _cells(found: AuditedQuarter, value: str) -> list[str]:
    cells = [POPULATION, SAID, *(Cell(What.THEME, name) for name in _COUNTED)]
    return [words_of(found.paper.cells.get(cell.of(_BY_AGENCY, value) if value else cell)) for cell in cells]
