"""Questioning what was given, and the staff side of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, DayField, Form, Needed, SendOnceForm
from portal.records.rules import QuestionKind, QuestionOutcome
from portal.records.rules.questioning import WhyNot, outcomes_of, why_not_on

WORDS_OF = {
    QuestionKind.REVIEW: _l("What would you like us to look at again?"),
    QuestionKind.COMPLAINT: _l("What went wrong?"),
    QuestionKind.CORRECTION: _l("What is wrong, and what should it say?"),
    QuestionKind.MY_SIDE: _l("What is your side of it?"),
}
OUTCOMES = {
    QuestionOutcome.CHANGED: _l("Changed: they were right"),
    QuestionOutcome.PARTLY: _l("Partly changed"),
    QuestionOutcome.NOT_CHANGED: _l("Not changed, with the reason"),
    QuestionOutcome.ADDED: _l("Their side stands beside the record"),
}


class QuestionForm(SendOnceForm):
    """What they want looked at, in their words."""

    words = TextAreaField(_l("Your words"), validators=[Needed(_l("Write it here. A few words are enough."))])

    def set_up(self, kind: QuestionKind, most: int) -> None:
        self.words.label.text = WORDS_OF[kind]
        self.words.validators = [*self.words.validators, AtMost(most)]


class AcknowledgeForm(Form):
    """We have told them that we have it."""

    on = DayField(_l("The day they were told"), validators=[Needed(_l("Write the day."))])

    def set_up(self, received_on: date, today: date) -> None:
        self.received_on, self.today = received_on, today

    def validate_on(self, field: DayField) -> None:
        why = why_not_on(field.data, received_on=self.received_on, today=self.today)
        if why is WhyNot.IN_FUTURE:
            raise ValidationError(_l("This day has not come yet."))
        if why is WhyNot.BEFORE_IT_CAME:
            raise ValidationError(_l("This day is before it reached us."))


class DecideForm(Form):
    """What came of it, in words for them."""

    outcome = RadioField(
        _l("What came of it"), validate_choice=False, validators=[Needed(_l("Pick what came of it."))]
    )
    words = TextAreaField(
        _l("What we tell them"), validators=[Needed(_l("Write what you tell them, in plain words."))]
    )

    def set_up(self, kind: QuestionKind, most: int) -> None:
        self.outcome.choices = [SelectChoice(one.value, OUTCOMES[one]) for one in outcomes_of(kind)]
        self.words.validators = [*self.words.validators, AtMost(most)]

    def validate_outcome(self, field: Any) -> None:
        if field.data not in {choice.value for choice in field.iter_choices()}:
            raise ValidationError(_l("Pick what came of it."))

    def came_of_it(self) -> QuestionOutcome:
        return QuestionOutcome(self.outcome.data)
