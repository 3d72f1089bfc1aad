"""The form in which somebody says when they are away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import ValidationError

from portal.accounts.forms.staff import Choices, Listed, pick, say
from portal.accounts.rules.leave import WhyNotAway
from portal.accounts.rules.staff import Reason
from portal.kit.forms import DayField, Form, Needed

_WORDS = {
    WhyNotAway.NOBODY: _l("Choose who stands in: no manager is written down for you."),
    WhyNotAway.NOT_OFFERED: _l("Choose somebody from the list."),
}


class AwayForm(Form):
    """From, to, and who stands in; nobody chosen means the manager."""

    from_on = DayField(_l("First day away"), [Needed(_l("Write the first day."))])
    until_on = DayField(_l("Last day away"), [Needed(_l("Write the last day."))])
    instead = SelectField(_l("Who stands in"), [Listed()], validate_choice=False)

    def __init__(
        self,
        *args: Any,
        instead: Choices,
        why_not: Callable[[UUID | None, date, date], Reason | WhyNotAway | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.why_not = why_not
        self.known = {"", *(value for value, _label in instead)}
        self.instead.choices = pick(("", _l("My manager")), *instead)

    def chosen(self) -> UUID | None:
        return UUID(self.instead.data) if self.instead.data else None

    def validate_until_on(self, field: DayField) -> None:
        if (self.instead.data or "") not in self.known or not (self.from_on.data and field.data):
            return  # said beside the fields themselves
        why = self.why_not(self.chosen(), self.from_on.data, field.data)
        if isinstance(why, WhyNotAway):
            raise ValidationError(_WORDS[why])
        say(why)
