"""The small forms of one request's page: what happened, putting it right, who asks, handing on, writing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.kit.forms import AtMost, DayField, Needed, OneOf, SendOnceForm
from portal.records.rules import EventKind
from portal.records.rules.reasons import NEEDS_WORDS, REASONS, WithdrawnReason
from portal.records.rules.receiving import LONGEST_LINE, LONGEST_WORDS

Choices = Sequence[SelectChoice]


class EventForm(SendOnceForm):
    """Something happened: on which day, why, and what was said. What a kind does not ask for is left out."""

    names_newer = True

    on = DayField(_l("On which day?"), validators=[Needed(_l("Write the day."))])
    reason = RadioField(
        _l("Why?"), validate_choice=False, validators=[Needed(_l("Choose one of these.")), OneOf()]
    )
    newer = StringField(_l("The reference of the newer request"), validators=[AtMost(LONGEST_LINE)])
    words = TextAreaField(_l("In words"), validators=[AtMost(LONGEST_WORDS)])

    def __init__(
        self, *args: Any, kind: EventKind, reasons: Choices, today: date, words: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if kind in REASONS:
            self.reason.choices = list(reasons)
        else:
            del self.reason
        if not (self.names_newer and kind is EventKind.WITHDRAWN):
            del self.newer
        if not self.is_submitted():
            self.on.process(None, today)
            self.words.data = self.words.data or words
        self.needs_words = kind in NEEDS_WORDS

    def newer_wanted(self) -> str:
        """The reference that was typed, where a newer request takes its place."""
        is_superseded = "newer" in self and self.said_why() == WithdrawnReason.SUPERSEDED
        return str(self.newer.data or "").strip() if is_superseded else ""

    def said_why(self) -> str:
        return str(self.reason.data or "") if "reason" in self else ""


class CorrectForm(EventForm):
    """The same event as it really was, and why it is put right; or that it did not happen."""

    names_newer = False

    is_void = BooleanField(_l("It did not happen at all"))
    why = StringField(
        _l("Why do you put it right?"),
        validators=[Needed(_l("Write why you put it right.")), AtMost(LONGEST_LINE)],
    )


class WhoForm(SendOnceForm):
    """One question about who asks, its answer and the reason."""

    answer = RadioField(
        _l("Your decision"), validate_choice=False, validators=[Needed(_l("Choose one of these.")), OneOf()]
    )
    words = TextAreaField(
        _l("Your reason"), validators=[Needed(_l("Write your reason.")), AtMost(LONGEST_WORDS)]
    )

    def __init__(self, *args: Any, answers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answer.choices = list(answers)


class HandForm(SendOnceForm):
    """Who has it from now on."""

    officer = SelectField(
        _l("Hand it to"), validate_choice=False, validators=[Needed(_l("Choose somebody.")), OneOf()]
    )

    def __init__(self, *args: Any, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer.choices = list(officers)

    def officer_id(self) -> UUID:
        return UUID(self.officer.data)


class WriteForm(SendOnceForm):
    """A message to whoever asked."""

    words = TextAreaField(
        _l("Your message"), validators=[Needed(_l("Write your message.")), AtMost(LONGEST_WORDS)]
    )

    def begin_with(self, words: str) -> None:
        """Words to begin with, before whatever was typed already."""
        typed = str(self.words.data or "")
        self.words.data = typed if typed.startswith(words[:40]) else f"{words}{typed}"


class FindPersonForm(SendOnceForm):
    """Words of a name, or the council's number."""

    asked = StringField(
        _l("Name, or the council’s number"),
        validators=[Needed(_l("Write a name or a number.")), AtMost(LONGEST_LINE)],
    )


class PickForm(SendOnceForm):
    """One of those that were found, picked by a person."""

    picked = RadioField(
        _l("Who is it?"), validate_choice=False, validators=[Needed(_l("Choose one, or go back.")), OneOf()]
    )

    def __init__(self, *args: Any, found: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.picked.choices = list(found)

    def picked_id(self) -> UUID:
        return UUID(self.picked.data)


class ApartForm(SendOnceForm):
    """Why the adoption file is set apart."""

    words = TextAreaField(
        _l("What do you know of an adoption file?"),
        validators=[Needed(_l("Write what you know of it.")), AtMost(LONGEST_WORDS)],
    )
