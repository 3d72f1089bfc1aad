"""A survey as somebody who is asked sees it: each face, each language, each version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import flask
from flask_babel import force_locale

from portal.surveys.presenters.answering import Asked, asked
from portal.surveys.presenters.building import languages_of
from portal.surveys.presenters.building_words import condition_words, direction, face_words, is_known
from portal.surveys.queries import surveys as queries
from portal.surveys.queries.subjects import SurveyFound, VersionFound
from portal.surveys.rules.content import said
from portal.surveys.rules.kinds import YOUNG, Face


@dataclass(frozen=True)
class Wanted:
    """What the address asks to see; what is odd there is the first of each."""

    version: VersionFound
    face: Face
    language: str


@dataclass(frozen=True)
class Drawn:
    """A question as it is drawn, and when it is asked (in words for its maker)."""

    asked: Asked
    condition: str


def wanted(survey: SurveyFound) -> Wanted:
    asks = flask.request.args
    number = asks.get("version", "")
    version = None
    if number.isascii() and number.isdigit() and len(number) < 6:
        version = queries.version(survey.id, int(number))
    version = version or survey.latest
    faces = version.content.faces or (Face.ADULT,)
    face = next((one for one in faces if one.value == asks.get("face")), faces[0])
    codes = list(languages_of(version.content))
    language = next((code for code in codes if code == asks.get("language")), codes[0])
    return Wanted(version, face, language)


def preview(survey: SurveyFound) -> dict[str, Any]:
    """The page around the phone."""
    shown = wanted(survey)
    content = shown.version.content
    return {
        "survey": survey,
        "number": shown.version.number,
        "is_latest": shown.version.number == survey.latest.number,
        "face": shown.face.value,
        "language": shown.language,
        "faces": [(face.value, face_words(face)) for face in content.faces or (Face.ADULT,)],
        "languages": list(languages_of(content).items()),
    }


def inside(survey: SurveyFound) -> dict[str, Any]:
    """The page in the phone: all questions under each other, our own words in the language if we have it."""
    shown = wanted(survey)
    content, language = shown.version.content, shown.language
    when = {one.key: condition_words(one.only_if, content) for one in content.questions() if one.only_if}
    with force_locale(language if is_known(language) else "en"):
        sections = [
            (
                said(section.titles, language),
                [
                    Drawn(asked(content, one, shown.face, language), when.get(one.key, ""))
                    for one in section.questions
                ],
            )
            for section in content.sections
            if section.questions
        ]
    return {
        "title": said(content.titles, language) or survey.name,
        "intro": said(content.intros, language),
        "thanks": said(content.thanks, language),
        "sections": sections,
        "content_language": language,
        "content_direction": direction(language),
        "face": shown.face.value,
        "layout": "kit/young.html" if shown.face in YOUNG else "surveys/_grown.html",
        "sheet": "survey.css",
        "leave_url": "#main",
    }
