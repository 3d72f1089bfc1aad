"""A card of somebody of their own; what a worker did about a line of a list."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField

from portal.kit.forms import AtMost, Needed, SendOnceForm


class CardForm(SendOnceForm):
    """Somebody to reach."""

    name = StringField(_l("Their name"), validators=[Needed(_l("Write a name.")), AtMost(80)])
    does = StringField(_l("Who they are to you"), validators=[AtMost(80)])
    phone = StringField(_l("Their number, or another way to reach them"), validators=[AtMost(80)])


class DoneForm(SendOnceForm):
    """For the young person to read."""

    line = SelectField(_l("About"), validators=[Needed(_l("Pick one."))])
    words = TextAreaField(
        _l("What you did, or what happens next"),
        validators=[Needed(_l("Write what you did. The young person reads it.")), AtMost(2000)],
    )
