"""A form whose words others will read: names have to come out before it is taken."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField

from portal.kit.forms import SendOnceForm
from portal.panels.queries.naming import known_names, looks_like_names


class NamesCheckedForm(SendOnceForm):
    """Words that look like a name are shown, and have to come out or be ticked as harmless.

    `looked_at` holds the words the tick stands beside: what was typed since is shown first. `tells_known`
    is for panel support and officers only; a member is never told whether a name is known here."""

    not_names = BooleanField(_l("These are not names of young people, or of anybody that would point to one"))
    looked_at = HiddenField()
    tells_known = False
    marked: tuple[str, ...] = ()

    def names_are_out(self, *fields: Field) -> bool:
        """Whether the words of these fields may go on; otherwise the form says what is in the way."""
        fine = True
        if self.tells_known:
            for field in fields:
                if known := known_names(field.data or ""):
                    words = _("Take out what names somebody known here: %(words)s.", words=quoted(known))
                    field.errors, fine = [*field.errors, words], False
        return self._ticked(*fields) and fine

    def _ticked(self, *fields: Field) -> bool:
        marked = tuple(dict.fromkeys(word for field in fields for word in looks_like_names(field.data or "")))
        if not marked:
            return True
        looked = set((self.looked_at.data or "").split("\n"))
        ticked = bool(self.not_names.data) and set(marked) <= looked
        # Ticked for something else: the box is empty again beside the words as they are now.
        self.marked, self.looked_at.data, self.not_names.data = marked, "\n".join(marked), ticked
        if not ticked:
            words = _("Take these out, or tick that they are not names: %(words)s.", words=quoted(marked))
            self.not_names.errors = [words]
        return ticked


def quoted(words: Any) -> str:
    """The words in quotation marks, as one text."""
    return ", ".join(f"“{word}”" for word in words)
