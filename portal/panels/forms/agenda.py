"""The forms of a meeting's agenda."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField

from portal.kit.forms import AtMost, Needed
from portal.panels.forms.naming import NamesCheckedForm
from portal.panels.rules.members import MAX_WORDS


class ItemForm(NamesCheckedForm):
    """Something to talk about. A member's words are never compared with who is known here."""

    words = TextAreaField(
        _l("What should we talk about?"), validators=[Needed(_l("Write what it is.")), AtMost(MAX_WORDS)]
    )
    needs_vote = BooleanField(_l("The panel votes on it"))

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        return self.names_are_out(self.words) and fine


class LeaveOutForm(NamesCheckedForm):
    """Why an item is left out."""

    looks_up = True
    why = TextAreaField(
        _l("Why is it left out?"),
        validators=[Needed(_l("Say why: whoever brought it reads it.")), AtMost(MAX_WORDS)],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        return self.names_are_out(self.why) and fine


class MinuteForm(NamesCheckedForm):
    """What the panel decided."""

    looks_up = True
    decided = TextAreaField(
        _l("What did the panel decide?"),
        validators=[Needed(_l("Write what was decided.")), AtMost(MAX_WORDS)],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        return self.names_are_out(self.decided) and fine
