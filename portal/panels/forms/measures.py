"""The forms of the register of measures: a measure, a value, a target, why one was missed."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import AtMost, DayField, Needed
from portal.panels.forms.challenges import OneOffered
from portal.panels.forms.plan import CheckedForm, OwnedForm, link_is_good
from portal.panels.queries.measures import MeasureFound
from portal.panels.rules.measures import (
    MAX_NAME,
    MAX_WORDS,
    Better,
    Unit,
    WhyNot,
    is_small,
    why_not_period,
    why_not_target,
    why_not_value,
)
from portal.panels.rules.numbers import number_in
from portal.panels.rules.plan import MAX_LINK

WORDS = {
    WhyNot.NO_NUMBER: _l("Write a number."),
    WhyNot.BAD_NUMBER: _l("Write a number that can be. Of young people, whole ones only."),
    WhyNot.NO_WHOLE: _l("Say of how many."),
    WhyNot.MORE_THAN_ALL: _l("This is more than there are. Look at both numbers."),
    WhyNot.NOT_CLOSED: _l("The days must be over. The last day can be yesterday at the latest."),
    WhyNot.ENDS_FIRST: _l("The last day is before the first."),
    WhyNot.OVERLAPS: _l("Another value is about some of these days. Give exactly its days to correct it."),
    WhyNot.DATE_PASSED: _l("Pick a day to come."),
    WhyNot.NO_DATE: _l("Give a day."),
}
SMALL = _l(
    "This is about so few young people that it could point to one. Check it, then tick the box below. Only "
    "the board and those who keep the measures see it as it is; everybody else reads “fewer than 5”."
)


class NamedForm(OwnedForm):
    """A measure in words."""

    name = StringField(_l("What is it called?"), [Needed(_l("Give it a name.")), AtMost(MAX_NAME)])
    counts = TextAreaField(
        _l("What exactly is counted?"), [Needed(_l("Say what is counted.")), AtMost(MAX_WORDS)]
    )
    source = StringField(_l("Where does it come from?"), [AtMost(MAX_NAME)])
    how = TextAreaField(_l("How is it collected?"), [AtMost(MAX_WORDS)])

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        return self.names_are_out(self.name, self.counts, self.source, self.how, self.post) and fine


class MeasureForm(NamedForm):
    """A new measure."""

    unit = RadioField(
        _l("What is a value?"),
        choices=[
            SelectChoice(Unit.SHARE, _l("So many of so many, in per cent")),
            SelectChoice(Unit.COUNT, _l("How many")),
            SelectChoice(Unit.DAYS, _l("Days")),
            SelectChoice(Unit.SCORE, _l("Another number")),
        ],
        validators=[OneOffered(_l("Say what a value is."))],
        validate_choice=False,
    )
    better = RadioField(
        _l("Which way is good?"),
        choices=[SelectChoice(Better.UP, _l("Up")), SelectChoice(Better.DOWN, _l("Down"))],
        validators=[OneOffered(_l("Say which way is good."))],
        validate_choice=False,
    )
    about_children = BooleanField(
        _l("It is about young people"),
        description=_l("Then numbers from 1 to 4 are never shown outside the board."),
        default=True,
    )
    ready_key = HiddenField(validators=[AtMost(40)])


class _NumberForm(CheckedForm):
    """Numbers are typed as people write them: 12, 12.5, 12,5."""

    number: StringField

    def read(self, field: Any) -> float | None:
        return number_in(field.data or "")


class ValueForm(_NumberForm):
    """A value of some closed days."""

    first_on = DayField(_l("First day"), [Needed(_l("Give the first day."))])
    last_on = DayField(_l("Last day"), [Needed(_l("Give the last day."))])
    number = StringField(_l("How many, or the number"), [Needed(_l("Write a number.")), AtMost(20)])
    of = StringField(_l("Of how many"), [AtMost(20)])
    note = TextAreaField(_l("What shows it"), [AtMost(MAX_WORDS)])
    link = StringField(_l("A link to it"), [AtMost(MAX_LINK)])
    small = BooleanField(_l("I have checked it: the small number is right"))
    is_small = False

    def set_up(self, found: MeasureFound, today: date) -> None:
        self.found, self.today = found, today
        self.give_id()

    def validate_link(self, field: Any) -> None:
        link_is_good(field)

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        fine = fine and self._can_be() and self._days_can_be()
        return self.names_are_out(self.note) and fine

    def _can_be(self) -> bool:
        row, number, of = self.found.measure, self.read(self.number), self.read(self.of)
        if self.of.data and of is None:
            self.of.errors = [WORDS[WhyNot.BAD_NUMBER]]
            return False
        about = row.about_children
        if why := why_not_value(row.unit, number, of, about_children=about):
            (self.of if why is WhyNot.NO_WHOLE else self.number).errors = [WORDS[why]]
            return False
        self.is_small = is_small(row.unit, number or 0, of, about_children=about)
        if self.is_small and not self.small.data:
            self.number.errors = [SMALL]
            return False
        return True

    def _days_can_be(self) -> bool:
        others = [(one.first, one.last) for one in self.found.points]
        why = why_not_period(self.first_on.data, self.last_on.data, today=self.today, others=others)
        if why:
            (self.first_on if why is WhyNot.OVERLAPS else self.last_on).errors = [WORDS[why]]
        return why is None


class TargetForm(_NumberForm):
    """Where it shall be by a day."""

    number = StringField(_l("Which number?"), [Needed(_l("Write a number.")), AtMost(20)])
    by_on = DayField(_l("By which day?"))
    why = TextAreaField(_l("Why this number, and why this day?"), [AtMost(MAX_WORDS)])

    def set_up(self, today: date) -> None:
        self.today = today
        self.give_id()

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        why = why_not_target(self.by_on.data, self.read(self.number), today=self.today)
        field = self.by_on if why in (WhyNot.NO_DATE, WhyNot.DATE_PASSED) else self.number
        if why and not field.errors:
            field.errors = [WORDS[why]]
        return self.names_are_out(self.why) and fine and why is None


class ExplainForm(CheckedForm):
    """Why a target was missed, what happens now, by when."""

    why = TextAreaField(_l("Why was it missed?"), [Needed(_l("Say why.")), AtMost(MAX_WORDS)])
    then = TextAreaField(_l("What happens now?"), [Needed(_l("Say what happens now.")), AtMost(MAX_WORDS)])
    by_on = DayField(_l("By when?"), [Needed(_l("Give a day."))])

    def set_up(self, today: date) -> None:
        self.today = today
        self.give_id()

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        if self.by_on.data and self.by_on.data < self.today:
            self.by_on.errors = [WORDS[WhyNot.DATE_PASSED]]
            fine = False
        return self.names_are_out(self.why, self.then) and fine
