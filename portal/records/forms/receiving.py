"""Writing down that somebody asked for records. Only how it came and on which day is compulsory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import ValidationError

from portal.kit.forms import AnyOf, AtMost, DayField, Needed, OneOf, SendOnceForm
from portal.records.rules import Asker, Came, Format, Scope
from portal.records.rules.happened import WhyNot
from portal.records.rules.receiving import (
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_WORDS,
    why_not_born,
    why_not_receive,
    why_not_years,
)

Choices = Sequence[SelectChoice]
COMPANY = [SelectChoice("", _l("Not said")), SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))]
_FIRST_YEAR, _LAST_YEAR = 1920, 2100


class AboutForm(SendOnceForm):
    """Whose records they are, how to reach whoever asked, and how they would like it."""

    name = StringField(_l("Whose records? Their name"), validators=[AtMost(LONGEST_NAME)])
    other_names = StringField(_l("Other names, then and now"), validators=[AtMost(LONGEST_LINE)])
    born_on = DayField(_l("Born on"))
    asker_name = StringField(_l("If somebody asks for them: their name"), validators=[AtMost(LONGEST_NAME)])
    email = StringField(_l("E-mail"), validators=[AtMost(254)])
    phone = StringField(_l("Phone"), validators=[AtMost(60)])
    post = TextAreaField(_l("Address for letters"), validators=[AtMost(LONGEST_LINE)])
    formats = SelectMultipleField(
        _l("How would they like to get it?"), validate_choice=False, validators=[AnyOf()]
    )
    company = RadioField(
        _l("Would they like company while reading?"),
        choices=list(COMPANY),
        default="",
        validate_choice=False,
        validators=[OneOf()],
    )
    notes = BooleanField(_l("They would like a note in front of parts that may be hard to read"))
    ring_after = BooleanField(_l("They would like somebody to ring two weeks later"))
    anything = TextAreaField(_l("Anything we should know"), validators=[AtMost(LONGEST_WORDS)])

    def __init__(self, *args: Any, today: date, formats: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.formats.choices = list(formats)

    def validate_born_on(self, field: Any) -> None:
        if why_not_born(field.data, self.today):
            raise ValidationError(_l("This day is still to come. Write the day they were born, or leave it."))

    def validate_email(self, field: Any) -> None:
        text = field.data or ""
        name, at, host = text.partition("@")
        if text and not (name and at and "." in host and " " not in text):
            raise ValidationError(_l("Write an e-mail address, like name@example.org, or leave it."))

    def liked(self) -> list[Format]:
        return [Format(value) for value in self.formats.data or []]

    def wants_company(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.company.data or "")


class ChangeAboutForm(AboutForm):
    """The same of a request that is there, and the named person beside whoever asked."""

    support = SelectField(_l("The named person beside them"), validate_choice=False, validators=[OneOf()])

    asker = RadioField(_l("Who asks?"), validate_choice=False, validators=[OneOf()])

    def __init__(
        self, *args: Any, received_on: date, support: Choices, askers: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asker.choices = list(askers)
        self.received_on = received_on
        self.support.choices = list(support)

    def validate_born_on(self, field: Any) -> None:
        super().validate_born_on(field)
        if field.data and field.data > self.received_on:
            raise ValidationError(_l("This is after the day on which they asked. Look at it again."))

    def who_asks(self) -> Asker | None:
        """None: as it was."""
        return Asker(self.asker.data) if self.asker.data else None

    def support_id(self) -> UUID | None:
        return UUID(self.support.data) if self.support.data else None


class ReceiveForm(AboutForm):
    """What somebody told a member of staff, as they told it."""

    came = RadioField(
        _l("How did it come?"), validate_choice=False, validators=[Needed(_l("Choose how it came.")), OneOf()]
    )
    received_on = DayField(
        _l("On which day did it reach anyone at the council?"),
        validators=[Needed(_l("Write the day on which it reached anyone at the council."))],
    )
    asker = RadioField(_l("Who asks?"), default=Asker.SELF.value, validate_choice=False, validators=[OneOf()])
    scopes = SelectMultipleField(_l("What do they want?"), validate_choice=False, validators=[AnyOf()])
    years_from = StringField(_l("From which year"), validators=[AtMost(4)])
    years_until = StringField(_l("Until which year"), validators=[AtMost(4)])
    words = TextAreaField(_l("What they want to know, in their words"), validators=[AtMost(LONGEST_WORDS)])

    def __init__(self, *args: Any, came: Choices, askers: Choices, scopes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.came.choices, self.asker.choices = list(came), list(askers)
        self.scopes.choices = list(scopes)

    def validate_received_on(self, field: Any) -> None:
        if field.data and (why := why_not_receive(field.data, self.born_on.data, self.today)):
            raise ValidationError(_WHY_DAY[why])

    def validate_years_from(self, field: Any) -> None:
        _check_year(field)

    def validate_years_until(self, field: Any) -> None:
        _check_year(field)
        if why_not_years(_year(self.years_from), _year(field)):
            raise ValidationError(_l("This year is before the first one. Change one of them."))

    def how_it_came(self) -> Came:
        return Came(self.came.data)

    def who_asks(self) -> Asker:
        return Asker(self.asker.data) if self.asker.data in set(Asker) else Asker.SELF

    def wanted(self) -> list[Scope]:
        return [Scope(value) for value in self.scopes.data or []]


def _year(field: Any) -> int | None:
    text = field.data or ""
    is_year = text.isascii() and text.isdigit() and len(text) == 4
    return int(text) if is_year and _FIRST_YEAR <= int(text) <= _LAST_YEAR else None


def _check_year(field: Any) -> None:
    if field.data and _year(field) is None:
        raise ValidationError(_l("Write a year with four numbers, like 1998, or leave it."))


_WHY_DAY = {
    WhyNot.IN_FUTURE: _l("This day is still to come. Write the day on which it came."),
    WhyNot.BEFORE_BIRTH: _l("On this day they were not born yet. Look at both days again."),
    WhyNot.TOO_LONG_AGO: _l(
        "This is before 25 May 2018, when today’s law began. Ask the data protection officer what to do."
    ),
}
