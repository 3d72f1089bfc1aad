"""Writing down that somebody complained, or said thank you, without a page; passing a thank-you on."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import ValidationError

from portal.complaints.forms.family import WHO
from portal.complaints.rules import Came, Complainer
from portal.complaints.rules.receiving import FAR_BACK
from portal.kit.forms import AtMost, DayField, Form, Needed, OneOf, SendOnceForm

COMPLAINT, THANKS = "complaint", "thanks"
_CAME = [
    SelectChoice(Came.PHONE.value, _l("They rang")),
    SelectChoice(Came.IN_PERSON.value, _l("They said it to me")),
    SelectChoice(Came.LETTER.value, _l("By letter")),
    SelectChoice(Came.EMAIL.value, _l("By e-mail or message")),
]


class RecordForm(SendOnceForm):
    """What somebody said, in their words."""

    kind = RadioField(
        _l("What is it?"),
        choices=[SelectChoice(COMPLAINT, _l("A complaint")), SelectChoice(THANKS, _l("A thank-you"))],
        default=COMPLAINT,
        validate_choice=False,
        validators=[OneOf(), Needed(_l("Pick one."))],
    )
    came = RadioField(
        _l("How did it come?"),
        choices=_CAME,
        validate_choice=False,
        validators=[OneOf(), Needed(_l("Pick one."))],
    )
    received_on = DayField(_l("On which day did it reach anyone?"))
    who = RadioField(
        _l("Who says it?"),
        choices=[SelectChoice(Complainer.YOUNG_PERSON.value, _l("A young person")), *WHO],
        validate_choice=False,
        validators=[OneOf(), Needed(_l("Pick one."))],
    )
    young_person = SelectField(
        _l("Which young person? (those you work with)"), validate_choice=False, validators=[OneOf()]
    )
    name = StringField(_l("Their name"), validators=[AtMost(200)])
    reach = TextAreaField(_l("How can we reach them?"), validators=[AtMost(600)])
    child_name = StringField(_l("About which child, if any"), validators=[AtMost(200)])
    words = TextAreaField(
        _l("What they said, in their words"), validators=[Needed(_l("Write what they said."))]
    )
    wish = TextAreaField(_l("What would make it right, in their words"))
    about = StringField(_l("About whom"), validators=[AtMost(200)])
    advocate = RadioField(
        _l("Do they want an advocate?"),
        choices=[SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))],
        validate_choice=False,
        validators=[OneOf()],
    )

    def set_up(self, young: list[tuple[str, str]], most: int, today: date) -> None:
        self.today = today
        self.young_person.choices = [("", _("None of these")), *young]
        self.words.validators = [*self.words.validators, AtMost(most)]
        self.wish.validators = [AtMost(most)]

    def validate_received_on(self, field: DayField) -> None:
        if not field.data:
            raise ValidationError(_("Say on which day it came."))
        if not self.today - FAR_BACK <= field.data <= self.today:
            raise ValidationError(_("It cannot have come after today, or more than a year ago."))

    def validate_name(self, field: StringField) -> None:
        if self.kind.data == COMPLAINT and not field.data and not self.young_person.data:
            raise ValidationError(_("Write who complains, or pick a young person."))

    @property
    def young_person_id(self) -> UUID | None:
        is_theirs = self.who.data == Complainer.YOUNG_PERSON.value and self.young_person.data
        return UUID(str(self.young_person.data)) if is_theirs else None


class PassOnForm(Form):
    """To whom a thank-you goes."""

    to = SelectField(
        _l("Pass it on to"), validate_choice=False, validators=[OneOf(), Needed(_l("Pick somebody."))]
    )

    def offer(self, people: list[tuple[str, str]]) -> None:
        self.to.choices = [("", _("Pick somebody")), *people]
