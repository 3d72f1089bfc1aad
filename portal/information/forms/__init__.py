"""Forms of asking about one's information, and of the answer."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.information.rules import Kind, Says
from portal.kit.forms import AtMost, Form, Needed, OneOf, SendOnceForm

KINDS = {
    Kind.WRONG: _l("Something about me is wrong"),
    Kind.OBJECT: _l("I want something to stop"),
}
SAYS = {Says.YES: _l("Yes"), Says.PARTLY: _l("In part"), Says.NO: _l("No")}


class AskForm(SendOnceForm):
    """What is wrong, or what should stop."""

    kind = RadioField(
        _l("What do you want to tell us?"),
        choices=[SelectChoice(key.value, label) for key, label in KINDS.items()],
        validate_choice=False,
        validators=[OneOf(), Needed(_l("Pick one."))],
    )
    words = TextAreaField(
        _l("What is it?"), validators=[Needed(_l("Say what it is. A few words are enough."))]
    )

    def limit(self, most: int) -> None:
        self.words.validators = [*self.words.validators, AtMost(most)]


class CopyForm(Form):
    """What goes into the file with everything."""

    safety = BooleanField(_l("Also my answers about being safe, and calls I asked for"))


class AnswerForm(Form):
    """The decision, and why."""

    says = RadioField(
        _l("What do you decide?"),
        choices=[SelectChoice(key.value, label) for key, label in SAYS.items()],
        validate_choice=False,
        validators=[OneOf(), Needed(_l("Pick what you decide."))],
    )
    reason = TextAreaField(
        _l("Why, and what you did. Write to them, in words a child reads."),
        validators=[Needed(_l("Write why, in plain words."))],
    )

    def limit(self, most: int) -> None:
        self.reason.validators = [*self.reason.validators, AtMost(most)]
