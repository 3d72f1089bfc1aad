"""A box to tick beside words that could be somebody's name, in what goes to others or is printed."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from portal.kit.forms import Form


class NamesCheckedForm(Form):
    """`looked_at` holds the words the tick stands beside: what was typed since is shown first."""

    not_names = BooleanField(_l("These are not names of young people, or of anybody that would point to one"))
    looked_at = HiddenField()
    marked: tuple[str, ...] = ()

    def names_are_out(self, named: Sequence[str]) -> bool:
        """Whether it may go on; otherwise the form shows what is in the way."""
        looked = set((self.looked_at.data or "").split("\n"))
        if not named or (self.not_names.data and set(named) <= looked):
            return True
        self.marked, self.looked_at.data, self.not_names.data = tuple(named), "\n".join(named), False
        quoted = ", ".join(f"“{word}”" for word in named)
        self.not_names.errors = [
            _("Take these out, or tick that they are not names: %(words)s.", words=quoted)
        ]
        return False
