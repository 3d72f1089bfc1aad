"""Forms by which young people come in, keep their words, and give an address for notices."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import BooleanField, EmailField, Field, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import Email, Optional, ValidationError

from portal.accounts.forms.choices import one_of
from portal.accounts.words import Reading, read
from portal.kit.forms import AtMost, Form, Needed

_ENGLISH = Markup('<bdi lang="en" dir="ltr">{}</bdi>')
"""The words are English in every language: screen readers say them so, and they keep their direction."""


class WordsForm(Form):
    """Words as they come: any case, any spaces, pasted or put right by the phone."""

    words = TextAreaField(_l("Your words"), validators=[Needed(_l("Type your words here.")), AtMost(400)])
    shared = BooleanField(_l("Other people use this phone or tablet"))

    @property
    def reading(self) -> Reading:
        """What was understood of them."""
        return read(self.words.data or "")

    def validate_words(self, field: Field) -> None:
        unknown = self.reading.unknown
        if unknown:
            typed = "”, “".join(piece.typed[:30] for piece in unknown[:6])
            raise ValidationError(_("We do not know “%(typed)s”. Check how it is spelled.", typed=typed))
        if not self.reading.words:
            raise ValidationError(_("Type your words here."))

    def say(self, message: str) -> None:
        """Put what came of the try beside the words."""
        self.words.errors = [message]


class ComeInForm(WordsForm):
    """Words for coming back, and whether three are enough next time."""

    own_phone = BooleanField(_l("This is my own phone. Next time three words are enough here."))


class CardForm(WordsForm):
    """The words on a card."""

    words = TextAreaField(
        _l("The words on your card"),
        validators=[Needed(_l("Type the words on your card here.")), AtMost(400)],
    )


class OwnPhoneForm(Form):
    """Asked before words are made: on a shared one the browser must hold nothing."""

    own = RadioField(
        _l("Is this your own phone?"),
        choices=[
            SelectChoice("yes", _l("Yes, it is mine")),
            SelectChoice("no", _l("No, or others use it too")),
        ],
        validators=[one_of(_l("Pick one."))],
        validate_choice=False,
    )


class KeptWordsForm(Form):
    """Not a test of memory: the words are on the page. It makes people look at what they wrote down."""

    right: str = ""
    which = RadioField(
        validators=[Needed(_l("Look at what you saved. Then pick one word."))], validate_choice=False
    )

    def offer(self, words: Sequence[str], number: int) -> None:
        """Ask for the word with this number."""
        self.right = words[number - 1]
        self.which.choices = [SelectChoice(word, _ENGLISH.format(word)) for word in sorted(set(words))]
        self.which.label.text = _("Which one is word number %(number)d?", number=number)

    def validate_which(self, field: Field) -> None:
        if field.data != self.right:
            raise ValidationError(_("That is another one. Look at your words again, then pick."))


class AddressForm(Form):
    """Where neutral notices go. Empty takes the address away."""

    email = EmailField(
        _l("Your e-mail"),
        validators=[
            Optional(),
            AtMost(254),
            Email(message=_l("Write an e-mail address, like sam@example.org.")),
        ],
    )
