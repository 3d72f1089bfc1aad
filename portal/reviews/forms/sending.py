"""Sending a letter, calling it back, and saying that it was given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField, TextAreaField

from portal.kit.forms import AnyOf, AtMost, DayField, Needed, OneOf, SendOnceForm
from portal.reviews.rules import Way
from portal.reviews.rules.sending import LONGEST_ADDRESS, LONGEST_WHY, Going, WhyNot
from portal.voice.forms.saying import choices_of

_SHOWN_AT = {
    WhyNot.NO_ADDRESS: "address",
    WhyNot.LONG_ADDRESS: "address",
    WhyNot.MOVED: "is_checked",
    WhyNot.NOBODY_TO_READ: "with_whom",
    WhyNot.NOT_WITH_THEM: "with_whom",
    WhyNot.NO_WAY: "ways",
    WhyNot.NO_PAGE: "ways",
    WhyNot.NOT_CHECKED: "ways",
    WhyNot.ONLY_TOGETHER: "ways",
    WhyNot.GIVEN: "ways",
}


class SendForm(SendOnceForm):
    """The ways it goes, and what each of them needs."""

    ways = SelectMultipleField(_l("How does it get to them?"), validate_choice=False, validators=[AnyOf()])
    with_whom = SelectField(
        _l("Who reads it with them, or hands it over?"), validate_choice=False, validators=[OneOf()]
    )
    address = TextAreaField(_l("Address for the envelope"), validators=[AtMost(LONGEST_ADDRESS)])
    is_checked = BooleanField(_l("I looked up where they live today, and this is it"))

    def offer(self, ways: Sequence[tuple[Way, Any]], people: Sequence[tuple[str, str]]) -> None:
        self.ways.choices = choices_of(*[(way.value, words) for way, words in ways])
        self.with_whom.choices = choices_of(("", _l("Nobody picked")), *people)

    def goings(self) -> list[Going]:
        """What was picked, in the order of the page."""
        return [self._going(Way(value)) for value in self.ways.data or []]

    def _going(self, way: Way) -> Going:
        picked = UUID(self.with_whom.data) if self.with_whom.data else None
        return Going(
            way,
            address=self.address.data or "" if way is Way.PAPER else "",
            is_checked=bool(self.is_checked.data),
            with_id=picked if way in (Way.TOGETHER, Way.HAND) else None,
        )

    def refuse(self, why: object, words: str) -> None:
        """Say it where it can be put right."""
        name = _SHOWN_AT.get(why) if isinstance(why, WhyNot) else None
        if name:
            field = self[name]
            field.errors = [*field.errors, words]
        else:
            self.form_errors = [words]


class RecallForm(SendOnceForm):
    why = TextAreaField(
        _l("Why is it taken back?"),
        description=_l("For the record. The young person reads only that it was taken back to put it right."),
        validators=[Needed(_l("Write why it is taken back.")), AtMost(LONGEST_WHY)],
    )


class DoneForm(SendOnceForm):
    on = DayField(_l("On which day?"))

    def day(self, today: date) -> date:
        return self.on.data or today

    def refuse(self, words: str) -> None:
        self.on.errors = [*self.on.errors, words]
