"""Forms of staff about ways in: making and cancelling a card, checking a lost way in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.accounts.forms.choices import one_of
from portal.kit.forms import Form, SendOnceForm


class CardForm(SendOnceForm):
    """Making a card needs nothing but the button; sent twice it makes one."""


class CancelForm(Form):
    """Cancelling a card needs nothing but the button."""


class CheckForm(Form):
    """What a second worker found when they met the young person."""

    found = RadioField(
        _l("You have met them in person. Was it them?"),
        choices=[
            SelectChoice("them", _l("Yes: I met them, and they told me they came in with this card")),
            SelectChoice("not_them", _l("No: they did not use this card")),
        ],
        validators=[one_of(_l("Say what you found when you met them."))],
        validate_choice=False,
    )
