"""What others will read, looked at for names first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from portal.kit.forms import Form


class Looked(Form):
    """What others read was looked at for names first."""

    looked = BooleanField(_l("I looked at each of these. They are not names of young people, or it is right"))

    def set_up(self, names_in: Callable[[str], Sequence[str]]) -> None:
        self.names_in = names_in
        self.seen: Sequence[str] = ()

    def has_no_names(self, text: str) -> bool:
        self.seen = self.names_in(text)
        if not self.seen or self.looked.data:
            return True
        self.looked.errors = [
            _l("Take out what could give somebody away, or say that you looked at each of these.")
        ]
        return False
