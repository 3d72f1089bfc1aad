"""Forms about leave and duty: who stands in for whom, who is on duty in which weekly hours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, time
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from portal.accounts.forms.staff import CHOOSE, Choices, Listed, pick, say
from portal.accounts.rules.staff import STEPS, Reason, why_not_hours
from portal.kit.forms import AtMost, DayField, Form, Needed


def read_time(text: str) -> time | None:
    """A time of day as people write it: 9, 9:30, 09.30, 0930, 24:00. None when it is none."""
    digits = text.strip().replace(".", ":").replace(" ", "")
    hour, colon, minute = digits.partition(":")
    if not colon and len(digits) in (3, 4):
        hour, minute = digits[:-2], digits[-2:]
    if not (hour.isascii() and hour.isdigit() and len(hour) <= 2):
        return None
    if minute and not (minute.isascii() and minute.isdigit() and len(minute) == 2):
        return None
    if colon and not minute:
        return None
    hours, minutes = int(hour), int(minute or 0)
    if (hours, minutes) == (24, 0):
        return time(0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


class StandInForm(Form):
    """Who stands in for whom, from and to."""

    away = SelectField(
        _l("Who is away"), [Needed(_l("Choose who is away.")), Listed()], validate_choice=False
    )
    instead = SelectField(
        _l("Who stands in"), [Needed(_l("Choose who stands in.")), Listed()], validate_choice=False
    )
    from_on = DayField(_l("First day"), [Needed(_l("Write the first day."))])
    until_on = DayField(_l("Last day"), [Needed(_l("Write the last day."))])

    def __init__(
        self,
        *args: Any,
        away: Choices,
        instead: Choices,
        why_not: Callable[[UUID, UUID, date, date], Reason | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.why_not = why_not
        self.known = {one for one, _label in (*away, *instead)}
        self.away.choices = pick(CHOOSE, *away)
        self.instead.choices = pick(CHOOSE, *instead)

    def validate_until_on(self, field: DayField) -> None:
        if not {self.away.data, self.instead.data} <= self.known or not (self.from_on.data and field.data):
            return  # said beside the fields themselves
        say(self.why_not(UUID(self.away.data), UUID(self.instead.data), self.from_on.data, field.data))


class DutyForm(Form):
    """Weekly hours of somebody on duty."""

    who = SelectField(_l("Who"), [Needed(_l("Choose who is on duty.")), Listed()], validate_choice=False)
    weekdays = SelectMultipleField(_l("Days"), [Listed()], validate_choice=False)
    starts = StringField(_l("From"), [Needed(_l("Write when they start.")), AtMost(10)])
    ends = StringField(
        _l("To"),
        [Needed(_l("Write when they end.")), AtMost(10)],
        description=_l("An earlier time than the start means the next morning."),
    )
    step = RadioField(
        _l("Called"), [Needed(_l("Choose when they are called.")), Listed()], validate_choice=False
    )

    def __init__(
        self,
        *args: Any,
        people: Choices,
        weekdays: Choices,
        clashes: Callable[[UUID, Iterable[int], time, time], bool],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.clashes = clashes
        self.known = {one for one, _label in people}
        self.known_days = {one for one, _label in weekdays}
        self.who.choices = pick(CHOOSE, *people)
        self.weekdays.choices = pick(*weekdays)
        first, *others = STEPS
        self.step.choices = pick(
            (str(first), _l("first")),
            *((str(n), _l("as number %(n)s, if nobody before has taken it", n=n)) for n in others),
        )

    def hours(self) -> tuple[time, time] | None:
        """The times as written, or None while one cannot be read."""
        starts, ends = read_time(self.starts.data or ""), read_time(self.ends.data or "")
        return (starts, ends) if starts is not None and ends is not None else None

    def validate_weekdays(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError(_l("Choose one day or more."))

    def validate_starts(self, field: StringField) -> None:
        _must_be_time(field)

    def validate_ends(self, field: StringField) -> None:
        _must_be_time(field)
        hours = self.hours()
        if hours is None:
            return
        say(why_not_hours(*hours))
        days = self.known_days & set(self.weekdays.data or ())
        if self.who.data in self.known and self.clashes(UUID(self.who.data), [int(d) for d in days], *hours):
            say(Reason.HOURS_TAKEN)


class OtherDayForm(Form):
    """A date that is to be staffed differently."""

    day = DayField(_l("Which day"), [Needed(_l("Write the day."))])


class DutyLineForm(Form):
    """Hours of somebody on one date."""

    who = SelectField(_l("Who"), [Needed(_l("Choose who is on duty.")), Listed()], validate_choice=False)
    starts = StringField(_l("From"), [Needed(_l("Write when they start.")), AtMost(10)])
    ends = StringField(_l("To"), [Needed(_l("Write when they end.")), AtMost(10)])
    step = SelectField(_l("Called as number"), [Listed()], validate_choice=False)

    def offer(self, people: Choices, why_not: Callable[[UUID, time, time], Reason | None]) -> None:
        """These people, and who says why somebody cannot have these hours."""
        self.why_not = why_not
        self.known = {one for one, _label in people}
        self.who.choices = pick(CHOOSE, *people)
        self.step.choices = pick(*((str(n), str(n)) for n in STEPS))

    def hours(self) -> tuple[time, time] | None:
        starts, ends = read_time(self.starts.data or ""), read_time(self.ends.data or "")
        return (starts, ends) if starts is not None and ends is not None else None

    def validate_starts(self, field: StringField) -> None:
        _must_be_time(field)

    def validate_ends(self, field: StringField) -> None:
        _must_be_time(field)
        hours = self.hours()
        if hours and self.who.data in self.known:
            say(self.why_not(UUID(self.who.data), *hours))


def _must_be_time(field: StringField) -> None:
    if read_time(field.data or "") is None:
        raise ValidationError(_l("Write a time, like 17:30."))
