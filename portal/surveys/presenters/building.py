"""What a survey asks, as its maker sees it: each question with when it is asked and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from portal.kit.pages import Page, page_number
from portal.surveys.forms.building import AddForm, Choices, add_form
from portal.surveys.presenters import waves
from portal.surveys.presenters.building_words import (
    LANGUAGES,
    audience_words,
    condition_words,
    face_words,
    fault_words,
    kind_words,
    language_name,
    prompt_of,
)
from portal.surveys.queries import surveys as queries
from portal.surveys.queries.subjects import SurveyFound
from portal.surveys.rules.content import Content, Question, Section, said
from portal.surveys.rules.faults import Fault, faults, warnings
from portal.surveys.rules.kinds import Audience, Face, Kind
from portal.surveys.rules.lists import Which


@dataclass(frozen=True)
class Line:
    """One question in the list."""

    key: str
    number: int
    prompt: str
    kind: str
    is_required: bool
    condition: str
    wrong: list[str]
    weigh: list[str]


@dataclass(frozen=True)
class Part:
    """One section in the list."""

    key: str
    number: int
    title: str
    wrong: list[str]
    weigh: list[str]
    lines: list[Line]


@dataclass(frozen=True)
class Shown:
    """The whole list. `wrong`: of the whole; `wrong_count`: in all."""

    parts: list[Part]
    wrong: list[str]
    weigh: list[str]
    wrong_count: int
    languages: list[str]
    faces: list[str]


def shown(content: Content) -> Shown:
    """Everything that is asked, with what the checker says beside it."""
    wrong, weigh = faults(content), warnings(content)
    numbers = {question.key: number for number, question in enumerate(content.questions(), 1)}
    parts = [
        Part(
            section.key,
            number,
            _name_of(section, number),
            _said_of(section.key, wrong, content, numbers, is_section=True),
            _said_of(section.key, weigh, content, numbers, is_section=True),
            [
                Line(
                    key=question.key,
                    number=numbers[question.key],
                    prompt=prompt_of(question),
                    kind=kind_words(question.kind),
                    is_required=question.is_required,
                    condition=condition_words(question.only_if, content) if question.only_if else "",
                    wrong=_said_of(question.key, wrong, content, numbers),
                    weigh=_said_of(question.key, weigh, content, numbers),
                )
                for question in section.questions
            ],
        )
        for number, section in enumerate(content.sections, 1)
    ]
    return Shown(
        parts,
        _said_of("", wrong, content, numbers),
        _said_of("", weigh, content, numbers),
        len(wrong),
        [language_name(code) for code in content.languages()],
        [face_words(face) for face in content.faces],
    )


def _said_of(
    key: str, found: Sequence[Fault], content: Content, questions: Any, *, is_section: bool = False
) -> list[str]:
    """What is said of a question, of a section or (without a key) of the whole. A section may have the key of
    a question: the question has it then."""
    if is_section and key in questions:
        return []
    words = [fault_words(fault, content) for fault in found if fault.where == key]
    return list(dict.fromkeys(words))


def survey_page(survey: SurveyFound, *, is_owner: bool) -> dict[str, Any]:
    """The overview."""
    return {
        "survey": survey,
        "audience": audience_words(survey.audience),
        "owner": queries.owner_name(survey.owner_id),
        "is_owner": is_owner,
        "shown": shown(survey.latest.content),
        "title": said(survey.latest.content.titles, "en"),
        "versions": queries.versions_of(survey.id),
        "waves": waves.lines_of(survey.id),
    }


def list_page(wanted: Which, words: str, viewer_id: UUID) -> dict[str, Any]:
    """The list, a page of it."""
    number = page_number()
    rows, total = queries.listed(wanted, viewer_id, words, number)
    names = {
        Which.MINE: _("Mine"),
        Which.ALL: _("Everybody’s"),
        Which.AWAY: _("Put away"),
    }
    return {
        "page": Page(rows, number, total, queries.PAGE_SIZE),
        "wanted": wanted.value,
        "words": words,
        "tabs": [(one.value, names[one], one is wanted) for one in Which],
        "audience_words": audience_words,
    }


def audiences() -> Choices:
    return [(one.value, audience_words(one)) for one in Audience]


def kinds() -> Choices:
    return [(one.value, kind_words(one)) for one in Kind]


def faces() -> Choices:
    return [(one.value, face_words(one)) for one in Face]


def adding(content: Content, *, is_sent: bool = False) -> AddForm:
    """The form for one question more; it goes into the last section unless another is picked."""
    sections = [(one.key, _name_of(one, number)) for number, one in enumerate(content.sections, 1)]
    return add_form(kinds(), sections[::-1], is_sent=is_sent)


def _name_of(section: Section, number: int) -> str:
    return said(section.titles, "en") or _("Section %(number)s", number=number)


def languages_of(content: Content, *, also: str = "") -> dict[str, str]:
    """Those that the survey is in, by code; one more that is being added."""
    codes = [code for code in content.languages() if _is_code(code)]
    if also in LANGUAGES and also not in codes:
        codes.append(also)
    if "en" not in codes:
        codes.insert(0, "en")
    return {code: language_name(code) for code in codes}


def languages_to_add(content: Content) -> Choices:
    left = [code for code in LANGUAGES if code not in content.titles]
    return sorted(((code, language_name(code)) for code in left), key=lambda one: one[1])


def _is_code(code: str) -> bool:
    """A code that can stand in a field's name; another is kept as it is and not shown."""
    return code.isascii() and code.replace("-", "").replace("_", "").isalnum()


def first_faces(audience: Audience) -> tuple[Face, ...]:
    """For whom a new survey is worded, until its maker says otherwise."""
    return (Face.TWELVE,) if audience is Audience.YOUNG_PEOPLE else (Face.ADULT,)


def new_question(key: str, kind: Kind, prompt: str) -> Question:
    return Question(key, kind, {"en": prompt})
