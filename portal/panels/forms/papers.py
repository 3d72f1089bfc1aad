"""The forms by which a paper is prepared: its days, its words, its quotes, and publishing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.coding.figures import QuoteWords
from portal.disclosure.counts import Period
from portal.disclosure.small_numbers import small_numbers_of_people
from portal.kit.forms import AtMost, DayField, Form, Needed
from portal.panels.forms.naming import names_nobody_known, quoted
from portal.panels.queries.naming import looks_like_names
from portal.panels.queries.papers import Listed
from portal.panels.rules.papers import WhyNot, why_not_meets_on, why_not_other_days, why_not_period

MOST_LEAD = 600
MOST_QUESTIONS = 1500
WORDS = {
    WhyNot.ENDS_FIRST: _l("The last day is before the first."),
    WhyNot.NOT_CLOSED: _l("The period must be over. The last day can be yesterday at the latest."),
    WhyNot.TOO_LONG: _l("A period can have 400 days at most."),
    WhyNot.TOO_SHORT: _l("A period has 28 days at least: fewer would be about a few young people only."),
    WhyNot.WERE_COUNTED: _l("These days were counted, so they stay. For other days make another meeting."),
    WhyNot.OVERLAPS: _l("These days overlap the period of another meeting. Each day is in one paper only."),
    WhyNot.MEETS_BEFORE: _l("The meeting must be after the last day."),
    WhyNot.MEETS_ALREADY: _l("There is a meeting on this day already."),
}


class DaysForm(Form):
    """When the panel meets, and the period its paper is about."""

    meets_on = DayField(_l("The panel meets on"), [Needed(_l("Write the day of the meeting."))])
    first_on = DayField(_l("First day of the period"), [Needed(_l("Write the first day."))])
    last_on = DayField(_l("Last day of the period"), [Needed(_l("Write the last day."))])

    def validate_on(self, today: date, others: Sequence[Listed], counted: Period | None = None) -> bool:
        """Whether the days may be; each mistake is beside the day it is about. `counted`: the period that
        stays, because its numbers were worked out."""
        if not self.validate():
            return False
        periods = [one.period for one in others]
        first, last = self.first_on.data, self.last_on.data
        if why := why_not_period(first, last, today=today, others=periods):
            return _say(self.first_on if why is WhyNot.OVERLAPS else self.last_on, WORDS[why])
        if counted and (why := why_not_other_days(counted, self.period(), was_counted=True)):
            return _say(self.last_on if first == counted.first else self.first_on, WORDS[why])
        if why := why_not_meets_on(self.meets_on.data, last, taken={one.meets_on for one in others}):
            return _say(self.meets_on, WORDS[why])
        return True

    def period(self) -> Period:
        """The period, once it is valid."""
        return Period(self.first_on.data, self.last_on.data)


class WordsForm(Form):
    """What matters, in a sentence or two, and questions one could ask."""

    lead = TextAreaField(
        _l("What matters, in a sentence or two"),
        [Needed(_l("Write a sentence that says what matters.")), AtMost(MOST_LEAD)],
        description=_l("It stands first, in large letters. Say only what the numbers carry."),
    )
    questions = TextAreaField(
        _l("Questions you could ask"), [AtMost(MOST_QUESTIONS)], description=_l("One on each line.")
    )
    checked = BooleanField(_l("I have looked: nothing here could point to one young person."))

    def validate(self, extra_validators: Any = None) -> bool:
        """No known name, and nothing that looks like a pointer to somebody unless a person looked at it."""
        if not super().validate(extra_validators):
            return False
        both = (self.lead, self.questions)
        looked_at = [self._was_looked_at(field) for field in both]
        return all(looked_at) and names_nobody_known(*both)

    def _was_looked_at(self, field: TextAreaField) -> bool:
        words = field.data or ""
        found = list(dict.fromkeys([*looks_like_names(words), *small_numbers_of_people(words)]))
        if found and not self.checked.data:
            return _say(
                field,
                _(
                    "Look at this, then take it out or tick the box below: %(words)s. "
                    "Could it point to one young person?",
                    words=quoted(found),
                ),
            )
        return True


class PublishForm(Form):
    """Nothing to fill in: pressing the button is the decision."""


def quotes_form(quotes: Sequence[QuoteWords], chosen: Sequence[UUID]) -> Form:
    """A form with one choice for each quote: left out, or its place in the paper."""
    numbers = range(1, len(quotes) + 1)
    places = [
        SelectChoice("", _l("Leave it out")),
        *(SelectChoice(str(number), _l("Place %(num)s", num=number)) for number in numbers),
    ]
    now = {quote_id: str(place) for place, quote_id in enumerate(chosen, 1)}
    fields = {
        f"place_{quote.id.hex}": SelectField(
            _l("Where in the paper?"), choices=places, default=now.get(quote.id, "")
        )
        for quote in quotes
    }
    form: Form = type("QuotesForm", (Form,), fields)()
    return form


def chosen_in(form: Form, quotes: Sequence[QuoteWords]) -> list[UUID]:
    """The quotes that are used, by their places; those with the same place keep the order of the list."""
    placed = [(int(field.data), quote.id) for quote in quotes if (field := place_of(form, quote.id)).data]
    return [quote_id for _place_number, quote_id in sorted(placed, key=lambda each: each[0])]


def place_of(form: Form, quote_id: UUID) -> Any:
    """The form's field of this quote."""
    return form[f"place_{quote_id.hex}"]


def _say(field: Any, words: Any) -> bool:
    field.errors = [*field.errors, words]
    return False
