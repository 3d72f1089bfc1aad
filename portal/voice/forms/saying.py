"""The three pages of saying something, and the page that changes who gets it.

One thing is enough: words, a wish, an answer, a card on the board, a picture. How a page's fields are read
without checking anything is in `saying_typed`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import Optional

from portal.kit.forms import AtMost, Form, SendOnceForm
from portal.voice.forms.saying_checks import AnyOf as AnyOf
from portal.voice.forms.saying_checks import OneOf as OneOf
from portal.voice.forms.saying_prompts import fields_of, typed_answers
from portal.voice.forms.saying_typed import NUMBER, PAGES
from portal.voice.forms.saying_typed import SHORT as SHORT
from portal.voice.forms.saying_typed import ids_in as ids_in
from portal.voice.forms.saying_typed import said_in as said_in
from portal.voice.queries.drafts import Started, Typed
from portal.voice.rules import Face, QuoteConsent, SafeNow


def choices_of(*pairs: tuple[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


FACES = choices_of(
    (Face.VERY_GOOD.value, _l("Really good")),
    (Face.GOOD.value, _l("Good")),
    (Face.MIXED.value, _l("Up and down")),
    (Face.BAD.value, _l("Not good")),
    (Face.VERY_BAD.value, _l("Really bad")),
)
SAFE = choices_of(
    (SafeNow.YES.value, _l("Yes")),
    (SafeNow.NOT_SURE.value, _l("I'm not sure")),
    (SafeNow.NO.value, _l("No")),
)
CALL = choices_of(("yes", _l("Yes, ring me")), ("no", _l("No")))
QUOTE = choices_of(
    (QuoteConsent.YES.value, _l("Yes")),
    (QuoteConsent.CHANGED.value, _l("Yes, if you change the words")),
    (QuoteConsent.NO.value, _l("No")),
)


class SayForm(SendOnceForm):
    """A page of saying something. A field that should come once and came twice is shown again."""

    page: str

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        singles: list[Field] = [*(self[name] for name in PAGES[self.page][0]), *fields_of(self)]
        for field in singles:
            if len(field.raw_data or []) > 1:
                field.errors = [*field.errors, _l("This came twice. Look at it and send it again.")]
                fine = False
        return fine

    def typed(self) -> dict[str, str | list[str]]:
        """What is on this page now, for the draft."""
        ones, several = PAGES[self.page]
        found: dict[str, str | list[str]] = {name: str(self[name].data or "") for name in ones}
        if not found.get("asked"):
            found.pop("asked", None)
        found |= {name: [str(value) for value in self[name].data or []] for name in several}
        return found | typed_answers(self)


class HowForm(SayForm):
    """Page 1: how things are, and what can be picked."""

    page = "how"
    asked = HiddenField()
    face = RadioField(
        _l("Pick a face"), choices=FACES, validate_choice=False, validators=[Optional(), OneOf()]
    )


class WordsForm(SayForm):
    """Page 2: what it is about, their own words, what they want to happen."""

    page = "words"
    asked = HiddenField()
    topics = SelectMultipleField(_l("What is it about?"), validate_choice=False, validators=[AnyOf()])
    words = TextAreaField(_l("Say it in your own words"))
    wants = TextAreaField(_l("What do you want to happen?"))

    def set_up(self, topics: Sequence[tuple[str, str]], max_words: int) -> None:
        """Offer these topics; take this many letters at most."""
        self.topics.choices = choices_of(*topics)
        self.words.validators = [AtMost(max_words)]
        self.wants.validators = [AtMost(max_words)]

    def is_not_enough(self) -> None:
        """Nothing was said in any way yet: say so beside the words, the simplest way."""
        self.words.errors = [*self.words.errors, _l("Write something here. A few words are enough.")]


class SendForm(SayForm):
    """Page 3: safe now, a call, who gets it, whom it is about, may we use the words."""

    page = "send"
    safe_now = RadioField(
        _l("Are you safe right now?"), choices=SAFE, validate_choice=False, validators=[Optional(), OneOf()]
    )
    wants_call = RadioField(
        _l("Do you want someone to ring you?"),
        choices=CALL,
        validate_choice=False,
        validators=[Optional(), OneOf()],
    )
    call_when = StringField(_l("When is a good time?"), validators=[AtMost(SHORT)])
    call_who = StringField(_l("Who else might pick up?"), validators=[AtMost(SHORT)])
    call_number = StringField(_l("What number?"), validators=[AtMost(NUMBER)])
    to = SelectMultipleField(_l("Who should get it?"), validate_choice=False, validators=[AnyOf()])
    about = SelectMultipleField(
        _l("Is it about one of these people?"), validate_choice=False, validators=[AnyOf()]
    )
    about_name = StringField(_l("Somebody else? Write their name"), validators=[AtMost(SHORT)])
    quote = RadioField(
        _l("May we use your words?"), choices=QUOTE, validate_choice=False, validators=[Optional(), OneOf()]
    )

    def set_up(self, to: Sequence[tuple[str, str]], about: Sequence[tuple[str, str]]) -> None:
        """Offer these people."""
        self.to.choices, self.about.choices = choices_of(*to), choices_of(*about)


class PeopleForm(Form):
    """Who gets it, changed later."""

    to = SelectMultipleField(_l("Who should get it?"), validate_choice=False, validators=[AnyOf()])

    def set_up(self, to: Sequence[tuple[str, str]]) -> None:
        """Offer these people."""
        self.to.choices = choices_of(*to)

    def picked(self) -> list[UUID]:
        return ids_in(self.to.data or [])


class TakeBackForm(Form):
    """The same words may be with the advocate too, or with the council too."""

    both = BooleanField(_l("Take back both"), default=True)


def fill(form: SayForm, started: Started | None, answered: Typed | None = None) -> None:
    """Show what was kept, and go on under the same id so that a double tap stays one sending.

    `answered`: what other pages answered already; what was kept of this page goes before it."""
    if started is None:
        form.give_id()
        return
    form.send_once.data = str(started.send_once)
    started = replace(started, typed={**(answered or {}), **started.typed})
    ones, several = PAGES[form.page]
    for name in ones:
        form[name].data = started.text(name) or None
    for name in several:
        if name in started.typed:
            form[name].data = started.ticked(name)
    for field in fields_of(form):
        field.data = started.text(field.name) or None
