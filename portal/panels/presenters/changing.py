"""What may be said of a theme beside the quarters before."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from portal.disclosure.changes import Change, beside, usable
from portal.disclosure.counts import Cell, What
from portal.panels.queries.papers import Printed


@dataclass(frozen=True)
class ChangeWords:
    """What may be said of a change: a word, and what it is compared with."""

    word: str
    compared: str
    kind: str


def change_words(printed: Printed, theme: str) -> ChangeWords:
    """What may be said of this theme beside the quarters before."""
    change = printed.changes.get(theme, Change.TOO_FEW)
    if change is Change.UP:
        return ChangeWords(_("up"), _compared(printed, theme), change.value)
    if change is Change.DOWN:
        return ChangeWords(_("down"), _compared(printed, theme), change.value)
    if printed.paper.cells[Cell(What.THEME, theme)].number is None:
        return ChangeWords(str(_("not shown")), "", "hidden")
    words = {Change.NO_CLEAR_CHANGE: _("no clear change"), Change.TOO_FEW: _("cannot tell yet")}
    return ChangeWords(words[change], "", change.value)


def _compared(printed: Printed, theme: str) -> str:
    """The average quarter before, from what was printed: rounded again, so that it says no more than that."""
    four = beside(printed.paper, usable(printed.quarters), theme)
    if four is None:
        return ""
    rules = printed.paper.rules
    least, most = four.before
    of = rules.rounded(round(four.before_of))
    if most < rules.threshold:
        return str(_("from fewer than %(num)s of %(of)s", num=rules.threshold, of=of))
    then = max(rules.threshold, rules.rounded(round((least + most) / 2)))
    return str(_("from about %(num)s of %(of)s", num=then, of=of))
