"""The forms of the panel's year: how often it meets, and a day added by hand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import AtMost, DayField, Form, Needed, SendOnceForm
from portal.panels.rules.cycle import MOST_WEEKS, Unit, WhyNotDay, WhyNotRhythm, why_not_day, why_not_rhythm

MOST_AGREED = 300
RHYTHM_WORDS = {
    WhyNotRhythm.TOO_OFTEN: _l("Write a number of 1 or more."),
    WhyNotRhythm.TOO_RARE: _l("Write 26 weeks or 12 months at most."),
    WhyNotRhythm.PASSED: _l("The first day must be today or later."),
    WhyNotRhythm.TOO_FAR: _l("The first day can be a year ahead at most."),
    WhyNotRhythm.NOBODY_AGREED: _l("Write who agreed to it."),
}
DAY_WORDS = {
    WhyNotDay.PASSED: _l("The day must be today or later."),
    WhyNotDay.TOO_FAR: _l("The day can be two years ahead at most."),
    WhyNotDay.TAKEN: _l("A meeting is planned on this day already."),
}


class RhythmForm(SendOnceForm):
    """How often the panel meets from a day on, and who agreed."""

    from_on = DayField(_l("First meeting on"), [Needed(_l("Write the day of the first meeting."))])
    every = SelectField(
        _l("Every"),
        [Needed(_l("Choose how often."))],
        choices=[
            SelectChoice("", _l("Choose")),
            *(SelectChoice(str(n), str(n)) for n in range(1, MOST_WEEKS + 1)),
        ],
    )
    unit = RadioField(
        _l("Weeks or months?"),
        [Needed(_l("Choose weeks or months."))],
        choices=[SelectChoice(Unit.WEEKS.value, _l("Weeks")), SelectChoice(Unit.MONTHS.value, _l("Months"))],
    )
    agreed_by = TextAreaField(
        _l("Who agreed, and where?"),
        [Needed(_l("Write who agreed to it.")), AtMost(MOST_AGREED)],
        description=_l("For example: the panel at its meeting in June, chair and director."),
    )

    def validate_on(self, today: date) -> bool:
        """Whether it may be; a mistake is beside what it is about."""
        if not self.validate():
            return False
        why = why_not_rhythm(
            self.how_many(), self.unit_chosen(), self.from_on.data, self.agreed_by.data or "", today=today
        )
        if why is None:
            return True
        field = {
            WhyNotRhythm.TOO_OFTEN: self.every,
            WhyNotRhythm.TOO_RARE: self.every,
            WhyNotRhythm.NOBODY_AGREED: self.agreed_by,
        }.get(why, self.from_on)
        field.errors = [*field.errors, RHYTHM_WORDS[why]]
        return False

    def how_many(self) -> int:
        """How many weeks or months; the form is valid."""
        return int(self.every.data)

    def unit_chosen(self) -> Unit:
        """Weeks or months; the form is valid."""
        return Unit(self.unit.data)


class DayForm(Form):
    """One more day."""

    meets_on = DayField(_l("The panel meets on"), [Needed(_l("Write the day of the meeting."))])

    def validate_on(self, today: date, taken: Collection[date]) -> bool:
        """Whether the day may be."""
        if not self.validate():
            return False
        why = why_not_day(self.meets_on.data, today=today, taken=taken)
        if why:
            self.meets_on.errors = [*self.meets_on.errors, DAY_WORDS[why]]
        return why is None
