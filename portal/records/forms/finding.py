"""A line of the search log, saying that somebody was asked again, the letter about what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, DayField, Form, Needed, OneOf, SendOnceForm
from portal.records.rules import Found, SearchPlace
from portal.records.rules.finding import Looked, WhyNotLog, why_not_log
from portal.records.rules.receiving import LONGEST_LINE, LONGEST_WORDS

Choices = Sequence[SelectChoice]
_FIELD_OF = {
    WhyNotLog.NO_WHERE: "where",
    WhyNotLog.NO_STATEMENT: "statement",
    WhyNotLog.IN_FUTURE: "asked_on",
    WhyNotLog.CHASE_PASSED: "chase_on",
    WhyNotLog.YEARS: "years_from",
    WhyNotLog.TOO_MANY: "pages",
}
WORDS: dict[Enum, Any] = {
    WhyNotLog.NO_WHERE: _l("Write where."),
    WhyNotLog.NO_STATEMENT: _l(
        "Write what is missing or was destroyed, when and why, and what you did to find it. They are told "
        "this."
    ),
    WhyNotLog.IN_FUTURE: _l("This day is still to come. Write the day on which you looked or asked."),
    WhyNotLog.CHASE_PASSED: _l("This day has passed. Write the day on which you ask again."),
    WhyNotLog.YEARS: _l("These years cannot be. The first comes first, and none is still to come."),
    WhyNotLog.TOO_MANY: _l("That is more than can be. Look at the number again."),
    WhyNotLog.GOES_ON_ELSEWHERE: _l("This request goes on in another. Write it down there."),
    WhyNotLog.CHANGED_MEANWHILE: _l("Somebody changed this meanwhile. Go back and look at what it says now."),
    WhyNotLog.NOT_WAITING: _l("Nothing is waited for here any more."),
}


class SearchForm(SendOnceForm):
    """Where somebody looked or asked, and what came of it."""

    place = SelectField(
        _l("Where?"), validate_choice=False, validators=[Needed(_l("Choose where.")), OneOf()]
    )
    where = StringField(_l("Which one?"), validators=[AtMost(LONGEST_LINE)])
    asked = StringField(_l("Who was asked, and how can they be reached?"), validators=[AtMost(LONGEST_LINE)])
    asked_on = DayField(
        _l("When did you look or ask?"),
        validators=[Needed(_l("Write the day on which you looked or asked."))],
    )
    years_from = StringField(_l("From which year"), validators=[AtMost(4)])
    years_until = StringField(_l("Until which year"), validators=[AtMost(4)])
    found = RadioField(
        _l("What came of it?"),
        validate_choice=False,
        default=Found.WAITING.value,
        validators=[Needed(_l("Choose what came of it.")), OneOf()],
    )
    volumes = StringField(_l("Files or boxes"), validators=[AtMost(6)])
    pages = StringField(_l("Pages"), validators=[AtMost(9)])
    statement = TextAreaField(
        _l("If it is missing or was destroyed: what we tell them"), validators=[AtMost(LONGEST_WORDS)]
    )
    chase_on = DayField(_l("If you wait for an answer: when to ask again"))
    seen = HiddenField()

    def __init__(
        self,
        *args: Any,
        places: Choices,
        came: Choices,
        today: date,
        before: Looked | None = None,
        seen: int = 0,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("data", _data(before) if before else {"asked_on": today})
        super().__init__(*args, **kwargs)
        self.place.choices, self.found.choices = list(places), list(came)
        self.today, self.before = today, before
        if not self.is_submitted():
            self.seen.data = str(seen)

    def validate_years_from(self, field: Any) -> None:
        _number(field, _l("Write a year with four numbers, like 1998, or leave it."), digits=4)

    def validate_years_until(self, field: Any) -> None:
        _number(field, _l("Write a year with four numbers, like 1998, or leave it."), digits=4)

    def validate_volumes(self, field: Any) -> None:
        _number(field, _l("Write a number, or leave it."))

    def validate_pages(self, field: Any) -> None:
        _number(field, _l("Write a number, or leave it."))

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        before = self.before.chase_on if self.before else None
        why = why_not_log(self.looked(), self.today, chase_before=before)
        if why:
            self.say(why)
        return why is None

    def say(self, why: Enum) -> None:
        """Put a reason of the rules beside what it is about."""
        name = _FIELD_OF.get(why) if isinstance(why, WhyNotLog) else None
        field = self[name or "place"]
        field.errors = [*field.errors, WORDS.get(why, WORDS[WhyNotLog.CHANGED_MEANWHILE])]

    def looked(self) -> Looked:
        """What was filled in, as the rules see it."""
        return Looked(
            place=SearchPlace(self.place.data),
            asked_on=self.asked_on.data,
            found=Found(self.found.data),
            where=self.where.data or "",
            asked=self.asked.data or "",
            years_from=_int(self.years_from.data),
            years_until=_int(self.years_until.data),
            statement=self.statement.data or "",
            volumes=_int(self.volumes.data),
            pages=_int(self.pages.data),
            chase_on=self.chase_on.data if self.found.data == Found.WAITING.value else None,
        )

    def seen_changes(self) -> int:
        return _int(self.seen.data) or 0


class ChaseForm(Form):
    """They were asked again. `seen`: how often they had been asked when the page was opened."""

    seen = HiddenField()

    def seen_chases(self) -> int:
        return _int(self.seen.data) or 0


class LetterForm(SendOnceForm):
    """The letter about what is missing, as the officer leaves it."""

    words = TextAreaField(
        _l("The letter"), validators=[Needed(_l("Write the letter.")), AtMost(LONGEST_WORDS)]
    )


def _data(before: Looked) -> dict[str, Any]:
    said = dict(vars(before))
    for name in ("years_from", "years_until", "volumes", "pages"):
        said[name] = "" if said[name] is None else str(said[name])
    return said | {"place": before.place.value, "found": before.found.value}


def _number(field: Any, words: Any, *, digits: int | None = None) -> None:
    text = field.data or ""
    if text and (_int(text) is None or (digits is not None and len(text) != digits)):
        raise ValidationError(words)


def _int(text: str | None) -> int | None:
    plain = (text or "").replace(",", "").replace(" ", "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None
