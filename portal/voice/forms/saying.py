"""The three pages of saying something, and the page that changes who gets it.

Only the words are needed. A page's fields are also read without checking anything (`typed_in`): for the
draft, for a session that ran out, and for "I'm not safe", which is never refused for a field.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import Optional, ValidationError

from portal.kit.forms import AtMost, Form, Needed, SendOnceForm, clean
from portal.voice.queries.drafts import Started, Typed
from portal.voice.rules import Face, QuoteConsent, SafeNow
from portal.voice.rules.saying import ADVOCATE, Said


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

SHORT, NUMBER = 200, 40
PAGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "how": (("face",), ()),
    "words": (("words", "wants"), ("topics",)),
    "send": (
        ("safe_now", "wants_call", "call_when", "call_who", "call_number", "about_name", "quote"),
        ("to", "about"),
    ),
}
"""Each page's fields: those with one value, and those of which several may be ticked."""


class OneOf:
    """One of the choices, or none. A choice we did not offer is not taken."""

    def __call__(self, form: Form, field: Any) -> None:
        if field.data and str(field.data) not in {choice.value for choice in field.iter_choices()}:
            field.data = None
            raise ValidationError(_l("Pick one of these, or leave it."))


class AnyOf:
    """Any of the choices. One we did not offer is not taken; the others stay ticked."""

    def __call__(self, form: Form, field: Any) -> None:
        offered = {choice.value for choice in field.iter_choices()}
        if not set(field.data or []) <= offered:
            field.data = [value for value in field.data if value in offered]
            raise ValidationError(_l("Something you picked is not there any more. Look again."))


class SayForm(SendOnceForm):
    """A page of saying something. A field that should come once and came twice is shown again."""

    page: str

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        for name in PAGES[self.page][0]:
            field: Field = self[name]
            if len(field.raw_data or []) > 1:
                field.errors = [*field.errors, _l("This came twice. Look at it and send it again.")]
                fine = False
        return fine

    def typed(self) -> dict[str, str | list[str]]:
        """What is on this page now, for the draft."""
        ones, several = PAGES[self.page]
        found: dict[str, str | list[str]] = {name: str(self[name].data or "") for name in ones}
        return found | {name: [str(value) for value in self[name].data or []] for name in several}


class HowForm(SayForm):
    """Page 1: how things are."""

    page = "how"
    face = RadioField(
        _l("Pick a face"), choices=FACES, validate_choice=False, validators=[Optional(), OneOf()]
    )


class WordsForm(SayForm):
    """Page 2: what it is about, their own words, what they want to happen."""

    page = "words"
    topics = SelectMultipleField(_l("What is it about?"), validate_choice=False, validators=[AnyOf()])
    words = TextAreaField(_l("Say it in your own words"))
    wants = TextAreaField(_l("What do you want to happen?"))

    def set_up(self, topics: Sequence[tuple[str, str]], max_words: int) -> None:
        """Offer these topics; take this many letters at most."""
        self.topics.choices = choices_of(*topics)
        self.words.validators = [
            Needed(_l("Write something here. A few words are enough.")),
            AtMost(max_words),
        ]
        self.wants.validators = [AtMost(max_words)]


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


def fill(form: SayForm, started: Started | None) -> None:
    """Show what was kept, and go on under the same id so that a double tap stays one sending."""
    if started is None:
        form.give_id()
        return
    form.send_once.data = str(started.send_once)
    ones, several = PAGES[form.page]
    for name in ones:
        form[name].data = started.text(name) or None
    for name in several:
        if name in started.typed:
            form[name].data = started.ticked(name)


def typed_in(form: MultiDict[str, str], most: int) -> dict[str, str | list[str]]:
    """What came from whichever page it was, unchecked. At most `most` letters of each text are kept."""
    found: dict[str, str | list[str]] = {}
    for ones, several in PAGES.values():
        if form.get("page") in PAGES and PAGES[form["page"]] != (ones, several):
            continue
        for name in ones:
            if name in form:
                found[name] = "\n".join(clean(text) or "" for text in form.getlist(name))[:most]
        for name in several:
            if name in form or form.get("page") in PAGES:
                found[name] = [(clean(value) or "")[:NUMBER] for value in form.getlist(name)][:100]
    return found


def said_in(typed: Typed) -> Said:
    """What was typed, as one thing said. What means nothing is left out."""
    text = {name: value for name, value in typed.items() if isinstance(value, str)}
    ticked = {name: value for name, value in typed.items() if isinstance(value, list)}
    to = ticked.get("to", [])
    return Said(
        face=_one(Face, text.get("face")),
        topics=frozenset(ticked.get("topics", [])),
        words=text.get("words", ""),
        wants=text.get("wants", ""),
        safe_now=_one(SafeNow, text.get("safe_now")),
        wants_call=text.get("wants_call") == "yes",
        call_when=text.get("call_when", ""),
        call_who=text.get("call_who", ""),
        call_number=text.get("call_number", ""),
        to=tuple(ids_in(to)),
        to_advocate=ADVOCATE in to,
        about=frozenset(ids_in(ticked.get("about", []))),
        about_name=text.get("about_name", ""),
        quote=_one(QuoteConsent, text.get("quote")) or QuoteConsent.NO,
    )


def ids_in(values: Iterable[str]) -> list[UUID]:
    """The ids among these values, in their order."""
    return [found for found in map(_id, values) if found]


def _id(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def _one(kind: Any, value: str | None) -> Any:
    members: Collection[Any] = list(kind)
    return next((member for member in members if member.value == value), None)
