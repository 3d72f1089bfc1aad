"""Asking for one's records: what, how, and (from outside) who. Nothing is compulsory but what finds them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    RadioField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import ValidationError

from portal.kit.forms import AnyOf, AtMost, DayField, Form, Needed, OneOf, SendOnceForm
from portal.records.rules import Asker, Format, Scope
from portal.records.rules.receiving import why_not_years

SCOPES = [
    (Scope.ALL.value, _l("All of it")),
    (Scope.TIME.value, _l("Only some years")),
    (Scope.QUESTION.value, _l("A question I want answered")),
    (Scope.PHOTOS.value, _l("Photos and letters")),
    (Scope.REVIEWS.value, _l("What was said at my reviews")),
]
FORMATS = [
    (Format.ONLINE.value, _l("On this website")),
    (Format.PAPER.value, _l("On paper")),
    (Format.IN_PERSON.value, _l("In person, with somebody")),
    (Format.BIT_BY_BIT.value, _l("A bit at a time")),
]
COMPANY = [("yes", _l("Yes, please")), ("no", _l("No, thank you")), ("", _l("I don’t know yet"))]


ASKERS = [
    (Asker.SELF.value, _l("Mine")),
    (Asker.PARENT.value, _l("My child’s")),
    (Asker.SOMEBODY_ELSE.value, _l("Somebody else’s")),
]
"""From outside. Who asks for somebody who has died, or as their solicitor, an officer puts right."""

_FIRST_YEAR = 1900
_MAIL = re.compile(r"[^@\s,;<>()\"\\]+@[^@\s,;<>()\"\\]+\.[^@\s,;<>()\"\\]+")


def is_address(text: str) -> bool:
    """Whether mail could go there: one @, a dot after it, nothing that breaks a header."""
    return len(text) <= 254 and text.isprintable() and _MAIL.fullmatch(text) is not None


def _choices(pairs: Sequence[tuple[str, Any]]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


class HowForm(SendOnceForm):
    """How they would like it. Also used alone, to change it later."""

    formats = SelectMultipleField(
        _l("How would you like to get it?"),
        choices=_choices(FORMATS),
        validate_choice=False,
        validators=[AnyOf()],
    )
    company = RadioField(
        _l("Would you like somebody with you when you read it?"),
        choices=_choices(COMPANY),
        default="",
        validate_choice=False,
        validators=[OneOf()],
    )
    notes = BooleanField(_l("Put a note in front of each part that may be hard to read"))
    ring_after = BooleanField(_l("Ring me two weeks later, to hear how I am"))
    anything = TextAreaField(_l("Is there anything we should know?"), validators=[AtMost(2000)])

    @property
    def wanted(self) -> list[Format]:
        return [Format(value) for value in self.formats.data or []]

    @property
    def wants_company(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.company.data or "")


class WhatForm(Form):
    """What they would like."""

    scopes = SelectMultipleField(
        _l("What would you like?"), choices=_choices(SCOPES), validate_choice=False, validators=[AnyOf()]
    )
    years_from = StringField(_l("From which year?"), validators=[AtMost(10)])
    years_until = StringField(_l("Until which year?"), validators=[AtMost(10)])
    words = TextAreaField(_l("Tell us more, if you like"))

    def set_up(self, today: date, most: int) -> None:
        """How long it may be, and what year it is."""
        self.today = today
        self.words.validators = [AtMost(most)]

    def validate_years_from(self, field: StringField) -> None:
        self._check_year(field)

    def validate_years_until(self, field: StringField) -> None:
        self._check_year(field)
        if why_not_years(self.year(self.years_from), self.year(field)):
            raise ValidationError(_l("This year is before the first one. Change one of them."))

    def _check_year(self, field: StringField) -> None:
        if field.data and self.year(field) is None:
            raise ValidationError(_l("Write a year with four numbers, like 2009. It can’t be in the future."))

    def year(self, field: StringField) -> int | None:
        """The year in it, if it is one that has begun."""
        text = str(field.data or "").strip()
        number = int(text) if text.isdecimal() and len(text) == 4 else 0
        return number if _FIRST_YEAR <= number <= self.today.year else None

    @property
    def wanted_scopes(self) -> list[Scope]:
        """What was picked; nothing at all is all of it."""
        return [Scope(value) for value in self.scopes.data or []] or [Scope.ALL]


class AskForm(HowForm, WhatForm):
    """All of it. Pages show a part each and carry the rest along."""

    PAGES: ClassVar[dict[str, Sequence[str]]] = {
        "what": ("scopes", "years_from", "years_until", "words"),
        "how": ("formats", "company", "notes", "ring_after", "anything"),
        "check": (),
    }

    def is_fine(self, page: str) -> bool:
        """Whether this page can be left. Mistakes on other pages are not its own, and the token was looked at
        before anything else was."""
        self.validate()
        for name in set(self._fields) - set(self.PAGES[page]):
            self[name].errors = []
        return not self.errors

    def first_wrong(self) -> str | None:
        """The first page with a mistake on it."""
        return next((page for page in self.PAGES if not self.is_fine(page)), None)

    def others(self, page: str) -> list[str]:
        """The fields that other pages show."""
        return [name for key, names in self.PAGES.items() if key != page for name in names]

    def to_keep(self) -> dict[str, Any]:
        """What a draft keeps, as the form can be filled with it again."""
        names = [name for names in self.PAGES.values() for name in names]
        return {name: self[name].data for name in names if not isinstance(self[name], DayField)}


class MoreForm(SendOnceForm, WhatForm):
    """More, after they were given what they asked for: as they asked before, to be changed."""


class AskOutsideForm(AskForm):
    """The same for somebody who is not signed in: then we also need to know who, and where to answer."""

    PAGES: ClassVar[dict[str, Sequence[str]]] = {
        "what": AskForm.PAGES["what"],
        "how": AskForm.PAGES["how"],
        "who": ("asker", "whose", "name", "other_names", "born_on", "email", "phone", "post"),
        "check": (),
    }

    asker = RadioField(
        _l("Whose records do you ask for?"),
        choices=_choices(ASKERS),
        default=Asker.SELF.value,
        validate_choice=False,
        validators=[OneOf()],
    )
    whose = StringField(_l("Their name, if they are not yours"), validators=[AtMost(200)])
    name = StringField(
        _l("Your name now"),
        validators=[Needed(_l("Write your name, so that we know who to look for.")), AtMost(200)],
    )
    other_names = StringField(_l("Names you had before"), validators=[AtMost(300)])
    born_on = DayField(_l("When were you born?"))
    email = EmailField(_l("E-mail"), validators=[AtMost(254)])
    phone = TelField(_l("Phone"), validators=[AtMost(40)])
    post = TextAreaField(_l("Address"), validators=[AtMost(600)])

    def who_asks(self) -> Asker:
        return Asker(self.asker.data or Asker.SELF)

    def validate_born_on(self, field: DayField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError(_l("This day has not come yet. Write the day you were born."))

    def validate_email(self, field: EmailField) -> None:
        if field.data and not is_address(field.data):
            raise ValidationError(_l("Write an e-mail address, like sam@example.org."))

    def validate_post(self, field: TextAreaField) -> None:
        if not (self.email.data or self.phone.data or field.data):
            raise ValidationError(_l("Give us one way to reach you: e-mail, phone or an address."))
