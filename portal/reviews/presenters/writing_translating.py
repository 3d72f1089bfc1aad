"""A letter beside its translation: part by part, each in the direction of its language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import flask

from portal.reviews.forms.writing import TranslationForm
from portal.reviews.presenters.letters import (
    Shown,
    direction_of,
    heading_words,
    in_another_language,
    language_name,
)
from portal.reviews.queries import writing as queries
from portal.reviews.queries.letters import as_sent
from portal.reviews.rules import LetterState
from portal.reviews.rules.writing import Section


@dataclass(frozen=True)
class TranslationPage:
    """`direction`, `was`: which way the translation and the original are written."""

    name: str
    language: str
    direction: str
    original_language: str
    was: str
    parts: list[tuple[str, str]]
    """Heading and words of the original."""
    is_stale: bool


def original_of(letter: Any) -> list[Section]:
    """The parts that the child is shown, in order."""
    return [Section(one.key, one.heading, one.words) for one in as_sent(letter).parts]


def form_of(letter: Any, language: str, original: Sequence[Section]) -> TranslationForm:
    """What was translated already, part for part."""
    kept = next((one for one in queries.translations_of(letter) if one.language == language), None)
    found = _matched(original, kept.sections if kept else [])
    return TranslationForm(
        formdata=None,
        data={
            "translator": kept.translator if kept else "",
            "seen": queries.words_fingerprint(letter).hex(),
            "parts": [{"heading": one.heading, "words": one.words} for one in found],
        },
    )


def sent_form(original: Sequence[Section]) -> TranslationForm:
    """The form as it came, with a place for each part of the original."""
    form = TranslationForm()
    while len(form.parts) < len(original):
        form.parts.append_entry({})
    return form


def page_of(letter: Any, language: str, original: Sequence[Section]) -> TranslationPage:
    """What the page says besides the form."""
    kept = next((one for one in queries.translations_of(letter) if one.language == language), None)
    return TranslationPage(
        language_name(language),
        language,
        direction_of(language),
        letter.language,
        direction_of(letter.language),
        [(one.heading or heading_words(one.key, letter.preset), one.words) for one in original],
        bool(kept and kept.is_stale),
    )


def shown_of(letter: Any) -> list[tuple[Shown, str, bool]]:
    """Each translation as the child reads it, the name of its language, and whether it is out of date."""
    made = as_sent(letter)
    return [
        (in_another_language(made, one), language_name(one.language), one.is_stale)
        for one in queries.translations_of(letter)
    ]


def back_to(letter: Any) -> str:
    """The page from which a translation is begun."""
    if letter.state in (LetterState.DRAFT, LetterState.APPROVED):
        return flask.url_for("reviews.preview_letter", review_id=letter.review_id)
    return flask.url_for("reviews.letter_sent", letter_id=letter.id)


def _matched(original: Sequence[Section], kept: Sequence[Section]) -> list[Section]:
    """What was translated of each part, where the order changed meanwhile too."""
    left, found = list(kept), []
    for one in original:
        match = next((other for other in left if other.key is one.key), None)
        if match:
            left.remove(match)
        found.append(match or Section(one.key))
    return found
