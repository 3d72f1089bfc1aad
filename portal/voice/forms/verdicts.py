"""Did the answer help?"""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField

from portal.kit.forms import AtMost, Form, Needed
from portal.voice.forms.saying import OneOf, choices_of
from portal.voice.rules import Says

VERDICTS = choices_of(
    (Says.SORTED.value, _l("Yes, it is sorted")),
    (Says.PARTLY.value, _l("Partly")),
    (Says.NOT_SORTED.value, _l("No, it is not sorted")),
)


class VerdictForm(Form):
    """Sorted, partly, not sorted, and a few words if they like."""

    says = RadioField(
        _l("Is it sorted?"),
        choices=VERDICTS,
        validate_choice=False,
        validators=[Needed(_l("Pick one of these three.")), OneOf()],
    )
    words = TextAreaField(_l("Do you want to say more?"))

    def set_up(self, max_words: int) -> None:
        """Take this many letters at most."""
        self.words.validators = [AtMost(max_words)]

    def verdict(self) -> Says:
        return Says(self.says.data)
