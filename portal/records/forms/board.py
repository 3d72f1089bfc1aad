"""The board's forms: what to show, whom to look for, the list as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.kit.forms import AtMost, Form, Needed
from portal.records.rules.board import Wanted
from portal.records.rules.receiving import LONGEST_NAME

Choices = Sequence[SelectChoice]


class FilterForm(Form):
    """Which requests to show. Sent in the address: nothing in it names anybody."""

    light = SelectField(_l("How it stands"), validate_choice=False)
    officer = SelectField(_l("Who has it"), validate_choice=False)
    turn = SelectField(_l("Next move"), validate_choice=False)
    stage = SelectField(_l("Step"), validate_choice=False)
    state = SelectField(_l("State"), validate_choice=False)
    came = SelectField(_l("How it came"), validate_choice=False)
    regime = SelectField(_l("Which rules"), validate_choice=False)
    year = SelectField(_l("Year it came"), validate_choice=False)

    @classmethod
    def of(cls, wanted: Wanted, choices: Mapping[str, Choices]) -> FilterForm:
        """The form as it was sent, with what can be chosen."""
        form = cls(formdata=None, data=vars(wanted))
        for name, offered in choices.items():
            form[name].choices = list(offered)
        return form


class FindRequestForm(Form):
    """A name or a reference. Sent in the form, so that no name stands in an address or a log."""

    asked = StringField(
        _l("Find a request"),
        validators=[Needed(_l("Write a name or a reference.")), AtMost(LONGEST_NAME)],
    )


class TakeListForm(Form):
    """The list as it is shown, as a file."""

    with_names = BooleanField(_l("With names"))
