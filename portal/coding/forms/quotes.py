"""The final words of a quote; the young person's yes or no to exactly those; a second person's approval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import AnyOf

from portal.coding.rules import EndedWhy, Recognised
from portal.coding.rules.quotes import WhyNot, why_not_recognised, why_not_words
from portal.disclosure.marks import Kind, Mark
from portal.kit.forms import AtMost, Form, Needed

YES, NO = "yes", "no"

WORDS = {
    WhyNot.NO_WORDS: _l("Write the words that members will read."),
    WhyNot.CHANGED_WORDS: _l(
        "They did not let us change their words. Only leave words out and put … or […] there, or say in"
        " brackets who or what it is, like [my sister] or [my school]. Everything else stays as they said it."
    ),
    WhyNot.KNOWN_NAME: _l("There is still a name in it that is known here. Take it out."),
    WhyNot.NOT_SAID: _l("Say whether somebody could tell: read it as their worker or teacher would."),
    WhyNot.RECOGNISED: _l("Change the words until nobody could tell who it is, or do not use them."),
    WhyNot.NOT_LOOKED: _l("Look at what is marked in your words, and tick that you did."),
}


class PrepareForm(Form):
    """The final words, and that the preparer looked at what is still marked in them."""

    words = TextAreaField(_l("The words that members will read"), [Needed(WORDS[WhyNot.NO_WORDS])])
    recognised = RadioField(
        _l("Could somebody who works with them tell who it is?"),
        choices=[
            SelectChoice(Recognised.NO, _l("No")),
            SelectChoice(Recognised.PERHAPS, _l("Perhaps")),
            SelectChoice(Recognised.YES, _l("Yes")),
        ],
        validate_choice=False,
    )
    looked = BooleanField(_l("I have looked at everything that is marked"))

    def set_up(
        self, original: str, *, may_change: bool, marks_in: Callable[[str], Sequence[Mark]], longest: int
    ) -> None:
        """What they said, whether their words may be changed, how words are marked, how long they may be."""
        self.original, self.may_change, self.marks_in = original, may_change, marks_in
        self.words.validators = [*self.words.validators, AtMost(longest)]
        self.still: Sequence[Mark] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        words = self.words.data or ""
        self.still = self.marks_in(words)
        if why := why_not_words(self.original, words, may_change=self.may_change):
            self.words.errors = [WORDS[why]]
        elif any(mark.kind is Kind.KNOWN_NAME for mark in self.still):
            self.words.errors = [WORDS[WhyNot.KNOWN_NAME]]
        elif self.still and not self.looked.data:
            self.looked.errors = [WORDS[WhyNot.NOT_LOOKED]]
        if why := why_not_recognised(self.answer()):
            self.recognised.errors = [WORDS[why]]
        return not self.errors

    def answer(self) -> Recognised | None:
        """What they said; None for nothing, or anything else."""
        return Recognised(self.recognised.data) if self.recognised.data in set(Recognised) else None


class TurnDownForm(Form):
    """Why these words are not used, out of a short list: the young person reads it in plain words."""

    why = RadioField(
        _l("Why not?"),
        choices=[
            SelectChoice(EndedWhy.GIVES_AWAY, _l("They could give the young person away")),
            SelectChoice(EndedWhy.NAMES_SOMEBODY, _l("They are about somebody else as well")),
            SelectChoice(EndedWhy.SAID_ALREADY, _l("Others have said the same")),
            SelectChoice(EndedWhy.OTHER, _l("Another reason")),
        ],
        validators=[AnyOf(list(EndedWhy), _l("Say why these words are not used."))],
        validate_choice=False,
    )


class ShownForm(Form):
    """A button that is about the words on the page and no others: it carries their mark."""

    shown = HiddenField()


class DecideForm(ShownForm):
    """Yes or no: which of the two buttons was pressed."""

    says = HiddenField(validators=[AnyOf((YES, NO), _l("Press one of the two buttons."))])
