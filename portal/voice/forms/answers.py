"""The forms of those who answer: the answer itself, with whom it is shared, what an advocate passes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, DayField, Form, Needed, SendOnceForm
from portal.voice.rules.answers import WhyNot, why_not_answer

YES, NO = "yes", "no"


class OneOffered:
    """One of the choices has to be picked. WTForms' own check speaks first, and in words that help nobody."""

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: Form, field: Any) -> None:
        if field.data not in {value for value, *_rest in field.iter_choices()}:
            raise ValidationError(self.message)


class AnswerForm(SendOnceForm):
    """An answer to a young person, in plain words. It is sent once and cannot be changed afterwards."""

    understood = TextAreaField(_l("What we understood"))
    can_do = RadioField(
        _l("Can we do it?"),
        choices=[SelectChoice(YES, _l("Yes, or part of it")), SelectChoice(NO, _l("No"))],
        validators=[OneOffered(_l("Say whether we can do it."))],
        validate_choice=False,
    )
    will_do = TextAreaField(_l("If yes: what we will do"))
    by_when = DayField(_l("If yes: by when"))
    reason = TextAreaField(_l("If no: the true reason"))

    def set_up(self, *, today: date, max_words: int) -> None:
        self.today = today
        self.understood.validators = [
            Needed(_l("Say what you understood, so that they can see you listened.")),
            AtMost(max_words),
        ]
        for text in (self.will_do, self.reason):
            text.validators = [AtMost(max_words)]
        self.give_id()

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        why = why_not_answer(
            can_do={YES: True, NO: False}.get(self.can_do.data or ""),
            will_do=self.will_do.data or "",
            by_when=self.by_when.data,
            reason=self.reason.data or "",
            today=self.today,
        )
        places = {
            WhyNot.NO_WILL_DO: (self.will_do, _l("Say what we will do.")),
            WhyNot.NO_BY_WHEN: (self.by_when, _l("Say by when, so that they can count on it.")),
            WhyNot.DAY_HAS_PASSED: (self.by_when, _l("This day has passed. Pick a later one.")),
            WhyNot.NO_REASON: (self.reason, _l("Say the true reason. They can tell when it is not.")),
        }
        if why in places:
            field, words = places[why]
            field.errors = field.errors or [words]
        return fine and why is None

    def values(self) -> dict[str, Any]:
        """What was written, for the command."""
        return {
            "understood": self.understood.data or "",
            "can_do": self.can_do.data == YES,
            "will_do": self.will_do.data or "",
            "by_when": self.by_when.data,
            "reason": self.reason.data or "",
        }


class ShareForm(Form):
    """With whom a statement is shared: one person, by name."""

    person = RadioField(
        _l("Share it with"),
        validators=[OneOffered(_l("Pick who should see it."))],
        validate_choice=False,
    )

    def offer(self, people: Sequence[tuple[str, str]]) -> None:
        self.person.choices = list(people)


class PassOnForm(SendOnceForm):
    """An advocate tells the council's safety team that a young person may not be safe."""

    words = RadioField(
        _l("Their words"),
        choices=[
            SelectChoice("without", _l("Send it without their words")),
            SelectChoice("with", _l("They agreed: send their words too")),
        ],
        validators=[OneOffered(_l("Say whether their words go too."))],
        validate_choice=False,
    )
    they_know = BooleanField(
        _l("I have told them that I am passing this on"),
        validators=[Needed(_l("Tell them first. They see that it was passed on."))],
    )
