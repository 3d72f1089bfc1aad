"""A sheet of paper as it is typed in: whose words it is in, the code where one is needed, the answers.

The answers are read as those from a phone are; only an order is written in numbers here, as on the paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, StringField

from portal.kit.forms import AtMost, SendOnceForm, clean
from portal.surveys.forms import answering
from portal.surveys.forms.answering import Filled, name_of
from portal.surveys.rules.content import Content, Question
from portal.surveys.rules.kinds import Face, Kind


class SheetForm(SendOnceForm):
    """What is beside the answers."""

    face = HiddenField()
    language = HiddenField()
    code = StringField(
        _l("The code on the sheet"),
        [AtMost(100)],
        description=_l(
            "It was handed out with the sheet, or stands in the invitation. It says whose answers these are."
        ),
    )


def face_in(content: Content, said: str | None) -> Face:
    """The one that was asked for, if the survey has it; else its first."""
    return next((face for face in content.faces if face.value == said), (*content.faces, Face.ADULT)[0])


def language_in(content: Content, said: str | None) -> str:
    return said if said in content.languages() else "en"


def read(content: Content, sent: MultiDict[str, str]) -> Filled:
    """All of it. On paper anything may be left out."""
    questions = list(content.questions())
    plain = MultiDict(sent)
    for question in questions:
        if question.kind is Kind.RANK:
            name = name_of(content, question)
            order = _order(question, numbers_of(name, question, sent))
            plain.setlist(name, order)
            plain[f"{name}-set"] = "1" if order else ""
    return answering.read(content, questions, plain).without_needed()


def numbers_of(name: str, question: Question, sent: MultiDict[str, str]) -> list[str]:
    """The numbers beside the things to be put in order."""
    return [clean(sent.get(f"{name}-{place}", "")) or "" for place in range(len(question.options))]


def _order(question: Question, numbers: Sequence[str]) -> list[str]:
    """The keys, most important first; what is no order at all stays something that the rules refuse."""
    if not any(numbers):
        return []
    keys = question.option_keys()
    wanted = [str(number) for number in range(1, len(keys) + 1)]
    if sorted(numbers) != sorted(wanted):
        return [keys[0], keys[0]]
    by_number: dict[str, Any] = dict(zip(numbers, keys, strict=True))
    return [by_number[number] for number in wanted]
