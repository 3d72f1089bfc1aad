"""Forms for starting from a ready-made survey and from a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, Form, Needed, OneOf, SendOnceForm

MOST_NAME = 200
Choices = Sequence[tuple[str, Any]]


class StartForm(SendOnceForm):
    """The button beside each ready-made one."""

    key = HiddenField(validators=[AtMost(60)])


class SpreadsheetForm(Form):
    """A file to look at. Nothing is made by sending it."""

    file = FileField(
        _l("The spreadsheet"),
        description=_l("An .xlsx file with the sheets survey, choices and settings, 10 MB at most."),
    )
    audience = RadioField(
        _l("Who is asked?"), validate_choice=False, validators=[Needed(_l("Pick who is asked.")), OneOf()]
    )

    def __init__(self, *args: Any, audiences: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.audience.choices = list(audiences)

    def validate_file(self, field: Any) -> None:
        if not getattr(field.data, "filename", ""):
            raise ValidationError(_l("Choose a file."))


class TakeForm(SendOnceForm):
    """What was read, to be made into a survey. `packet`: signed by us when it was shown."""

    packet = HiddenField()
    name = StringField(
        _l("What do you call it?"),
        [Needed(_l("Give it a name.")), AtMost(MOST_NAME)],
        description=_l("For colleagues. Those who are asked do not see it."),
    )
