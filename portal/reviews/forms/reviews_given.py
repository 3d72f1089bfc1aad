"""The manager's answer to the decisions of a review, and why something was late."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, Form, Needed, OneOf, SendOnceForm
from portal.reviews.forms.reviews import WORDS
from portal.reviews.rules import Response, WhyLate

RESPONSES = [
    SelectChoice(Response.AGREED.value, _l("I agree with all of them")),
    SelectChoice(Response.NOT_ALL.value, _l("Not with all of them")),
]


class RespondForm(Form):
    """Agreed, or not with all of them, and with which not."""

    response = RadioField(
        _l("What do you say to these decisions?"),
        choices=RESPONSES,
        validate_choice=False,
        validators=[Needed(_l("Pick one of these.")), OneOf()],
    )
    words = TextAreaField(_l("Which one, and why not"), validators=[AtMost(WORDS)])

    def validate_words(self, field: Field) -> None:
        if self.response.data == Response.NOT_ALL.value and not field.data:
            raise ValidationError(_l("Write which decision, and why not."))

    def said(self) -> Response:
        return Response(self.response.data)


class LateForm(SendOnceForm):
    """The true reason. A newer one holds; the older ones are kept."""

    why = RadioField(
        _l("Why was it late?"), validate_choice=False, validators=[Needed(_l("Pick why.")), OneOf()]
    )
    words = TextAreaField(_l("A few words"), validators=[AtMost(WORDS)])

    def set_up(self, reasons: list[tuple[str, str]]) -> None:
        self.why.choices = [SelectChoice(value, words) for value, words in reasons]

    def reason(self) -> WhyLate:
        return WhyLate(self.why.data)
