"""Who is named in the file and how each was weighed; whether a part would do serious harm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, DayField, Needed, OneOf, SendOnceForm
from portal.records.rules import Balance, HarmAnswer, Who
from portal.records.rules.reading import LONGEST_NAME, LONGEST_NAMES, LONGEST_WHY

Choices = Sequence[SelectChoice]


class NameForm(SendOnceForm):
    """Somebody who is named in the file."""

    name = StringField(_l("Name"), validators=[Needed(_l("Write a name.")), AtMost(LONGEST_NAME)])
    other_names = TextAreaField(_l("Other names they go by, one a line"), validators=[AtMost(LONGEST_NAMES)])
    who = RadioField(
        _l("Who are they?"), validate_choice=False, validators=[Needed(_l("Choose one of these.")), OneOf()]
    )

    def __init__(self, *args: Any, whos: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who.choices = list(whos)

    def who_they_are(self) -> Who:
        return Who(self.who.data)


class WeighForm(NameForm):
    """The same, and how their interests were weighed against the reader's."""

    balance = RadioField(_l("How do you decide?"), validate_choice=False, validators=[OneOf()])
    asked_on = DayField(_l("If you asked them: on which day?"))
    why = TextAreaField(_l("Your reason"), validators=[AtMost(LONGEST_WHY)])

    def __init__(self, *args: Any, balances: Choices, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.balance.choices, self.today = list(balances), today

    def validate_asked_on(self, field: Any) -> None:
        if field.data and field.data > self.today:
            raise ValidationError(_l("This day is still to come. Write the day on which you asked."))

    def validate_why(self, field: Any) -> None:
        if self.balance.data and not field.data:
            raise ValidationError(_l("Write your reason. It is kept with the decision."))

    def decided(self) -> Balance | None:
        return Balance(self.balance.data) if self.balance.data else None


class HarmForm(SendOnceForm):
    """Ask whether reading a part would be likely to do serious harm."""

    part = TextAreaField(
        _l("Which part, and what you fear"),
        validators=[Needed(_l("Write which part you mean.")), AtMost(LONGEST_WHY)],
    )
    is_health = BooleanField(_l("It is about health"))
    whose = StringField(
        _l("Whom do you ask?"), validators=[Needed(_l("Write whom you ask.")), AtMost(LONGEST_NAME)]
    )
    asked_on = DayField(_l("Asked on"), validators=[Needed(_l("Write the day on which you asked."))])

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if not self.is_submitted():
            self.asked_on.process(None, today)

    def validate_asked_on(self, field: Any) -> None:
        if field.data and field.data > self.today:
            raise ValidationError(_l("This day is still to come. Write the day on which you asked."))


class HarmAnswerForm(SendOnceForm):
    """The opinion, and what follows from it."""

    answer = RadioField(
        _l("What do they say?"),
        validate_choice=False,
        validators=[Needed(_l("Choose one of these.")), OneOf()],
    )
    opinion = TextAreaField(
        _l("The opinion, in their words"),
        validators=[Needed(_l("Write the opinion down.")), AtMost(LONGEST_WHY)],
    )
    on = DayField(_l("Given on"), validators=[Needed(_l("Write the day on which it was given."))])

    def __init__(self, *args: Any, answers: Choices, asked_on: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answer.choices = list(answers)
        self.asked_on, self.today = asked_on, today
        if not self.is_submitted():
            self.on.process(None, today)

    def validate_on(self, field: Any) -> None:
        if field.data and not self.asked_on <= field.data <= self.today:
            raise ValidationError(_l("This day is before they were asked, or still to come."))

    def answered(self) -> HarmAnswer:
        return HarmAnswer(self.answer.data)
