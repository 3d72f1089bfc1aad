"""After it is sent: adding, changing, may we use your words, a copy; and the desk's "I have read it"."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import Optional

from portal.kit.forms import AtMost, Form, Needed, SendOnceForm
from portal.voice.forms.saying import QUOTE, AnyOf, OneOf, choices_of, ids_in
from portal.voice.rules import QuoteConsent


class AddForm(SendOnceForm):
    """More words, or other words."""

    words = TextAreaField(_l("What do you want to add?"))

    def set_up(self, max_words: int) -> None:
        self.words.validators = [Needed(_l("Write something first.")), AtMost(max_words)]


class ChangeForm(AddForm):
    words = TextAreaField(_l("What do you want to say now?"))


class LetUseForm(Form):
    """May we use your words?"""

    quote = RadioField(
        _l("May we use your words?"),
        choices=QUOTE,
        validate_choice=False,
        validators=[Needed(_l("Pick one of these three.")), OneOf()],
    )

    def consent(self) -> QuoteConsent:
        return QuoteConsent(self.quote.data)


class CopyForm(Form):
    """What goes into the copy, and as what kind of file."""

    said = SelectMultipleField(_l("What you said"), validate_choice=False, validators=[AnyOf()])
    taken_back = SelectMultipleField(_l("What you took back"), validate_choice=False, validators=[AnyOf()])
    safety = BooleanField(_l("Also my answers about being safe, and calls I asked for"))
    kind = RadioField(
        _l("What kind of file?"),
        choices=choices_of(
            ("html", _l("A page. It opens on any phone.")), ("pdf", _l("A PDF. It is good to print."))
        ),
        default="html",
        validate_choice=False,
        validators=[Optional(), OneOf()],
    )

    def offer(self, said: Sequence[tuple[str, str]], taken_back: Sequence[tuple[str, str]]) -> None:
        self.said.choices, self.taken_back.choices = choices_of(*said), choices_of(*taken_back)

    def picked(self) -> list[UUID]:
        """In no order: the file has its own."""
        return list(ids_in([*(self.said.data or []), *(self.taken_back.data or [])]))


class AdditionReadForm(Form):
    """The desk has read what was added."""

    checked = BooleanField(
        _l("Everybody it concerns is marked above, or it concerns nobody new"),
        validators=[Needed(_l("First look at whom it concerns. If it is somebody new, add them below."))],
    )
