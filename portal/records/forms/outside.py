"""Coming back from outside: five words and a code. And the forms of the requester's page."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, StringField, TelField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import ValidationError

from portal.accounts.words import Reading, read
from portal.kit.forms import AtMost, Form, Needed, OneOf, SendOnceForm
from portal.records.forms.asking import HowForm, is_address
from portal.records.rules.feelings import Felt, FeltQuestion
from portal.records.rules.outside import CODE_DIGITS, WORDS, read_code


class ComeInForm(Form):
    """Their words and the code. "Send me a new code" needs the words only.

    The words are called `code` here, so that no page for what could not be kept shows them again."""

    code = TextAreaField(_l("Your five words"))
    number = StringField(_l("Your code"))

    @property
    def reading(self) -> Reading:
        """What was understood of the words."""
        return read(str(self.code.data or "")[:400])

    @property
    def typed_code(self) -> str:
        return read_code(str(self.number.data or ""))

    def has_words(self) -> bool:
        """Whether five words of ours were typed; says what is wrong with them."""
        found = self.reading
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

    def is_fine(self) -> bool:
        has_words = self.has_words()
        if len(self.typed_code) != CODE_DIGITS:
            self.number.errors = [_("Type the %(num)d numbers of your code.", num=CODE_DIGITS)]
        return has_words and not self.number.errors

    def say(self, message: str) -> None:
        """Put what came of the try beside the words."""
        self.code.errors = [message]


class WriteForm(SendOnceForm):
    """A message to us."""

    words = TextAreaField(_l("Write to us"), validators=[Needed(_l("Write your message here."))])

    def limit(self, most: int) -> None:
        self.words.validators = [*self.words.validators, AtMost(most)]


class AnswerForm(SendOnceForm):
    """Their answer to what we asked. Not called `words`: it stands on one page with a message."""

    answer = TextAreaField(_l("Your answer"), validators=[Needed(_l("Write your answer here."))])

    def limit(self, most: int) -> None:
        self.answer.validators = [*self.answer.validators, AtMost(most)]


class RingForm(SendOnceForm):
    """Please ring me."""

    number = TelField(
        _l("Which number shall we ring?"),
        validators=[Needed(_l("Write the number we can ring.")), AtMost(40)],
    )
    when = StringField(_l("When is a good time?"), validators=[AtMost(200)])


class ChangeForm(HowForm):
    """Changing how they would like it, and where we reach them."""

    is_outside = False

    email = EmailField(_l("E-mail"), validators=[AtMost(254)])
    phone = TelField(_l("Phone"), validators=[AtMost(40)])
    post = TextAreaField(_l("Address"), validators=[AtMost(600)])

    def leave_reach(self) -> None:
        """Where they can be reached is not shown on this page, nor changed."""
        for name in ("email", "phone", "post"):
            del self[name]

    def reach(self) -> tuple[str | None, str | None, str | None]:
        """E-mail, phone and address; None for what is to stay as it is."""
        fields = [self._fields.get(name) for name in ("email", "phone", "post")]
        email, phone, post = (None if one is None else one.data or "" for one in fields)
        return email, phone, post

    def validate_post(self, field: TextAreaField) -> None:
        if self.is_outside and not (self.email.data or self.phone.data or field.data):
            raise ValidationError(_l("Give us one way to reach you: e-mail, phone or an address."))

    def validate_email(self, field: EmailField) -> None:
        if field.data and not is_address(field.data):
            raise ValidationError(_l("Write an e-mail address, like sam@example.org."))


class NewEmailForm(Form):
    """The code that was mailed to a new e-mail."""

    number = StringField(_l("Your code"))

    @property
    def typed_code(self) -> str:
        return read_code(str(self.number.data or ""))

    def has_code(self) -> bool:
        """Whether six numbers were typed; says so if not."""
        if len(self.typed_code) != CODE_DIGITS:
            self.number.errors = [_("Type the %(num)d numbers of your code.", num=CODE_DIGITS)]
        return not self.number.errors

    def say_wrong(self) -> None:
        self.number.errors = [_("This is not the code that counts now. Look at it, or ask for a new one.")]


_FELT = [
    SelectChoice(Felt.YES.value, _l("Yes")),
    SelectChoice(Felt.PARTLY.value, _l("Partly")),
    SelectChoice(Felt.NO.value, _l("No")),
]


class FeltForm(Form):
    """Three questions, each of which can be left."""

    got_it = RadioField(
        _l("Did you get what you asked for?"), choices=_FELT, validate_choice=False, validators=[OneOf()]
    )
    kind = RadioField(
        _l("Were we kind and clear?"), choices=_FELT, validate_choice=False, validators=[OneOf()]
    )
    beside = RadioField(
        _l("Was somebody there for you, if you wanted that?"),
        choices=_FELT,
        validate_choice=False,
        validators=[OneOf()],
    )
    words = TextAreaField(_l("Is there something you want to tell us?"), validators=[AtMost(2000)])

    def answers(self) -> dict[FeltQuestion, Felt]:
        """What was picked."""
        return {q: Felt(self[q.value].data) for q in FeltQuestion if self[q.value].data}
