"""What the page of one question needs to know of the rest of the survey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from portal.surveys.forms.building_question import Around, question_form
from portal.surveys.presenters.building import kinds, languages_of
from portal.surveys.presenters.building_words import (
    answers_of,
    face_words,
    fault_words,
    kind_words,
    prompt_of,
)
from portal.surveys.rules.content import Content, Question
from portal.surveys.rules.faults import Fault, faults, warnings
from portal.surveys.rules.kinds import COUNTED, WITH_OPTIONS, Kind
from portal.surveys.rules.pictures import PICTURES

_LONGEST = 80


def around(content: Content, question: Question) -> Around:
    """Only earlier questions with answers to choose from can be what it depends on."""
    earlier = _earlier(content, question)
    faces = content.faces if len(content.faces) > 1 else ()
    also_worded = tuple(face for face in question.faces if face not in faces)
    return Around(
        languages=languages_of(content),
        faces={face: face_words(face) for face in (*faces, *also_worded)},
        kinds=kinds(),
        earlier=[(one.key, _("only if “%(question)s”", question=_short(prompt_of(one)))) for one in earlier],
        answers={one.key: answers_of(one) for one in earlier},
        pictures=[(name, name.replace("_", " ").replace("-", " ")) for name in PICTURES],
    )


def _earlier(content: Content, question: Question) -> list[Question]:
    found: list[Question] = []
    for one in content.questions():
        if one.key == question.key:
            break
        if one.kind in COUNTED:
            found.append(one)
    return found


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def form_of(content: Content, question: Question) -> Any:
    return question_form(question, around(content, question))


def page(content: Content, question: Question) -> dict[str, Any]:
    """What stands around the form."""
    known = around(content, question)
    return {
        "question": question,
        "name": prompt_of(question),
        "kind_words": kind_words(question.kind),
        "languages": known.languages,
        "faces": {face.value: name for face, name in known.faces.items()},
        "has_options": question.kind in WITH_OPTIONS,
        "has_pictures": question.kind is Kind.PICTURE and bool(question.options),
        "is_number": question.kind is Kind.NUMBER,
        "may_group": question.kind is Kind.ONE,
        "asks": question.kind is not Kind.INFORMATION,
        "wrong": _words(faults(content), content, question),
        "weigh": _words(warnings(content), content, question),
    }


def _words(found: Sequence[Fault], content: Content, question: Question) -> list[str]:
    return [fault_words(fault, content) for fault in found if fault.where == question.key]


def needs_more(question: Question) -> bool:
    """Whether its page has something to fill in that it did not have before it was saved: answers to choose
    from, and then their pictures."""
    if question.kind not in WITH_OPTIONS:
        return False
    return not question.options or (
        question.kind is Kind.PICTURE and any(not option.picture for option in question.options)
    )
