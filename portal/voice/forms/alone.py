"""The words of a card that asks "see me on my own"."""

from __future__ import annotations

import uuid

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField

from portal.accounts.forms.ways import WordsForm
from portal.kit.forms import AtMost, Needed


class AloneForm(WordsForm):
    """The words as a phone gives them. Its id makes a double tap one asking."""

    words = TextAreaField(
        _l("The words on the card"), validators=[Needed(_l("Type the words on the card here.")), AtMost(400)]
    )
    send_once = HiddenField()

    def sent_id(self) -> uuid.UUID:
        try:
            return uuid.UUID(str(self.send_once.data))
        except ValueError:
            return uuid.uuid4()

    def give_id(self) -> None:
        """Give a fresh form its id."""
        if not self.send_once.data:
            self.send_once.data = str(uuid.uuid4())
