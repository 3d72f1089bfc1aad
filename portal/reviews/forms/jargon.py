"""A word letters had better not use, and what to say instead."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField

from portal.kit.forms import AtMost, Form, Needed

LONGEST_WORD = 60
LONGEST_SAY = 120


class WordForm(Form):
    word = StringField(
        _l("A word of ours"),
        validators=[Needed(_l("Write the word.")), AtMost(LONGEST_WORD)],
    )
    say = StringField(
        _l("What to say instead"),
        validators=[Needed(_l("Write what to say instead.")), AtMost(LONGEST_SAY)],
    )


class ChangeForm(Form):
    """A word to take off the list, or to put back: the button that was pressed."""

    do = HiddenField(validators=[AtMost(LONGEST_WORD + 5)])
