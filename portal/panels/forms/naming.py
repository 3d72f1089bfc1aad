"""A check for names in what is typed, before others read it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField

from portal.audit import commands as audit
from portal.kit import clock
from portal.kit.forms import SendOnceForm
from portal.panels.queries.naming import (
    TYPED,
    could_hold_a_name,
    has_known_name,
    looks_like_names,
    typed_too_many,
)
from portal.policy.viewer import the_viewer


class NamesCheckedForm(SendOnceForm):
    """Words that look like a name are shown, and have to come out or be ticked as harmless.

    `looked_at` holds the words the tick stands beside: what was typed since is shown first. `looks_up` is
    for panel support and officers only: what a member asks is never compared with who is known here."""

    not_names = BooleanField(_l("These are not names of young people, or of anybody that would point to one"))
    looked_at = HiddenField()
    looks_up = False
    marked: tuple[str, ...] = ()

    def names_are_out(self, *fields: Field) -> bool:
        """Whether the words of these fields may go on; otherwise the form says what is in the way."""
        if not self._ticked(*fields):
            return False
        if not self.looks_up or names_nobody_known(*fields):
            return True
        self.marked = ()  # no tick lets a name through: it is not offered beside the mistake
        return False

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


def names_nobody_known(*fields: Field) -> bool:
    """Whether no name known here stands in these fields. Otherwise the form says that one may, never which,
    and it is written down. Whoever typed many of them is refused whatever could be a name, for an hour."""
    by = the_viewer().account_id
    tries_too_often = typed_too_many(by, clock.now())
    is_in_the_way = could_hold_a_name if tries_too_often else has_known_name
    found = [field for field in fields if is_in_the_way(field.data or "")]
    for field in found:
        field.errors = [*field.errors, _("A name may stand in it. Put it without names.")]
    if found and not tries_too_often:
        audit.record_refusal(TYPED, by=by, subject=_what_it_is_about())
    return not found


def _what_it_is_about() -> tuple[str, UUID | None]:
    """The challenge or the meeting in the address."""
    at = flask.request.view_args or {}
    return next(
        ((kind, at[f"{kind}_id"]) for kind in ("challenge", "meeting") if f"{kind}_id" in at), ("", None)
    )


def quoted(words: Any) -> str:
    """The words in quotation marks, as one text."""
    return ", ".join(f"“{word}”" for word in words)
