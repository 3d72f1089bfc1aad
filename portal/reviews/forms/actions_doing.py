"""Saying how far an agreed action is, giving it another day or owner, holding it back; the list's filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import AtMost, DayField, Form, Needed, OneOf, SendOnceForm
from portal.reviews.forms.actions import SAYS_WHY, Choice
from portal.reviews.rules import ActionKind, ActionState
from portal.reviews.rules.actions import NAME_MAX, WORDS_MAX, WhyNot


class OneActionForm(SendOnceForm):
    """What every form about one action carries: how it stood when the page was opened."""

    called = ""
    seen = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=self.called, **kwargs)  # several are on one page

    def start(self, version: str) -> None:
        self.give_id()
        self.seen.data = self.seen.data or version

    def refuse(self, why: WhyNot) -> None:
        self.form_errors = [SAYS_WHY.get(why, SAYS_WHY[WhyNot.CHANGED_MEANWHILE])]


class HowFarForm(OneActionForm):
    """How far it is."""

    called = "how"

    to = RadioField(
        _l("How far is it?"),
        choices=[
            SelectChoice(ActionState.STARTED.value, _l("Started")),
            SelectChoice(ActionState.DONE.value, _l("Done")),
            SelectChoice(ActionState.CHANGED.value, _l("Something else was agreed instead")),
            SelectChoice(ActionState.NOT_DONE.value, _l("It will not be done")),
        ],
        validators=[Needed(_l("Pick how far it is.")), OneOf()],
        validate_choice=False,
    )
    words = TextAreaField(_l("What was achieved, or the true reason"), [AtMost(WORDS_MAX)])

    def state(self) -> ActionState:
        return ActionState(self.to.data)

    def refuse(self, why: WhyNot) -> None:
        if why in (WhyNot.NO_REASON, WhyNot.NO_ACHIEVED):
            self.words.errors = [SAYS_WHY[why]]
        else:
            super().refuse(why)


class MoveForm(OneActionForm):
    """Another day."""

    called = "day"

    due_on = DayField(_l("New day"))
    reason = TextAreaField(_l("The true reason"), [AtMost(WORDS_MAX)])

    def refuse(self, why: WhyNot) -> None:
        if why is WhyNot.NO_REASON:
            self.reason.errors = [SAYS_WHY[why]]
        elif why in (WhyNot.NO_DAY, WhyNot.DAY_PAST, WhyNot.DAY_FAR):
            self.due_on.errors = [*self.due_on.errors, SAYS_WHY[why]]
        else:
            super().refuse(why)


class ReopenForm(MoveForm):
    """Open again, with a day to come."""

    called = "again"


class HoldBackForm(MoveForm):
    """Not yet: a person tells the child first, by this day."""

    called = "later"

    due_on = DayField(_l("Told by"))
    reason = TextAreaField(_l("Why not yet"), [AtMost(WORDS_MAX)])


class HandOnForm(OneActionForm):
    """Another owner."""

    called = "owner"

    owner = SelectField(_l("Who does it now"), default="", validate_choice=False)
    owner_name = StringField(_l("Somebody else’s name"), [AtMost(NAME_MAX)])

    def offer(self, people: Sequence[Choice]) -> None:
        self.names = dict(people)
        self.owner.choices = [
            SelectChoice("", _l("Somebody else, by name")),
            *(SelectChoice(value, label) for value, label in people),
        ]

    def picked(self) -> UUID | None:
        return UUID(self.owner.data) if self.owner.data in self.names else None

    def refuse(self, why: WhyNot) -> None:
        if why in (WhyNot.NO_OWNER, WhyNot.SAME_OWNER, WhyNot.OWNER_CANNOT):
            self.owner.errors = [SAYS_WHY[why]]
        else:
            super().refuse(why)


class WordAnewForm(OneActionForm):
    """Clearer words."""

    called = "words"

    words = TextAreaField(_l("What will happen, for the record"), [AtMost(WORDS_MAX)])
    child_words = TextAreaField(_l("The same, as the child reads it"), [AtMost(WORDS_MAX)])
    why = TextAreaField(_l("Why"), [AtMost(WORDS_MAX)])

    def refuse(self, why: WhyNot) -> None:
        if why is WhyNot.NO_WORDS:
            self.words.errors = [SAYS_WHY[why]]
        else:
            super().refuse(why)


_STATES = (
    SelectChoice("open", _l("To be done")),
    SelectChoice("late", _l("Late")),
    SelectChoice("chased", _l("The child says: not happened")),
    SelectChoice("ended", _l("Ended")),
    SelectChoice("all", _l("All")),
)


class FilterForm(Form):
    """Which actions the list shows. In the address, so nothing typed."""

    class Meta(Form.Meta):
        csrf = False

    whose = SelectField(
        _l("Whose"),
        choices=[SelectChoice("mine", _l("Mine")), SelectChoice("team", _l("My team’s"))],
        default="mine",
        validate_choice=False,
    )
    kind = SelectField(
        _l("What of"),
        choices=[
            SelectChoice("", _l("Everything")),
            SelectChoice(ActionKind.REVIEW.value, _l("Reviews")),
            SelectChoice(ActionKind.CHILD_PROTECTION.value, _l("Child protection")),
            SelectChoice(ActionKind.PATHWAY.value, _l("Pathway plans")),
            SelectChoice(ActionKind.SCHOOL.value, _l("School plans (PEP)")),
        ],
        default="",
        validate_choice=False,
    )
    state = SelectField(
        _l("How it stands"),
        choices=list(_STATES),
        default="open",
        validate_choice=False,
    )

    def keep_states(self, there: Sequence[str]) -> None:
        """Offer only these."""
        self.state.choices = [one for one in _STATES if one.value in there]


class FindForm(Form):
    """A young person, by name. It travels in a form, never in an address."""

    asked = StringField(
        _l("Find a young person"), [Needed(_l("Write a name, or its beginning.")), AtMost(NAME_MAX)]
    )


class KindForm(Form):
    """Which plan the things are of that are written down from a young person's page."""

    kind = RadioField(
        _l("What are these of?"),
        choices=[
            SelectChoice(ActionKind.PATHWAY.value, _l("The pathway plan")),
            SelectChoice(ActionKind.SCHOOL.value, _l("The school plan (PEP)")),
        ],
        validators=[Needed(_l("Pick which plan.")), OneOf()],
        validate_choice=False,
    )
