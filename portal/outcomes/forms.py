"""The forms of "you said, we did": the draft, how far it has come, and a young person's one tap."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, DayField, Form, Needed, SendOnceForm
from portal.outcomes.queries.naming import pointing
from portal.outcomes.rules import Did, Difference, WhyNot, why_not_days, why_not_words, without_label

SHORT, LONG = 300, 1000
STATES = [
    SelectChoice(Did.DONE.value, _l("Done")),
    SelectChoice(Did.PARTLY.value, _l("Partly done")),
    SelectChoice(Did.CANT.value, _l("We can't do this")),
]
DIFFERENCES = [
    SelectChoice(Difference.YES.value, _l("Yes")),
    SelectChoice(Difference.A_BIT.value, _l("A bit")),
    SelectChoice(Difference.NO.value, _l("No")),
]


class OneOffered:
    """One of the choices has to be picked, said in words that help."""

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: Form, field: Any) -> None:
        if field.data not in {value for value, *_rest in field.iter_choices()}:
            raise ValidationError(self.message)


def _without_label(text: str | None) -> str | None:
    return without_label(text) if text else text


class _Checked:
    """What forms with words to young people share: names have to go, and what looks like one is looked at."""

    state: RadioField
    we_did: TextAreaField
    why: TextAreaField
    checked: BooleanField
    to_check: tuple[str, ...] = ()
    """What looks as if it could point to somebody, once the form was sent."""

    def note_what_is_missing(self, you_said: str) -> WhyNot | None:
        """Put what is missing where it is missing."""
        state = Did(self.state.data) if self.state.data in set(Did) else None
        missing = (
            why_not_words(state, you_said, self.we_did.data or "", self.why.data or "") if state else None
        )
        places = {
            WhyNot.NO_WE_DID: (self.we_did, _("Say what we did.")),
            WhyNot.NO_WHY: (self.why, _("Say the true reason. They can tell when it is not.")),
        }
        if missing in places:
            field, words = places[missing]
            field.errors = [*field.errors, words]
        return missing

    def note_what_points(self, *fields: Field) -> bool:
        """Put known names beside the words they are in, and ask to look at the rest.

        Gives whether all is well."""
        fine, maybe = True, dict[str, None]()
        for field in fields:
            found = pointing([field.data or ""])
            maybe |= dict.fromkeys(found.maybe)
            if found.known:
                words = ", ".join(found.known)
                field.errors = [
                    *field.errors,
                    _("Take this out, it is somebody’s name: %(words)s", words=words),
                ]
                fine = False
        self.to_check = tuple(maybe)
        if self.to_check and not self.checked.data:
            self.checked.errors = [_("Look at these words. Tick the box when they point to nobody.")]
            fine = False
        return fine


class OutcomeForm(_Checked, SendOnceForm):
    """You said, we did: kept as a draft first."""

    theme = SelectField(
        _l("What it is about"),
        validators=[OneOffered(_l("Choose what it is about."))],
        validate_choice=False,
    )
    said_from = DayField(_l("First day"), validators=[Needed(_l("Write the first day."))])
    said_until = DayField(_l("Last day"), validators=[Needed(_l("Write the last day."))])
    you_said = TextAreaField(
        _l("You said"),
        validators=[Needed(_l("Say what young people said.")), AtMost(SHORT)],
        filters=[_without_label],
    )
    state = RadioField(
        _l("How far is it?"),
        choices=STATES,
        validators=[OneOffered(_l("Say how far it is."))],
        validate_choice=False,
    )
    we_did = TextAreaField(_l("We did"), validators=[AtMost(LONG)], filters=[_without_label])
    why = TextAreaField(_l("If not all of it: why"), validators=[AtMost(LONG)])
    easy = TextAreaField(_l("The same for the youngest"), validators=[AtMost(SHORT)])
    checked = BooleanField(_l("I looked at these words. They point to nobody."))
    challenge_id = HiddenField()

    def set_up(self, *, themes: Mapping[str, str], today: date) -> None:
        self.today = today
        self.theme.choices = [SelectChoice("", _l("Choose")), *(SelectChoice(*one) for one in themes.items())]
        self.theme.validators = [Needed(_l("Choose what it is about.")), *self.theme.validators]
        self.give_id()

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        missing = self.note_what_is_missing(self.you_said.data or "")
        return all([fine, missing is None, self._days_are_fine(), self.note_what_points(*self._texts())])

    def _texts(self) -> tuple[Field, ...]:
        return self.you_said, self.we_did, self.why, self.easy

    def _days_are_fine(self) -> bool:
        first, last = self.said_from.data, self.said_until.data
        why = why_not_days(first, last, today=self.today) if first and last else None
        words = {
            WhyNot.ENDS_BEFORE_START: _("The last day is before the first."),
            WhyNot.STILL_TO_COME: _("This day is still to come. Nobody has spoken on it yet."),
            WhyNot.TOO_SHORT: _("Take 28 days or more."),
        }
        if why:
            self.said_until.errors = [*self.said_until.errors, words[why]]
        return why is None

    def challenge(self) -> UUID | None:
        """The challenge it came from; what is no id is none."""
        return as_id(self.challenge_id.data)


class StateForm(_Checked, Form):
    """How far it has come since it was published."""

    state = RadioField(
        _l("How far is it now?"),
        choices=STATES,
        validators=[OneOffered(_l("Say how far it is."))],
        validate_choice=False,
    )
    we_did = TextAreaField(_l("We did"), validators=[AtMost(LONG)], filters=[_without_label])
    why = TextAreaField(_l("If not all of it: why"), validators=[AtMost(LONG)])
    easy = TextAreaField(_l("The same for the youngest"), validators=[AtMost(SHORT)])
    checked = BooleanField(_l("I looked at these words. They point to nobody."))

    def set_up(self, you_said: str) -> None:
        self.said = you_said

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        missing = self.note_what_is_missing(self.said)
        return all([fine, missing is None, self.note_what_points(self.we_did, self.why, self.easy)])


class DifferenceForm(Form):
    """Did it make a difference? Three buttons, one tap."""

    says = RadioField(
        _l("Did it make a difference?"),
        choices=DIFFERENCES,
        validators=[OneOffered(_l("Pick one of these three."))],
        validate_choice=False,
    )

    def difference(self) -> Difference:
        return Difference(self.says.data)


def as_id(text: object) -> UUID | None:
    """The id that this text is, or None."""
    try:
        return UUID(str(text))
    except ValueError:
        return None
