"""The forms of the improvement plan: an action, how far it is, opening it again, and a file to take in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import Field, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import ValidationError

from portal.disclosure.small_numbers import small_numbers_of_people
from portal.kit.forms import AtMost, DayField, Form, Needed
from portal.panels.forms.challenges import OneOffered
from portal.panels.forms.naming import NamesCheckedForm, quoted
from portal.panels.queries.naming import looks_like_names
from portal.panels.rules.plan import (
    MAX_LINK,
    MAX_POST,
    MAX_TITLE,
    MAX_WORDS,
    SAYABLE,
    ActionState,
    WhyNot,
    why_not_due,
    why_not_link,
    why_not_say,
)


class CheckedForm(NamesCheckedForm):
    """Words that others read: no name known here, and what looks like a name or a small number of children is
    looked at. `seen`: how the thing was when it was put on the page."""

    looks_up = True
    seen = HiddenField()

    def mark(self) -> int:
        """The thing's mark on the page; -1 when that is damaged."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else -1

    def was_changed(self, mark: int) -> bool:
        """Whether somebody changed it meanwhile. Then the form says so and keeps what was typed: looked at
        beside what is there now it can be sent again."""
        if self.mark() == mark:
            return False
        self.seen.data = str(mark)
        said = _(
            "Somebody changed this while you were writing. Look at what it says now, then send yours again."
        )
        self.form_errors.append(said)
        return True

    def _ticked(self, *fields: Field) -> bool:
        texts = [field.data or "" for field in fields]
        found = [word for text in texts for word in (*looks_like_names(text), *small_numbers_of_people(text))]
        marked = tuple(dict.fromkeys(found))
        if not marked:
            return True
        looked = set((self.looked_at.data or "").split("\n"))
        ticked = bool(self.not_names.data) and set(marked) <= looked
        self.marked, self.looked_at.data, self.not_names.data = marked, "\n".join(marked), ticked
        if not ticked:
            said = _("Take these out, or tick that they point to nobody: %(words)s.", words=quoted(marked))
            self.not_names.errors = [said]
        return ticked


class OwnedForm(CheckedForm):
    """Something that somebody owns."""

    post = StringField(
        _l("As what? A post"),
        validators=[Needed(_l("Say which post does it, like Head of Fostering.")), AtMost(MAX_POST)],
        description=_l("Readers outside see the post, never the name. Like: Head of Fostering."),
    )
    owner = SelectField(_l("Who?"), validators=[OneOffered(_l("Pick who has it."))], validate_choice=False)

    def offer(self, people: Sequence[tuple[UUID, str]]) -> None:
        choices = [SelectChoice("", _l("Pick somebody"))]
        self.owner.choices = choices + [SelectChoice(str(one), name) for one, name in people]
        self.give_id()

    def owner_id(self) -> UUID:
        return UUID(self.owner.data)


class ActionForm(OwnedForm):
    """What will be done, why, by whom, by which day."""

    title = StringField(
        _l("What will be done?"), validators=[Needed(_l("Say what will be done.")), AtMost(MAX_TITLE)]
    )
    why = TextAreaField(
        _l("What does it answer, and how will one see that it worked?"), validators=[AtMost(MAX_WORDS)]
    )
    due_on = DayField(_l("By which day?"))

    def set_up(self, people: Sequence[tuple[UUID, str]], *, today: date, was_due: date | None = None) -> None:
        self.today, self.was_due = today, was_due
        self.offer(people)

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        same = self.was_due is not None and self.due_on.data == self.was_due
        why = why_not_due(self.due_on.data, today=self.today, may_be_past=same)
        if why and not self.due_on.errors:
            self.due_on.errors = [DUE_WORDS[why]]
        return self.names_are_out(self.title, self.why, self.post) and fine and why is None


DUE_WORDS = {
    WhyNot.NO_DATE: _l("Give a day, so that everybody can look whether it happened."),
    WhyNot.DATE_PASSED: _l("This day has passed. Pick a later one."),
    WhyNot.DATE_TOO_FAR: _l("Pick a day within five years."),
}


class SayForm(CheckedForm):
    """How far it is."""

    state = RadioField(
        _l("How far is it?"),
        choices=[
            SelectChoice(ActionState.NOT_BEGUN, _l("Not begun")),
            SelectChoice(ActionState.UNDER_WAY, _l("Under way")),
            SelectChoice(ActionState.DONE, _l("Done")),
            SelectChoice(ActionState.WILL_NOT, _l("It is not going to happen")),
        ],
        validators=[OneOffered(_l("Say how far it is."))],
        validate_choice=False,
    )
    words = TextAreaField(_l("What happened, or what is in the way"), validators=[AtMost(MAX_WORDS)])
    evidence = TextAreaField(
        _l("What shows it"),
        validators=[AtMost(MAX_WORDS)],
        description=_l("Needed for “Done”: what somebody else could look at."),
    )
    link = StringField(
        _l("A link to it"),
        validators=[AtMost(MAX_LINK)],
        description=_l("Begins with https://. Leave it empty if there is none."),
    )

    def set_up(self, state: ActionState) -> None:
        self.before = state
        self.give_id()

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        if self.state.data in set(SAYABLE):
            said = ActionState(self.state.data)
            why = why_not_say(self.before, said, self.words.data or "", self.evidence.data or "")
            fine = self._say(why) and fine
        return self.names_are_out(self.words, self.evidence) and fine

    def validate_link(self, field: Any) -> None:
        link_is_good(field)

    def _say(self, why: WhyNot | None) -> bool:
        if why is WhyNot.NO_EVIDENCE:
            self.evidence.errors = [_l("Say what shows that it is done.")]
        elif why is WhyNot.NO_REASON:
            self.words.errors = [_l("Say the true reason why it is not going to happen.")]
        return why in (None, WhyNot.NOT_OPEN)


def link_is_good(field: Any) -> None:
    """Raises ValidationError for what is no address of a web page."""
    if why_not_link(field.data or ""):
        raise ValidationError(_l("Write the whole address, beginning with https://."))


class ReopenForm(CheckedForm):
    """It is not over after all."""

    words = TextAreaField(
        _l("Why is it not over?"), validators=[Needed(_l("Say why it is opened again.")), AtMost(MAX_WORDS)]
    )

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        return self.names_are_out(self.words) and fine


class SheetForm(Form):
    """A file to take in: all of it, or nothing."""

    file = FileField(
        _l("The file"),
        description=_l("A CSV file, as a spreadsheet saves it. 1 MB at most."),
    )

    def validate_file(self, field: Any) -> None:
        if not getattr(field.data, "filename", ""):
            raise ValidationError(_l("Choose a file."))
