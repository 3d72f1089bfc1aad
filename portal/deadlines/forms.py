"""The form for a bank holiday proclaimed since, and why something is refused, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import ValidationError

from portal.clocks.bank_holidays import Days
from portal.deadlines.rules import LONGEST_NAME, WhyNot, why_not_add_day
from portal.kit.forms import AtMost, DayField, Form, Needed

WORDS = {
    WhyNot.NOTICE_TOO_LATE: _l("The time in which to say that it takes longer is over. The date stays."),
    WhyNot.ASKED_TOO_LATE: _l(
        "The time was over on this day already. A question then does not stop the clock."
    ),
    WhyNot.BEFORE_START: _l("This is before it began. Check the day."),
    WhyNot.NOT_ASKED: _l("Nothing had been asked by this day. Write down the question first."),
    WhyNot.NOT_FOR_THIS_CLOCK: _l("This cannot happen to this clock."),
    WhyNot.CANNOT_COUNT: _l("A date cannot be worked out from this. Check the days."),
    WhyNot.NO_DAY: _l("Write the day."),
    WhyNot.NO_NAME: _l("Write what the day is called."),
    WhyNot.LONG_NAME: _l("This name is too long. Use a shorter one."),
    WhyNot.AT_WEEKEND: _l("This is at a weekend: nothing would change."),
    WhyNot.IS_HOLIDAY_ALREADY: _l("This is a bank holiday already."),
    WhyNot.TOO_FAR: _l("This is too far away. Check the year."),
}
"""Why a clock or a day was refused, in words."""


class HolidayForm(Form):
    """Which day, and what it is called."""

    day = DayField(_l("Which day is it?"), [Needed(WORDS[WhyNot.NO_DAY])])
    name = StringField(_l("What is it called?"), [Needed(WORDS[WhyNot.NO_NAME]), AtMost(LONGEST_NAME)])

    def __init__(self, *args: Any, known: Days, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.today = known, today

    def validate_day(self, field: Any) -> None:
        why = why_not_add_day(field.data, "a name", known=self.known, today=self.today)
        if why:
            raise ValidationError(WORDS[why])
