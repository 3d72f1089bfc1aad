"""Putting on the record: what to make, of which days, and on which day it was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import ValidationError

from portal.filing.rules import MOST_AT_ONCE, Decided, WhyNot, why_not_batch, why_not_filed_on, why_not_period
from portal.kit.forms import AtMost, DayField, Form, SendOnceForm

_WORDS = {
    WhyNot.NO_DAY: _l("Write the day."),
    WhyNot.DAY_AHEAD: _l("This day has not come yet. Write the day on which it was done."),
    WhyNot.BEFORE_SENT: _l("It was not said yet on this day. Write the day on which it was done."),
    WhyNot.ENDS_BEFORE_START: _l("The last day is before the first. Change one of them."),
    WhyNot.NOTHING_PICKED: _l("Tick one or more."),
    WhyNot.NOT_SAID: _l("Say how it may go on the record."),
    WhyNot.TOO_MANY: _l("Tick %(num)d or fewer.", num=MOST_AT_ONCE),
}


class FiledForm(SendOnceForm):
    """It is on the record since that day."""

    filed_on = DayField(_l("On the record since"))
    reference = StringField(_l("Its number or place in the case system"), validators=[AtMost(200)])

    def set_up(self, *, sent_on: date, today: date, is_fresh: bool) -> None:
        self._sent_on, self._today = sent_on, today
        if is_fresh:
            self.give_id()

    def validate_filed_on(self, field: Field) -> None:
        if not field.process_errors and (
            why := why_not_filed_on(field.data, sent_on=self._sent_on, today=self._today)
        ):
            raise ValidationError(_WORDS[why])


class DecideForm(SendOnceForm):
    """How something that concerns somebody goes on the record."""

    decided = RadioField(
        _l("How may it go on the record?"),
        validate_choice=False,
        choices=[
            SelectChoice(Decided.AS_IT_IS.value, _l("As it is")),
            SelectChoice(Decided.RESTRICTED.value, _l("In the restricted part only")),
            SelectChoice(Decided.NEVER.value, _l("Not at all")),
        ],
    )

    def validate_decided(self, field: Field) -> None:
        if field.data not in list(Decided):
            raise ValidationError(_WORDS[WhyNot.NOT_SAID])

    def said(self) -> Decided:
        return Decided(self.decided.data)


class BatchForm(SendOnceForm):
    """Several, made into one file."""

    said = SelectMultipleField(_l("What to put into the file"), validate_choice=False)

    def offer(self, rows: Sequence[tuple[str, str]]) -> None:
        self.said.choices = [SelectChoice(value, label) for value, label in rows]

    def validate_said(self, field: Any) -> None:
        offered = {choice.value for choice in field.iter_choices()}
        field.data = [value for value in field.data or [] if value in offered]
        if why := why_not_batch(len(field.data)):
            raise ValidationError(_WORDS[why])

    def picked(self) -> list[UUID]:
        return [UUID(value) for value in self.said.data or []]


class PeriodForm(Form):
    """All that one young person said in these days."""

    since = DayField(_l("First day"))
    until = DayField(_l("Last day"))

    def validate_since(self, field: Field) -> None:
        if field.data is None and not field.process_errors:
            raise ValidationError(_WORDS[WhyNot.NO_DAY])

    def validate_until(self, field: Field) -> None:
        if field.process_errors or self.since.data is None:
            return
        if why := why_not_period(self.since.data, field.data):
            raise ValidationError(_WORDS[why])
