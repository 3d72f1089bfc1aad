"""An IRO's challenge: opening it, answering, moving on, Cafcass, the child's view, closing."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import Optional

from portal.kit.forms import AtMost, DayField, Form, Needed, OneOf, SendOnceForm
from portal.reviews.rules import About, ChallengeOutcome
from portal.reviews.rules.challenges import INFORMAL, MOST_WORDS

ABOUT = {
    About.DRIFT: _l("Drift: nothing moves"),
    About.PLAN: _l("The care plan"),
    About.MOVE: _l("A move of home"),
    About.EDUCATION: _l("School or college"),
    About.HEALTH: _l("Health"),
    About.FAMILY_TIME: _l("Family time"),
    About.RECORDS: _l("Records and reports"),
    About.MISSING_VIEWS: _l("The child’s views are missing"),
    About.OTHER: _l("Something else"),
}
OUTCOMES = {
    ChallengeOutcome.SORTED: _l("Sorted"),
    ChallengeOutcome.PARTLY: _l("Partly sorted"),
    ChallengeOutcome.NOT_SORTED: _l("Not sorted"),
    ChallengeOutcome.TAKEN_BACK: _l("Taken back"),
}
NOT_ASKED = {
    "young": _l("They are too young to say"),
    "did_not_want": _l("They did not want to say"),
    "would_harm": _l("Asking would harm them"),
    "not_yet": _l("I will ask them and write it here"),
}
_Kind = TypeVar("_Kind", bound=StrEnum)


def _words(label: Any, asked: Any, hint: Any = "") -> TextAreaField:
    return TextAreaField(label, validators=[Needed(asked), AtMost(MOST_WORDS)], description=hint)


def _one_of(kind: type[_Kind], value: str | None) -> _Kind | None:
    return kind(value) if value in set(kind) else None


def _uuid(value: str | None) -> UUID | None:
    try:
        return UUID(value or "")
    except ValueError:
        return None


class _ChildForm(SendOnceForm):
    child_says = TextAreaField(
        _l("What does the child think?"),
        validators=[Optional(), AtMost(MOST_WORDS)],
        description=_l("In their words. Only their IRO sees this."),
    )
    not_asked = RadioField(
        _l("If you did not ask, why not?"),
        choices=[SelectChoice(key, words) for key, words in NOT_ASKED.items()],
        validators=[Optional(), OneOf()],
        validate_choice=False,
    )

    def why_not_asked(self) -> str:
        return self.not_asked.data if self.not_asked.data in NOT_ASKED else ""


class OpenForm(_ChildForm):
    """What is challenged, to whom, as a note or formally."""

    about = RadioField(
        _l("What is it about?"),
        choices=[SelectChoice(key.value, words) for key, words in ABOUT.items()],
        validators=[Needed(_l("Choose what it is about.")), OneOf()],
        validate_choice=False,
    )
    words = _words(
        _l("What is wrong, and what should happen?"),
        _l("Write what is wrong and what should happen."),
        _l(
            "They read this. What the child told you about somebody does not belong here: pass it on instead."
        ),
    )
    stage = RadioField(
        _l("How do you challenge?"),
        validators=[Needed(_l("Choose how you challenge.")), OneOf()],
        validate_choice=False,
    )
    to = SelectField(_l("To whom?"), validators=[OneOf()], validate_choice=False)

    def offer(self, people: Sequence[tuple[str, str]], stages: Sequence[tuple[str, str]]) -> None:
        """Who it may go to, and the stages there are."""
        self.to.choices = [SelectChoice(*one) for one in people]
        self.stage.choices = [SelectChoice(*one) for one in stages]
        if not self.stage.data:
            self.stage.data = str(INFORMAL)

    def what(self) -> About | None:
        return _one_of(About, self.about.data)

    def to_id(self) -> UUID | None:
        return _uuid(self.to.data)

    def at_stage(self) -> int:
        return int(self.stage.data) if str(self.stage.data).isdigit() else -1


class MoveOnForm(SendOnceForm):
    """A later stage."""

    stage = SelectField(_l("To which stage?"), validators=[OneOf()], validate_choice=False)
    to = SelectField(_l("To whom?"), validators=[OneOf()], validate_choice=False)
    words = _words(_l("What do you ask for now?"), _l("Write what you ask for."))

    def offer(self, people: Sequence[tuple[str, str]], stages: Sequence[tuple[str, str]]) -> None:
        self.to.choices = [SelectChoice(*one) for one in people]
        self.stage.choices = [SelectChoice(*one) for one in stages]

    def to_id(self) -> UUID | None:
        return _uuid(self.to.data)

    def at_stage(self) -> int:
        return int(self.stage.data) if str(self.stage.data).isdigit() else -1


class AnswerForm(Form):
    words = _words(_l("Your answer"), _l("Write your answer."), _l("What you do, who does it, and by when."))


class CafcassForm(Form):
    on = DayField(_l("When was it referred?"))
    why = _words(_l("Why?"), _l("Write why it was referred."))


class ChildSaysForm(_ChildForm):
    """What the child thinks of it, written down later."""


class CloseForm(Form):
    outcome = RadioField(
        _l("How is it now?"),
        choices=[SelectChoice(key.value, words) for key, words in OUTCOMES.items()],
        validators=[Needed(_l("Choose how it is now.")), OneOf()],
        validate_choice=False,
    )
    changed = _words(
        _l("What changed for the child? If nothing did, why not?"),
        _l("Write what changed, or why nothing did."),
        _l("This goes into the annual report. Leave out names, places and dates."),
    )

    def what(self) -> ChallengeOutcome | None:
        return _one_of(ChallengeOutcome, self.outcome.data)
