"""The desk's forms: marking a talk (or what a group said) read, and answering."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SearchField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, Form, Needed, SendOnceForm
from portal.nameless.rules import Outcome

OUTCOMES = [
    SelectChoice("", _l("Pick one")),
    SelectChoice(Outcome.NOTHING_NEEDED.value, _l("Nothing more is needed")),
    SelectChoice(Outcome.PASSED_ON.value, _l("Passed on")),
    SelectChoice(Outcome.REFERRAL.value, _l("Made a referral")),
    SelectChoice(Outcome.POLICE.value, _l("Told the police")),
    SelectChoice(
        Outcome.DESIGNATED_OFFICER.value, _l("Told the designated officer (somebody who works with children)")
    ),
    SelectChoice(Outcome.OTHER_COUNCIL.value, _l("Told the council where they live")),
]
SHORT = 200
NOBODY = "nobody"
Choice = tuple[str, str]


class MarkReadForm(Form):
    """What was done, whom it concerns, and who answers."""

    upto = HiddenField()
    outcome = SelectField(
        _l("What you did"),
        choices=OUTCOMES,
        validators=[Needed(_l("Say what was done, even if nothing more is needed."))],
    )
    reference = StringField(_l("Reference"), validators=[AtMost(SHORT)])
    note = TextAreaField(_l("Note"), validators=[AtMost(4000)])
    concerns = SelectMultipleField(_l("It concerns one of these people"), validate_choice=False)
    find = SearchField(_l("Look for somebody by name"), validators=[AtMost(SHORT)])
    answerer = SelectField(_l("Who answers"), validate_choice=False)

    def set_up(
        self,
        concerns: Sequence[Choice],
        answerers: Sequence[Choice],
        first: str,
        apart_with: Any,
        max_words: int,
    ) -> None:
        """Hand the form its choices; `apart_with` says who is kept from it when it concerns these too."""
        self.offered_concerns, self.offered_answerers = list(concerns), list(answerers)
        self.concerns.choices = list(concerns)
        self.answerer.choices = [(NOBODY, _l("Nobody: no answer is needed")), *answerers]
        if not self.answerer.data:
            self.answerer.data = first
        self.apart_with = apart_with
        self.note.validators = [AtMost(max_words)]

    def marked(self) -> frozenset[UUID]:
        """Whom it concerns, of those offered."""
        offered = {value for value, _label in self.offered_concerns}
        return frozenset(UUID(value) for value in self.concerns.data or [] if value in offered)

    def answerer_id(self) -> UUID | None:
        offered = {value for value, _label in self.offered_answerers}
        return UUID(self.answerer.data) if self.answerer.data in offered else None

    def validate_answerer(self, field: SelectField) -> None:
        apart: Collection[UUID] = self.apart_with(self.marked())
        if self.answerer_id() in apart:
            raise ValidationError(
                _l("It concerns this person, or somebody close to them. Choose somebody else.")
            )
        if field.data != NOBODY and self.answerer_id() is None:
            raise ValidationError(_l("Choose who answers, or that no answer is needed."))

    def number(self) -> int:
        """Up to which turn it was on the page."""
        text = str(self.upto.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


class AnswerForm(SendOnceForm):
    """Writing back, in plain words."""

    words = TextAreaField(_l("Your answer"), validators=[Needed(_l("Write your answer."))])

    def limit(self, most: int) -> None:
        self.words.validators = [*self.words.validators, AtMost(most)]
