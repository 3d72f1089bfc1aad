"""Complaining, or saying thank you, from outside; and coming back with five words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.accounts.words import Reading, read
from portal.complaints.rules import Complainer
from portal.complaints.rules.family import WORDS
from portal.kit.forms import AtMost, Form, Needed, OneOf, SendOnceForm

WHO = [
    SelectChoice(Complainer.PARENT.value, _l("A parent")),
    SelectChoice(Complainer.CARER.value, _l("A foster carer, or somebody who looks after a child")),
    SelectChoice(Complainer.FAMILY.value, _l("Somebody else of the family")),
    SelectChoice(Complainer.ADVOCATE.value, _l("Somebody who speaks for a child")),
    SelectChoice(Complainer.OTHER.value, _l("Somebody else")),
]


class FamilyForm(SendOnceForm):
    """What happened, and how to answer. Who they are to the child is asked, not judged."""

    who = RadioField(_l("Who are you?"), choices=WHO, validate_choice=False, validators=[OneOf()])
    name = StringField(
        _l("Your name"),
        validators=[Needed(_l("Write your name. To stay without one, use the link below.")), AtMost(200)],
    )
    reach = TextAreaField(
        _l("How can we reach you?"),
        validators=[Needed(_l("Write a phone number, an e-mail or an address.")), AtMost(600)],
    )
    child_name = StringField(_l("Is it about a child? Which one?"), validators=[AtMost(200)])
    words = TextAreaField(
        _l("What happened?"), validators=[Needed(_l("Say what happened. A few words are enough."))]
    )
    wish = TextAreaField(_l("What would make it right?"))
    about = StringField(_l("Is it about somebody who works with us?"), validators=[AtMost(200)])

    def limit(self, most: int) -> None:
        self.words.validators = [*self.words.validators, AtMost(most)]
        self.wish.validators = [AtMost(most)]

    def say(self, message: str) -> None:
        """What came of the try, beside the words."""
        self.words.errors = [message]


class ThankForm(SendOnceForm):
    """A thank-you: whom for what."""

    words = TextAreaField(
        _l("What do you want to say thank you for?"), validators=[Needed(_l("Write it here."))]
    )
    about = StringField(_l("Who is it for?"), validators=[AtMost(200)])
    name = StringField(_l("Your name"), validators=[AtMost(200)])

    def limit(self, most: int) -> None:
        self.words.validators = [*self.words.validators, AtMost(most)]

    def say(self, message: str) -> None:
        self.words.errors = [message]


class BackForm(Form):
    """The five words. They are called `code` here, so that no page for what could not be kept shows them."""

    code = TextAreaField(_l("Your five words"))

    @property
    def reading(self) -> Reading:
        """What was understood of them."""
        return read(str(self.code.data or "")[:400])

    def is_fine(self) -> bool:
        """Whether five words of ours were typed; says what is wrong with them."""
        found = self.reading
        if not self.validate():
            return False
        if not found.pieces:
            self.code.errors = [_("Type or paste your five words here.")]
        elif found.unknown:
            typed = "”, “".join(piece.typed[:30] for piece in found.unknown[:6])
            self.code.errors = [_("We do not know “%(typed)s”. Check how it is spelled.", typed=typed)]
        elif len(found.words) != WORDS:
            self.code.errors = [
                _("We read %(count)d words. You need all %(five)d.", count=len(found.words), five=WORDS)
            ]
        return not self.code.errors

    def say(self, message: str) -> None:
        """Put what came of the try beside the words."""
        self.code.errors = [message]
