"""Forms for somebody without a name. "I'm not safe" never fails for what is or is not typed."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, SubmitField, TextAreaField
from wtforms.validators import ValidationError

from portal.accounts.words import Reading, read
from portal.kit.forms import AtMost, Form, Needed, SendOnceForm
from portal.nameless.rules import CODE_WORDS


class TellForm(SendOnceForm):
    """What somebody wants to tell us."""

    words = TextAreaField(_l("What do you want to tell us?"), validators=[Needed(_l("Write it here."))])
    complaint = BooleanField(_l("This is a complaint"))
    not_safe = SubmitField(_l("I'm not safe"))

    def limit(self, most: int) -> None:
        """How long it may be."""
        self.most = most
        self.words.validators = [*self.words.validators, AtMost(most)]

    def is_fine(self) -> bool:
        """Whether it can be sent: always, when they are not safe."""
        return bool(self.not_safe.data) or bool(self.validate())

    @property
    def said(self) -> str:
        """What is kept of it. Nobody who is not safe is told that their words are too many."""
        return str(self.words.data or "")[: self.most]


class MoreForm(TellForm):
    """One more turn of a talk that is open on this page."""

    words = TextAreaField(_l("Write back"), validators=[Needed(_l("Write it here."))])
    complaint = None  # type: ignore[assignment]  # it was said with the first words
    pass_in = HiddenField()


class CodeForm(Form):
    """The five words, typed, pasted, or picked one by one."""

    code = TextAreaField(_l("Your five words"))
    pick1 = SelectField(_l("Word %(number)d", number=1), validate_choice=False)
    pick2 = SelectField(_l("Word %(number)d", number=2), validate_choice=False)
    pick3 = SelectField(_l("Word %(number)d", number=3), validate_choice=False)
    pick4 = SelectField(_l("Word %(number)d", number=4), validate_choice=False)
    pick5 = SelectField(_l("Word %(number)d", number=5), validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for pick in self.picks:
            pick.choices = []

    @property
    def picks(self) -> list[SelectField]:
        return [self.pick1, self.pick2, self.pick3, self.pick4, self.pick5]

    def offer(self, words: tuple[str, ...]) -> None:
        """Let them pick the words in their order, for whoever types with difficulty."""
        for pick in self.picks:
            pick.choices = [("", _("Pick a word")), *((word, word) for word in sorted(set(words)))]

    @property
    def typed(self) -> str:
        picked = [str(pick.data) for pick in self.picks if pick.data]
        return str(self.code.data or "") or " ".join(picked)

    @property
    def reading(self) -> Reading:
        """What was understood of them."""
        return read(self.typed[:400])

    def validate_code(self, field: TextAreaField) -> None:
        if not self.typed.strip():
            raise ValidationError(_("Type or paste your five words here."))
        if unknown := self.reading.unknown:
            typed = "”, “".join(piece.typed[:30] for piece in unknown[:6])
            raise ValidationError(_("We do not know “%(typed)s”. Check how it is spelled.", typed=typed))
        if len(self.reading.words) != CODE_WORDS:
            raise ValidationError(
                _(
                    "We read %(count)d words. You need all %(five)d.",
                    count=len(self.reading.words),
                    five=CODE_WORDS,
                )
            )

    def say(self, message: str) -> None:
        """Put what came of the try beside the words."""
        self.code.errors = [message]


class KeepForm(CodeForm):
    """Using the five words once, beside the words themselves."""

    send_once = HiddenField()


class CloseForm(Form):
    """Ending a talk that is open on this page."""

    pass_in = HiddenField()
