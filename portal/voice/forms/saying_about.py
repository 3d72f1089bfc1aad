"""What is it about, and which look of the page somebody likes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.kit.forms import Form, Needed, SendOnceForm
from portal.voice.forms.saying_checks import OneOf
from portal.voice.rules import Look


class AboutForm(SendOnceForm):
    """One press says what it is about."""

    asked = HiddenField()

    def picked(self, offered: Collection[str]) -> str:
        """What was pressed, or "": nothing that is offered."""
        if self.asked.data in offered:
            return str(self.asked.data)
        self.asked.errors = [*self.asked.errors, _l("Pick one of these.")]
        return ""


class LookForm(Form):
    """How they like the page."""

    look = RadioField(
        _l("Pick one"),
        choices=[],
        validate_choice=False,
        validators=[Needed(_l("Pick one of these.")), OneOf()],
    )

    def set_up(self, looks: Sequence[tuple[str, str]]) -> None:
        """Offer these looks."""
        self.look.choices = [SelectChoice(value, label) for value, label in looks]

    def picked(self) -> Look:
        return Look(self.look.data)
