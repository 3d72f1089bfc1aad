"""The forms of those who answer: the answer itself, with whom it is shared, what an advocate passes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, DayField, Form, Needed, SendOnceForm
from portal.voice.forms.answers_phrases import every_wording, phrase_of, phrases_for
from portal.voice.rules import AnswerState
from portal.voice.rules.answers import AnswerWords, WhyNot, only_what_belongs, why_not_answer
from portal.voice.rules.answers_phrases import gaps_in, why_not_sent

MOST_OF_A_NAME = 200
MOST_OF_A_NOTE = 2_000

STATES = [
    SelectChoice(AnswerState.WILL_DO.value, _l("We will do it")),
    SelectChoice(AnswerState.DONE.value, _l("Done")),
    SelectChoice(AnswerState.PARTLY.value, _l("Partly done")),
    SelectChoice(AnswerState.CHANGED_PLAN.value, _l("The plan has changed")),
    SelectChoice(AnswerState.CANT.value, _l("We can’t do it")),
    SelectChoice(AnswerState.CLOSED_NOT_DONE.value, _l("Closed, and not done")),
]


class OneOffered:
    """One of the choices has to be picked. WTForms' own check speaks first, and in words that help nobody."""

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: Form, field: Any) -> None:
        if field.data not in {value for value, *_rest in field.iter_choices()}:
            raise ValidationError(self.message)


class AnswerForm(SendOnceForm):
    """An answer to a young person, in plain words. It is sent once and cannot be changed afterwards.

    Which boxes are needed depends on how it stands; what is typed into others is kept here and not sent."""

    phrase = SelectField(_l("Begin with a wording"), validate_choice=False)
    understood = TextAreaField(_l("What we understood"))
    state = RadioField(
        _l("How does it stand?"),
        choices=STATES,
        validators=[OneOffered(_l("Say how it stands."))],
        validate_choice=False,
    )
    did = TextAreaField(_l("What is done, or what we said before"))
    will_do = TextAreaField(_l("What we will do"))
    by_when = DayField(_l("By when"))
    reason = TextAreaField(_l("The true reason"))
    decided_by = StringField(_l("Who decided this"))

    def set_up(self, *, today: date, max_words: int, themes: frozenset[str] = frozenset()) -> None:
        self.today = today
        self.understood.validators = [
            Needed(_l("Say what you understood, so that they can see you listened.")),
            AtMost(max_words),
        ]
        for text in (self.did, self.will_do, self.reason):
            text.validators = [AtMost(max_words)]
        self.decided_by.validators = [AtMost(MOST_OF_A_NAME)]
        offered = [SelectChoice(one.key, one.label) for one in phrases_for(themes)]
        self.phrase.choices = [SelectChoice("", _l("No: in my own words")), *offered]
        self.give_id()

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        words = only_what_belongs(self.words())
        missing = why_not_answer(words, today=self.today)
        if missing in _MISSING:
            name, message = _MISSING[missing]
            self._say(name, message)
        left = self._say_what_is_left(words) if fine else False
        return fine and missing is None and not left

    def use_phrase(self) -> bool:
        """Fill the boxes with the chosen wording. What was typed stays: the wording comes after it.

        False when none was chosen."""
        phrase = phrase_of(self.phrase.data)
        if phrase is None:
            return False
        self.state.data = phrase.state.value
        for name, text in phrase.boxes.items():
            typed = self[name].data or ""
            if str(text) not in typed:
                between = " " if name == "decided_by" else "\n\n"
                self[name].data = f"{typed}{between}{text}" if typed else str(text)
        self.phrase.data = ""
        return True

    def words(self) -> AnswerWords:
        """What was written, for the command."""
        state = self.state.data if self.state.data in set(AnswerState) else None
        return AnswerWords(
            understood=self.understood.data or "",
            state=AnswerState(state) if state else None,
            did=self.did.data or "",
            will_do=self.will_do.data or "",
            by_when=self.by_when.data,
            reason=self.reason.data or "",
            decided_by=self.decided_by.data or "",
        )

    def _say_what_is_left(self, words: AnswerWords) -> bool:
        """Say beside each box what of a suggested wording is still in it."""
        suggested = every_wording()
        left = False
        for name in ("understood", "did", "will_do", "reason", "decided_by"):
            why = why_not_sent([getattr(words, name)], suggested)
            if why is not None:
                left = True
                gaps = ", ".join(gaps_in(getattr(words, name))[:3])
                self._say(name, _LEFT[why] % {"gaps": gaps})
        return left

    def _say(self, name: str, message: Any) -> None:
        self[name].errors = self[name].errors or [message]


_MISSING = {
    WhyNot.NO_DID: ("did", _l("Say what is done, or for a changed plan what we said before.")),
    WhyNot.NO_WILL_DO: ("will_do", _l("Say what we will do.")),
    WhyNot.NO_BY_WHEN: ("by_when", _l("Say by when, so that they can count on it.")),
    WhyNot.DAY_HAS_PASSED: ("by_when", _l("This day has passed. Pick a later one.")),
    WhyNot.NO_REASON: ("reason", _l("Say the true reason. They can tell when it is not.")),
}
_LEFT = {
    WhyNot.GAP_LEFT: _l("Fill in or take out what is in square brackets: %(gaps)s"),
    WhyNot.UNCHANGED: _l(
        "This is a suggested wording as it was. Put it in your own words for this young person."
    ),
}


class AskInsteadForm(Form):
    """Who should answer instead, and what they should know."""

    instead = RadioField(
        _l("Who answers instead"),
        validators=[OneOffered(_l("Pick who should answer."))],
        validate_choice=False,
    )
    note = TextAreaField(
        _l("A note to them"),
        [Needed(_l("Say why you ask them, and what you know already.")), AtMost(MOST_OF_A_NOTE)],
    )

    def offer(self, people: Sequence[tuple[str, str]]) -> None:
        self.instead.choices = list(people)


class GiveBackForm(Form):
    """Why somebody who was asked cannot answer."""

    why = TextAreaField(
        _l("Why you give it back"), [Needed(_l("Say why you give it back.")), AtMost(MOST_OF_A_NOTE)]
    )


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
