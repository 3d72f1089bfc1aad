"""One page of a survey as it comes from the phone, and the code that somebody typed.

The questions are the survey's own, so their fields are not a form's of ours: each is named by its place in
the survey, and read by the rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import StringField

from portal.kit.forms import AtMost, Form, Needed, clean
from portal.surveys.rules import values as rules
from portal.surveys.rules.content import Content, Question
from portal.surveys.rules.kinds import Kind
from portal.surveys.rules.steps import moved
from portal.surveys.rules.values import Wrong

DAY_PARTS = ("day", "month", "year")
MOVES = ("up", "down", "keep", "clear")


class CodeForm(Form):
    """The code of an invitation."""

    code = StringField(
        _l("Your code"), validators=[Needed(_l("Type the code from your message.")), AtMost(100)]
    )

    def say(self, message: str) -> None:
        """Put what came of the try beside it."""
        self.code.errors = [message]


@dataclass(frozen=True)
class Filled:
    """What came of a page: values by question (None for nothing said), what is wrong, what was typed."""

    values: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Wrong] = field(default_factory=dict)
    typed: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_fine(self) -> bool:
        return not self.wrong

    def without_needed(self) -> Filled:
        """Whoever goes back or stops for now need not answer yet."""
        return Filled(
            self.values, {key: why for key, why in self.wrong.items() if why is not Wrong.NEEDED}, self.typed
        )


def name_of(content: Content, question: Question) -> str:
    """The name of a question's field: its place in the survey. Keys may hold anything."""
    return f"q{[one.key for one in content.questions()].index(question.key)}"


def read(content: Content, questions: Sequence[Question], sent: MultiDict[str, str]) -> Filled:
    """Read a page."""
    filled = Filled()
    for question in questions:
        if question.kind is Kind.INFORMATION:
            continue
        raw = _raw(question, name_of(content, question), sent)
        filled.typed[question.key] = raw
        value = rules.clean(question, _whole(question, raw))
        if isinstance(value, Wrong):
            filled.wrong[question.key] = value
        else:
            filled.values[question.key] = value
    return filled


def _raw(question: Question, name: str, sent: MultiDict[str, str]) -> list[str]:
    if question.kind is Kind.DATE:
        return [clean(sent.get(f"{name}-{part}", "")) or "" for part in DAY_PARTS]
    if question.kind is Kind.RANK and not sent.get(f"{name}-set"):
        return []  # the order in which they were offered is nobody's answer
    return [text for one in sent.getlist(name)[:100] if (text := clean(one))]


def _whole(question: Question, raw: Sequence[str]) -> Sequence[str]:
    """Of a date one ISO day; what is no day stays what it is, so that the rules say so."""
    if question.kind is not Kind.DATE or not any(raw):
        return raw
    day, month, year = raw
    return [f"{year}-{month.zfill(2)}-{day.zfill(2)}"]


@dataclass(frozen=True)
class Move:
    """A button of a ranking: which question, what, and which thing of it."""

    question: Question
    what: str
    key: str


def move_in(content: Content, questions: Sequence[Question], sent: Mapping[str, str]) -> Move | None:
    """The button that was pressed, as `<what>:<field>:<place among the options>`."""
    what, _colon, rest = sent.get("move", "").partition(":")
    name, _colon, place = rest.partition(":")
    for question in questions:
        if question.kind is Kind.RANK and name_of(content, question) == name and what in MOVES:
            number = int(place) if place.isascii() and place.isdigit() and len(place) < 4 else -1
            keys = question.option_keys()
            return Move(question, what, keys[number] if 0 <= number < len(keys) else "")
    return None


def order_after(move: Move, now: Sequence[str] | None) -> list[str] | None:
    """The ranking after it; None when it was taken back."""
    if move.what == "clear":
        return None
    order = list(now or move.question.option_keys())
    return order if move.what == "keep" else moved(order, move.key, up=move.what == "up")
