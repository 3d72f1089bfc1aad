"""Free words with what in them may point at somebody, and the themes they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.coding.codebook import codebook
from portal.outcomes.queries.naming import Pointing, pointing
from portal.surveys.forms.words import CheckForm
from portal.surveys.queries.words import WordsFound
from portal.themes.suggest import suggest

MOST_FIRST = 3


@dataclass(frozen=True)
class ToCheck:
    """One text to check: what to look at, and its form."""

    found: WordsFound
    pointing: Pointing
    form: CheckForm


def to_check(found: WordsFound, *, is_sent: bool) -> ToCheck:
    """The page of one text. It begins with the words as they were written and the first three themes offered
    on top; none is ticked before a person ticks it."""
    form = CheckForm() if is_sent else CheckForm(formdata=None)
    offered = suggest(found.words, None, codebook=codebook().for_suggesting())
    first = [one.key for one in offered][:MOST_FIRST]
    labels = {theme.key: str(_(theme.label)) for theme in codebook().in_use}
    keys = [*first, *(key for key in labels if key not in first)]
    form.themes.choices = [SelectChoice(key, labels[key]) for key in keys]
    if not is_sent:
        form.shown.data = found.shown or found.words
        form.themes.data = sorted(found.themes)
    return ToCheck(found, pointing((found.words,)), form)


def next_of(rows: Sequence[WordsFound], but: UUID) -> UUID | None:
    """The next that waits."""
    return next((one.id for one in rows if one.id != but), None)
