"""The forms about members: their seat, who votes, training; and what somebody needs to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import AnyOf, AtMost, DayField, Needed, SendOnceForm
from portal.panels.forms.challenges import NO, YES, OneOffered
from portal.panels.forms.naming import NamesCheckedForm
from portal.panels.rules import MemberKind
from portal.panels.rules.members import MAX_WORDS, WhyNot, why_not_member, why_not_training

KINDS = [
    SelectChoice(MemberKind.COUNCILLOR.value, _l("A councillor")),
    SelectChoice(MemberKind.YOUNG_MEMBER.value, _l("A young member")),
    SelectChoice(MemberKind.CO_OPTEE.value, _l("A co-optee")),
]


class SeatForm(SendOnceForm):
    """As what somebody sits on the panel, from and to."""

    kind = RadioField(
        _l("As what do they sit on the panel?"),
        choices=KINDS,
        validators=[OneOffered(_l("Say as what they sit on the panel."))],
        validate_choice=False,
    )
    chairs = BooleanField(_l("They chair it: they are told when a challenge stays late"))
    from_on = DayField(_l("From which day?"))
    until_on = DayField(_l("Until which day, if that is known?"))

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        if self.from_on.data is None and not self.from_on.errors:
            self.from_on.errors = [_l("Give the day from which they are a member.")]
            fine = False
        elif (
            why_not_member(MemberKind.COUNCILLOR, self.from_on.data, self.until_on.data) is WhyNot.ENDS_FIRST
        ):
            self.until_on.errors = [_l("This day is before they came. Pick a later one.")]
            fine = False
        return fine


class TermsForm(NamesCheckedForm):
    """Who votes, and where that was agreed."""

    looks_up = True
    voting = SelectMultipleField(
        _l("Who has a vote?"), choices=KINDS, validators=[AnyOf()], validate_choice=False
    )
    agreed = StringField(
        _l("Where and when was that agreed?"),
        validators=[Needed(_l("Say where it was agreed, like “Terms of reference, May 2026”.")), AtMost(300)],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        return self.names_are_out(self.agreed) and fine


class TrainForm(SendOnceForm):
    """Training a member had."""

    what = StringField(_l("What was it?"), validators=[Needed(_l("Say what it was.")), AtMost(200)])
    held_on = DayField(_l("On which day?"))
    again_on = DayField(_l("When is it due again, if it is?"))

    def set_up(self, today: date) -> None:
        self.today = today
        self.give_id()

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        why = why_not_training("-", self.held_on.data, self.again_on.data, self.today)
        if why is WhyNot.NOT_HELD and not self.held_on.errors:
            self.held_on.errors = [_l("Give the day it was held. It cannot be still to come.")]
        elif why is WhyNot.AGAIN_FIRST:
            self.again_on.errors = [_l("This day is before it was held. Pick a later one.")]
        return fine and why is None


class CostForm(SendOnceForm):
    """What somebody needs to come."""

    needs = SelectMultipleField(
        _l("What would help?"),
        choices=[
            SelectChoice("travel", _l("Travel: tickets, petrol or a lift")),
            SelectChoice("food", _l("Food and drink")),
            SelectChoice("time", _l("Time off school or work")),
            SelectChoice("person", _l("Somebody to come with me")),
            SelectChoice("else", _l("Something else")),
        ],
        validators=[AnyOf()],
        validate_choice=False,
    )
    meeting = SelectField(
        _l("For which meeting?"), validators=[OneOffered(_l("Pick the meeting."))], validate_choice=False
    )
    words = TextAreaField(
        _l("Tell us more, and what it cost if you paid already"), validators=[AtMost(MAX_WORDS)]
    )

    def offer(self, meetings: Sequence[tuple[str, str]]) -> None:
        self.meeting.choices = [SelectChoice(value, words) for value, words in meetings]
        self.give_id()

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        if not self.needs.data and not self.words.data:
            self.needs.errors = [_l("Tick what would help, or write it.")]
            fine = False
        return fine

    def asked(self) -> str:
        """What they ticked and wrote, as one text."""
        labels = {value: str(label) for value, label, *_rest in self.needs.iter_choices()}
        ticked = [labels[one] for one in self.needs.data or [] if one in labels]
        return "\n".join([*ticked, *([self.words.data] if self.words.data else [])])


class CostAnswerForm(NamesCheckedForm):
    """Whether it is paid, and how or why not."""

    looks_up = True
    agrees = RadioField(
        _l("Do you pay it?"),
        choices=[SelectChoice(YES, _l("Yes")), SelectChoice(NO, _l("No"))],
        validators=[OneOffered(_l("Say yes or no."))],
        validate_choice=False,
    )
    answer = TextAreaField(_l("What you tell them"), validators=[AtMost(MAX_WORDS)])

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        if self.agrees.data == NO and not self.answer.data:
            self.answer.errors = [_l("Say the true reason.")]
            fine = False
        return self.names_are_out(self.answer) and fine
