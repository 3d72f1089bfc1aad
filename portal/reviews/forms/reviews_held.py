"""It was held: one page, filled as far as is known, so that a busy IRO mostly reads and presses."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, DayField, Needed, OneOf, SendOnceForm
from portal.reviews.forms.reviews import LINE, WORDS, is_a_time, read_time
from portal.reviews.rules import TalkHow, WhyLate, WhyNoTalk
from portal.reviews.rules.reviews_said import Held, Meeting
from portal.reviews.rules.reviews_took_part import CODES

DONE = [
    SelectChoice("yes", _l("Yes, it is complete")),
    SelectChoice("no", _l("No, it goes on on another day")),
]


class HeldForm(SendOnceForm):
    """When, how they took part, who came, whether it goes on, the talk alone, why it was late."""

    on = DayField(_l("Which day was it held?"), validators=[Needed(_l("Write the day it was held."))])
    done = RadioField(
        _l("Is the review complete?"),
        validate_choice=False,
        choices=DONE,
        default="yes",
        validators=[Needed(_l("Pick one of these.")), OneOf()],
    )
    next_on = DayField(_l("It goes on on"))
    next_clock = StringField(_l("Time"), validators=[AtMost(20), is_a_time])
    took_part = RadioField(_l("How did they take part?"), validate_choice=False, validators=[OneOf()])
    chaired = BooleanField(_l("They led the meeting, or part of it"))
    who = TextAreaField(_l("Who came"), validators=[AtMost(WORDS)])
    talk = RadioField(
        _l("Did you talk with them alone before it?"), validate_choice=False, validators=[OneOf()]
    )
    talk_note = TextAreaField(_l("Your note of the talk"), validators=[AtMost(WORDS)])
    why_late = SelectField(_l("Why was it late?"), validate_choice=False, validators=[OneOf()])
    late_words = StringField(_l("A few words on why"), validators=[AtMost(LINE)])

    def set_up(
        self, codes: list[tuple[str, str]], talks: list[tuple[str, str]], late: list[tuple[str, str]]
    ) -> None:
        """Offer these words for the codes, the talk, the reasons."""
        self.took_part.choices = [SelectChoice(value, words) for value, words in codes]
        self.talk.choices = [SelectChoice(value, words) for value, words in talks]
        self.why_late.choices = [SelectChoice("", _l("Pick a reason")), *_choices(late)]

    @property
    def goes_on(self) -> bool:
        return bool(self.done.data == "no")

    def validate_next_on(self, field: Field) -> None:
        if self.goes_on and not field.data:
            raise ValidationError(_l("Write the day on which it goes on."))

    def validate_took_part(self, field: Field) -> None:
        if not self.goes_on and field.data not in CODES:
            raise ValidationError(_l("Pick how they took part."))

    def held(self) -> Held:
        assert self.on.data
        if self.goes_on:
            assert self.next_on.data
            meeting = Meeting(self.next_on.data, read_time(self.next_clock.data or "") or "")
            return Held(self.on.data, who=self.who.data or "", goes_on=meeting)
        return Held(self.on.data, self.took_part.data, self.who.data or "", bool(self.chaired.data))

    def talked(self) -> TalkHow | WhyNoTalk | None:
        return talk_of(self.talk.data or "")

    def late(self) -> WhyLate | None:
        return WhyLate(self.why_late.data) if self.why_late.data else None


class EarlierForm(SendOnceForm):
    """A review that was held before anybody wrote them down here."""

    on = DayField(_l("Which day was it held?"), validators=[Needed(_l("Write the day it was held."))])
    took_part = SelectField(
        _l("How did they take part?"),
        validate_choice=False,
        validators=[Needed(_l("Pick how they took part.")), OneOf()],
    )

    def set_up(self, codes: list[tuple[str, str]]) -> None:
        self.took_part.choices = [SelectChoice("", _l("Pick one")), *_choices(codes)]


def talk_of(value: str) -> TalkHow | WhyNoTalk | None:
    """How they talked, or why not, by the value of a choice."""
    if value in set(TalkHow):
        return TalkHow(value)
    return WhyNoTalk(value) if value in set(WhyNoTalk) else None


def _choices(pairs: list[tuple[str, str]]) -> list[Any]:
    return [SelectChoice(value, words) for value, words in pairs]
