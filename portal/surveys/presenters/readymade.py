"""Ready-made surveys as they are shown: whom for, in which words, what each asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import get_locale
from flask_babel import gettext as _

from portal.surveys.presenters.building_words import (
    audience_words,
    condition_words,
    face_words,
    kind_words,
    language_name,
)
from portal.surveys.readymade import Readymade
from portal.surveys.rules.content import Content, said


@dataclass(frozen=True)
class Part:
    """A section with its questions: the words, what kind it is, when it is asked."""

    title: str
    questions: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class Shown:
    key: str
    name: str
    facts: Sequence[tuple[str, str]]
    source: str
    how_to_adapt: str
    parts: Sequence[Part]


def shown(one: Readymade) -> Shown:
    """In the page's language where it has it; where it stands on and how to fit it are in English."""
    return Shown(
        one.key,
        said(one.content.titles, _language()),
        [(_("Who is asked"), audience_words(one.audience)), *facts_of(one.content)],
        one.source,
        one.how_to_adapt,
        parts_of(one.content),
    )


def facts_of(content: Content) -> list[tuple[str, str]]:
    """How much it asks, in whose words, in which languages."""
    return [
        (_("Questions"), str(len(list(content.questions())))),
        (_("Worded for"), _listed(face_words(face) for face in content.faces)),
        (_("Languages"), _listed(language_name(code) for code in content.languages() or ("en",))),
    ]


def parts_of(content: Content) -> list[Part]:
    language = _language()
    return [
        Part(
            said(section.titles, language),
            [
                (
                    said(question.prompts, language),
                    kind_words(question.kind),
                    condition_words(question.only_if, content) if question.only_if else "",
                )
                for question in section.questions
            ],
        )
        for section in content.sections
    ]


def _listed(words: Iterable[str]) -> str:
    return "; ".join(words)


def _language() -> str:
    return str(get_locale() or "en")
