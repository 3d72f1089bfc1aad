"""The forms of a challenge: asking, checking, answering, closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import FileField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, DayField, Needed, SendOnceForm
from portal.panels.forms.naming import NamesCheckedForm
from portal.panels.rules import Progress
from portal.panels.rules.challenges import DAYS_AHEAD, MAX_OWNER, MAX_WORDS, WhyNot, why_not_answer

CLOSE, KEEP_OPEN = "close", "keep_open"
YES, NO = "yes", "no"


class OneOffered:
    """One of the choices has to be picked; says so in words of its own."""

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        if field.data not in {value for value, *_rest in field.iter_choices() if value}:
            raise ValidationError(self.message)


class AskForm(NamesCheckedForm):
    """A member's question. It is never compared with who is known here."""

    words = TextAreaField(
        _l("What do you want to ask, or to be done?"),
        validators=[Needed(_l("Write what you want to ask.")), AtMost(MAX_WORDS)],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        return self.names_are_out(self.words) and fine


class WrittenForm(AskForm):
    """What a member asked in the meeting, written down by panel support, whose words are looked up."""

    looks_up = True
    member = SelectField(
        _l("Who asked it?"),
        validators=[OneOffered(_l("Pick the member who asked it."))],
        validate_choice=False,
    )
    about = SelectField(
        _l("What is it about?"), validators=[OneOffered(_l("Pick what it is about."))], validate_choice=False
    )

    def offer(self, members: Sequence[tuple[UUID, str]], about: Sequence[tuple[str, str]]) -> None:
        picks = [SelectChoice(str(one), name) for one, name in members]
        self.member.choices = [SelectChoice("", _l("Pick somebody")), *picks]
        self.about.choices = [SelectChoice(value, words) for value, words in about]
        self.give_id()


class ProofForm(NamesCheckedForm):
    """What shows that it happened."""

    looks_up = True
    proof_words = TextAreaField(
        _l("What shows that it happened?"),
        validators=[Needed(_l("Say what shows it, also when you add a file.")), AtMost(MAX_WORDS)],
    )
    proof_file = FileField(_l("A picture, a PDF or a Word file"))

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        return self.names_are_out(self.proof_words) and fine

    def content(self) -> bytes:
        """What was chosen; nothing when no file was."""
        return self.proof_file.data.read() if getattr(self.proof_file.data, "filename", "") else b""


class ReopenForm(NamesCheckedForm):
    """The panel opens again what it closed."""

    looks_up = True
    reopen_meeting = SelectField(
        _l("At which meeting?"), validators=[OneOffered(_l("Pick the meeting."))], validate_choice=False
    )
    reopen_words = TextAreaField(
        _l("Why, in the panel’s words"),
        validators=[Needed(_l("Say why, in the panel’s words.")), AtMost(MAX_WORDS)],
    )

    def offer(self, meetings: Sequence[tuple[str, str]]) -> None:
        self.reopen_meeting.choices = [SelectChoice(value, words) for value, words in meetings]
        self.give_id()

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        return self.names_are_out(self.reopen_words) and fine


class SendBackForm(NamesCheckedForm):
    """What panel support asks the member to change."""

    looks_up = True
    back_words = TextAreaField(
        _l("What should they change?"),
        validators=[Needed(_l("Say what to change, so that they can.")), AtMost(MAX_WORDS)],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        return self.names_are_out(self.back_words) and fine


class _OfficerForm(SendOnceForm):
    """To which officer it goes."""

    officer: SelectField

    def offer(self, officers: Sequence[tuple[UUID, str]]) -> None:
        choices = [SelectChoice("", _l("Pick somebody"))]
        self.officer.choices = choices + [SelectChoice(str(one), name) for one, name in officers]
        self.give_id()

    def officer_id(self) -> UUID:
        return UUID(self.officer.data)


class HandOnForm(_OfficerForm):
    """It was checked: to which officer it goes, and what the page showed when it was."""

    steps_seen = HiddenField()
    left_out = HiddenField()
    officer = SelectField(
        _l("Who answers it?"),
        validators=[OneOffered(_l("Pick the officer who answers it."))],
        validate_choice=False,
    )

    def leaves_out(self) -> bool:
        """Whether it goes without all that could be a name."""
        return bool(self.left_out.data == "yes")

    def seen(self) -> int:
        """How long the history was on the page; -1 when that is damaged."""
        text = self.steps_seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1


class HandOverForm(_OfficerForm):
    """Another officer takes it."""

    officer = SelectField(
        _l("Who has it from now on?"),
        validators=[OneOffered(_l("Pick the officer who takes it over."))],
        validate_choice=False,
    )


class AnswerForm(NamesCheckedForm):
    """What will be done, by whom, by which day; or why it will not be done."""

    looks_up = True
    accepts = RadioField(
        _l("Do you accept it?"),
        choices=[
            SelectChoice(YES, _l("Yes: we will do something")),
            SelectChoice(NO, _l("No, we do not accept it")),
        ],
        default=YES,
        validators=[OneOffered(_l("Say whether you accept it."))],
        validate_choice=False,
    )
    action = TextAreaField(_l("What will be done, or why it will not"), validators=[AtMost(MAX_WORDS)])
    owner = StringField(_l("Who does it? A post, not a name"), validators=[AtMost(MAX_OWNER)])
    due_on = DayField(_l("By which day?"))

    def set_up(self, *, today: date) -> None:
        self.today = today
        self.give_id()

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        if self.accepts.data == NO:
            if not self.action.data:
                self.action.errors = [_l("Say the true reason why you do not accept it.")]
                fine = False
            self.owner.errors, self.due_on.errors = [], []  # nobody does it by any day
            return self.names_are_out(self.action) and fine
        for box, words in (
            (self.action, _l("Say what will be done.")),
            (self.owner, _l("Say which post does it, like Head of Fostering.")),
        ):
            if not box.data:
                box.errors, fine = [words], False
        # What is missing in words is said beside its box; here it is about the day.
        why = why_not_answer("-", "-", self.due_on.data, today=self.today)
        said = {
            WhyNot.NO_DATE: _l("Give a day, so that the panel can look whether it happened."),
            WhyNot.DATE_PASSED: _l("This day has passed. Pick a later one."),
            WhyNot.DATE_TOO_FAR: _l("Pick a day within %(days)s days from now.", days=DAYS_AHEAD),
        }
        if why in said and not self.due_on.errors:
            self.due_on.errors = [said[why]]
        return self.names_are_out(self.action, self.owner) and fine and why is None


class ProgressForm(NamesCheckedForm):
    """How far it is."""

    looks_up = True
    progress = RadioField(
        _l("How far is it?"),
        choices=[
            SelectChoice(Progress.NOT_YET, _l("Not yet begun")),
            SelectChoice(Progress.PARTLY, _l("Partly done")),
            SelectChoice(Progress.DONE, _l("Done")),
            SelectChoice(Progress.CANT, _l("We can't do this")),
        ],
        validators=[OneOffered(_l("Say how far it is."))],
        validate_choice=False,
    )
    progress_words = TextAreaField(_l("What happened, or what is in the way"), validators=[AtMost(MAX_WORDS)])

    def set_up(self, progress: Progress, words: str) -> None:
        """How far it was said to be before, in which words."""
        self.before = (progress.value, words.split())
        self.give_id()

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        if self.progress.data == Progress.CANT and not self.progress_words.data:
            self.progress_words.errors = [_l("Say the true reason why it can’t be done.")]
            fine = False
        elif fine and self._says_nothing_new():
            self.progress.errors = [_l("Change how far it is, or say in words what happened.")]
            fine = False
        return self.names_are_out(self.progress_words) and fine

    def _says_nothing_new(self) -> bool:
        words = (self.progress_words.data or "").split()
        return self.progress.data == self.before[0] and words in ([], self.before[1])


class DecideForm(NamesCheckedForm):
    """What the panel decided, at which meeting."""

    looks_up = True
    decision = RadioField(
        _l("What did the panel decide?"),
        choices=[SelectChoice(CLOSE, _l("Close it")), SelectChoice(KEEP_OPEN, _l("Keep it open"))],
        validators=[OneOffered(_l("Say what the panel decided."))],
        validate_choice=False,
    )
    meeting = SelectField(
        _l("At which meeting?"),
        validators=[OneOffered(_l("Pick the meeting."))],
        validate_choice=False,
    )
    decision_words = TextAreaField(
        _l("In the panel’s words"),
        validators=[Needed(_l("Say why, in the panel’s words.")), AtMost(MAX_WORDS)],
    )

    def offer(self, meetings: Sequence[tuple[str, str]]) -> None:
        self.meeting.choices = [SelectChoice(value, words) for value, words in meetings]
        self.give_id()

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        return self.names_are_out(self.decision_words) and fine
