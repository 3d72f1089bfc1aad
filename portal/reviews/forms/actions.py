"""Writing down what was agreed: pasted, then checked line by line; and what is still open from before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import AtMost, DayField, Form, Needed, OneOf, SendOnceForm
from portal.reviews.rules.actions import MOST_AT_ONCE, NAME_MAX, WORDS_MAX, Gone, Line, WhyNot, why_not_line
from portal.reviews.rules.actions_pasted import MOST_LETTERS

Choice = tuple[str, str]

SAYS_WHY: dict[Enum, Any] = {
    WhyNot.NO_LINES: _l("Write at least one thing that was agreed."),
    WhyNot.TOO_MANY: _l("That is too many at once. Save some first, then the others."),
    WhyNot.NO_WORDS: _l("Write what will happen."),
    WhyNot.NO_OWNER: _l("Say who does it: one person."),
    WhyNot.NO_DAY: _l("Give a day by which it is done."),
    WhyNot.DAY_PAST: _l("This day has passed. Give one to come."),
    WhyNot.DAY_FAR: _l("This day is more than three years away. Look at the year."),
    WhyNot.NO_REASON: _l("Write the true reason. The child reads it."),
    WhyNot.NO_ACHIEVED: _l("Write what was achieved. The child reads it."),
    WhyNot.ENDED_ALREADY: _l("It has ended already. Open it again first."),
    WhyNot.NOT_ENDED: _l("It has not ended."),
    WhyNot.STARTED_ALREADY: _l("It is started already."),
    WhyNot.CHANGED_MEANWHILE: _l(
        "Somebody else changed it while you were writing. See how it stands now. Your words are still here."
    ),
    WhyNot.SAME_OWNER: _l("They have it already. Choose somebody else."),
    WhyNot.OWNER_CANNOT: _l("Choose one of these people, or write a name."),
    WhyNot.TOLD_ALREADY: _l("The child knows of it already, so it cannot be held back."),
    WhyNot.NOT_HELD_BACK: _l("It is not held back."),
}


class PasteForm(Form):
    """The decisions as they are in the minutes."""

    pasted = TextAreaField(
        _l("What was agreed"),
        [Needed(_l("Paste or write what was agreed, one thing a line.")), AtMost(MOST_LETTERS)],
    )


class LineForm(Form):
    """One thing that was agreed."""

    class Meta(Form.Meta):
        csrf = False  # the form around it has the token

    words = TextAreaField(_l("What will happen, for the record"), [AtMost(WORDS_MAX)])
    child_words = TextAreaField(_l("The same, as the child reads it"), [AtMost(WORDS_MAX)])
    owner = SelectField(_l("Who does it"), default="", validate_choice=False)
    owner_name = StringField(_l("Somebody else’s name"), [AtMost(NAME_MAX)])
    due_on = DayField(_l("By when"))
    why = TextAreaField(_l("Why"), [AtMost(WORDS_MAX)])
    not_yet = BooleanField(_l("Not yet: a person tells the child first"))
    until = DayField(_l("Told by"))
    not_yet_why = TextAreaField(_l("Why not yet"), [AtMost(WORDS_MAX)])

    @property
    def is_empty(self) -> bool:
        return not (
            self.words.data
            or self.child_words.data
            or self.owner_name.data
            or any(self.due_on.raw_parts.values())
        )

    def line(self, names: dict[str, str]) -> Line:
        """As the command takes it. Somebody with an account is called as they are called here."""
        picked = str(self.owner.data or "")
        known = picked in names
        return Line(
            words=self.words.data or self.child_words.data or "",
            due_on=self.due_on.data,
            child_words=self.child_words.data or "",
            why=self.why.data or "",
            owner_id=UUID(picked) if known else None,
            owner_name=names[picked] if known else self.owner_name.data or "",
            is_held_back=bool(self.not_yet.data),
            held_back_until=self.until.data if self.not_yet.data else None,
            held_back_why=(self.not_yet_why.data or "") if self.not_yet.data else "",
        )

    def say(self, why: WhyNot, *, of_hold_back: bool) -> None:
        """Put a reason where it belongs."""
        if of_hold_back:
            field = self.not_yet_why if why is WhyNot.NO_REASON else self.until
            field.errors = [
                *field.errors,
                _l("Write why the child is not told yet.") if why is WhyNot.NO_REASON else SAYS_WHY[why],
            ]
            return
        place = {
            WhyNot.NO_WORDS: self.words,
            WhyNot.NO_OWNER: self.owner,
        }.get(why, self.due_on)
        place.errors = [*place.errors, SAYS_WHY[why]]


class LinesForm(SendOnceForm):
    """What was agreed, a line each, as it is checked before it is kept."""

    lines = FieldList(FormField(LineForm), max_entries=MOST_AT_ONCE)

    def offer(self, people: Sequence[Choice]) -> None:
        """Who may own it."""
        self.names = dict(people)
        choices = [
            SelectChoice("", _l("Somebody else, by name")),
            *(SelectChoice(value, label) for value, label in people),
        ]
        for entry in self.lines.entries:
            entry.form.owner.choices = choices

    @property
    def filled(self) -> list[LineForm]:
        """Those that say anything: an empty line is nothing that was agreed."""
        return [entry.form for entry in self.lines.entries if not entry.form.is_empty]

    def is_right(self, on: date) -> bool:
        """Ask the rules of each line, and put what they say where it belongs."""
        if not self.validate():
            return False
        for form in self.filled:
            if why := why_not_line(form.line(self.names), on):
                form.say(why, of_hold_back=why_not_line(form.line(self.names), on, but_told=True) is None)
        if not self.filled:
            self.form_errors = [SAYS_WHY[WhyNot.NO_LINES]]
        found = [entry.errors for entry in self.lines.entries]
        self.lines.errors = found if any(found) else []
        return bool(self.filled) and not self.errors

    def as_lines(self) -> list[Line]:
        return [form.line(self.names) for form in self.filled]


GOES_ON = (
    SelectChoice("carry", _l("It goes on")),
    SelectChoice("done", _l("It is done")),
    SelectChoice("changed", _l("Something else was agreed instead")),
    SelectChoice("not_done", _l("It will not be done")),
    SelectChoice("", _l("Leave it for now")),
)


class BeforeForm(Form):
    """One thing that is still open from before, in the form of the next review."""

    class Meta(Form.Meta):
        csrf = False

    what = RadioField(
        _l("How does it stand?"),
        choices=list(GOES_ON),
        default="",
        validators=[OneOf()],
        validate_choice=False,
    )
    words = TextAreaField(_l("What was achieved, or the true reason"), [AtMost(WORDS_MAX)])
    due_on = DayField(_l("A new day, if it goes on"))

    def said(self, due_on: date) -> Gone:
        """What was said of it; a day that is the same as before is no new day."""
        new = self.due_on.data if self.due_on.data != due_on else None
        return Gone(str(self.what.data or ""), self.words.data or "", new)

    def say(self, why: WhyNot | None) -> None:
        """Put a reason where it belongs."""
        if why in (WhyNot.NO_REASON, WhyNot.NO_ACHIEVED):
            self.words.errors = [SAYS_WHY[why]]
        elif why is not None:
            self.due_on.errors = [*self.due_on.errors, SAYS_WHY.get(why, SAYS_WHY[WhyNot.CHANGED_MEANWHILE])]


def before_form(ids: Iterable[UUID]) -> type[Form]:
    """A form with one part for each of these."""
    parts = {f"a{one.hex}": FormField(BeforeForm) for one in ids}
    return type("BeforeReviewForm", (SendOnceForm,), parts)
