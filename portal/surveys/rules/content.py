"""What a version of a survey asks: its sections and questions, as data. Pure.

`read` and `written` go between these and the JSON that is kept. Words are kept by language; a question may be
worded differently for a face and is the same question. A condition may only look back, so that no path can
go round; what else can be wrong with one is found by `faults`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.surveys.rules.kinds import Face, Kind

Words = Mapping[str, str]
"""By language code; English is there unless a fault says otherwise."""

MOST_QUESTIONS = 200
MOST_OPTIONS = 40
MOST_WORDS = 2_000  # characters of one text


@dataclass(frozen=True)
class Option:
    key: str
    labels: Words
    picture: str = ""  # a name of the sprite (kind PICTURE)


@dataclass(frozen=True)
class OnlyIf:
    """Asked only where an earlier question was answered with one of `options` (or, `is_not`, with none of
    them, nothing said included)."""

    question: str
    options: tuple[str, ...]
    is_not: bool = False


@dataclass(frozen=True)
class Question:
    key: str
    kind: Kind
    prompts: Words
    faces: Mapping[Face, Words] = field(default_factory=dict)  # other words for a face
    hints: Words = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    is_required: bool = False
    only_if: OnlyIf | None = None
    is_group: bool = False  # results may be compared by it (kind ONE only)
    least: int | None = None  # of a number
    most: int | None = None

    def option_keys(self) -> tuple[str, ...]:
        return tuple(option.key for option in self.options)


@dataclass(frozen=True)
class Section:
    key: str
    titles: Words
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Content:
    titles: Words
    intros: Words
    thanks: Words
    faces: tuple[Face, ...]  # for whom it is; the first is the one that is taken where nobody says
    sections: tuple[Section, ...]

    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def question(self, key: str) -> Question | None:
        return next((one for one in self.questions() if one.key == key), None)

    def languages(self) -> tuple[str, ...]:
        """Those of the title, English first."""
        return tuple(sorted(self.titles, key=lambda code: (code != "en", code)))


def said(words: Words, language: str) -> str:
    """In that language, or in English."""
    return words.get(language) or words.get("en", "")


def prompt(question: Question, face: Face, language: str) -> str:
    """The words of the face in the language; else of the face in English; else the plain ones."""
    for words in (question.faces.get(face, {}), question.prompts):
        if words.get(language):
            return words[language]
    return said(question.faces.get(face, {}), "en") or said(question.prompts, "en")


def read(data: Mapping[str, Any]) -> Content:
    """From what `written` gave. KeyError, TypeError or ValueError where it did not give it."""
    return Content(
        titles=dict(data["titles"]),
        intros=dict(data["intros"]),
        thanks=dict(data["thanks"]),
        faces=tuple(Face(face) for face in data["faces"]),
        sections=tuple(
            Section(one["key"], dict(one["titles"]), tuple(_question(each) for each in one["questions"]))
            for one in data["sections"]
        ),
    )


def _question(data: Mapping[str, Any]) -> Question:
    only_if = data.get("only_if")
    return Question(
        key=data["key"],
        kind=Kind(data["kind"]),
        prompts=dict(data["prompts"]),
        faces={Face(face): dict(words) for face, words in data.get("faces", {}).items()},
        hints=dict(data.get("hints", {})),
        options=tuple(
            Option(one["key"], dict(one["labels"]), one.get("picture", "")) for one in data.get("options", ())
        ),
        is_required=bool(data.get("is_required")),
        only_if=OnlyIf(only_if["question"], tuple(only_if["options"]), bool(only_if.get("is_not")))
        if only_if
        else None,
        is_group=bool(data.get("is_group")),
        least=data.get("least"),
        most=data.get("most"),
    )


def written(content: Content) -> dict[str, Any]:
    """As JSON; what is empty is left out of the questions."""
    return {
        "titles": dict(content.titles),
        "intros": dict(content.intros),
        "thanks": dict(content.thanks),
        "faces": [face.value for face in content.faces],
        "sections": [
            {
                "key": one.key,
                "titles": dict(one.titles),
                "questions": [_written(each) for each in one.questions],
            }
            for one in content.sections
        ],
    }


def _written(question: Question) -> dict[str, Any]:
    only_if = question.only_if
    whole: dict[str, Any] = {
        "key": question.key,
        "kind": question.kind.value,
        "prompts": dict(question.prompts),
        "faces": {face.value: dict(words) for face, words in question.faces.items() if words},
        "hints": dict(question.hints),
        "options": [_option(option) for option in question.options],
        "is_required": question.is_required,
        "only_if": only_if
        and {"question": only_if.question, "options": list(only_if.options), "is_not": only_if.is_not},
        "is_group": question.is_group,
    }
    kept = {name: value for name, value in whole.items() if value}
    return kept | {
        name: getattr(question, name) for name in ("least", "most") if getattr(question, name) is not None
    }


def _option(option: Option) -> dict[str, Any]:
    made: dict[str, Any] = {"key": option.key, "labels": dict(option.labels)}
    return made | ({"picture": option.picture} if option.picture else {})
