"""Forms of ideas: suggesting, talking, telling us about something, approving, answering."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import AtMost, DayField, Form, Needed, OneOf, SendOnceForm
from portal.participation.rules.ideas import ANSWERS, TEXT, TITLE, IdeaState

EVERYBODY = "everybody"
APPROVE, SEND_BACK = "approve", "send_back"
STATES = {
    IdeaState.LOOKED_AT: _l("Being looked at"),
    IdeaState.WILL_DO: _l("We will do it"),
    IdeaState.DID: _l("We did it"),
    IdeaState.CANNOT: _l("We cannot do it"),
    IdeaState.NOT_NOW: _l("Not now"),
}


class IdeaForm(SendOnceForm):
    """An idea: a few words, and more if they like."""

    title = StringField(
        _l("Your idea in a few words"),
        validators=[Needed(_l("Write your idea in a few words.")), AtMost(TITLE)],
    )
    words = TextAreaField(_l("Tell us more about it"), validators=[AtMost(TEXT)])
    group = RadioField(_l("Who is it for?"), choices=[], validators=[OneOf()], validate_choice=False)

    def offer(self, groups: Sequence[tuple[str, str]]) -> None:
        """The groups they are in; without one there is nothing to pick."""
        everybody = SelectChoice(EVERYBODY, _l("Everybody of my age"))
        self.group.choices = [everybody, *(SelectChoice(key, name) for key, name in groups)]
        if not self.group.data:
            self.group.data = EVERYBODY


class WordsForm(SendOnceForm):
    """Something short that others can read once it was approved."""

    words = TextAreaField(
        _l("What do you want to say?"), validators=[Needed(_l("Write something.")), AtMost(TEXT)]
    )


class AgainForm(SendOnceForm):
    """Why an idea should be looked at again."""

    words = TextAreaField(
        _l("Why should we look again?"), validators=[Needed(_l("Write why, in a few words.")), AtMost(TEXT)]
    )


class TellForm(SendOnceForm):
    """ "Tell us about this": words are not needed."""

    words = TextAreaField(_l("What is wrong with it?"), validators=[AtMost(TEXT)])


class ModerateForm(Form):
    """Approved, or sent back with a reason."""

    decision = RadioField(
        _l("What happens to it"),
        choices=[
            SelectChoice(APPROVE, _l("Others can read it")),
            SelectChoice(SEND_BACK, _l("Send it back, with the reason")),
        ],
        validators=[Needed(_l("Pick one.")), OneOf()],
        validate_choice=False,
    )
    reason = TextAreaField(_l("The reason, as its author reads it"), validators=[AtMost(TEXT)])
    told = HiddenField()

    def shows(self, told: Sequence[UUID]) -> None:
        """Say what was told about it that stands on this page."""
        self.told.data = " ".join(str(one) for one in told)

    @property
    def seen(self) -> frozenset[str]:
        """What stood on the page that was sent."""
        return frozenset((self.told.data or "").split())

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        if self.decision.data == SEND_BACK and not (self.reason.data or "").strip():
            self.reason.errors = [_l("Write the reason. Its author reads it and can change what they wrote.")]
            return False
        return bool(fine)


class AnswerIdeaForm(SendOnceForm):
    """What happens to an idea."""

    state = RadioField(
        _l("What happens to it"),
        choices=[SelectChoice(one.value, STATES[one]) for one in ANSWERS],
        validators=[Needed(_l("Pick one.")), OneOf()],
        validate_choice=False,
    )
    words = TextAreaField(
        _l("In plain words, as young people read it"),
        validators=[Needed(_l("Write it in plain words. A no says the true reason.")), AtMost(TEXT)],
    )
    who = StringField(_l("Who does it"), validators=[AtMost(TITLE)])
    by_when = DayField(_l("By when"))
    look_again_on = DayField(_l("When we look at it again"))
    names_meant = BooleanField(_l("These are not names of young people"))
