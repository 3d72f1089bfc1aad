"""What the answering pages show: a question as plain values, words of what is wrong, what is promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.kit import clock
from portal.nameless.commands.talking import Moment
from portal.nameless.presenters.talk import promised, this_moment
from portal.surveys.commands.answering_named import About
from portal.surveys.forms.answering import Filled, name_of
from portal.surveys.presenters.words import AGREE_WORDS, FACE_WORDS, NOT_SAID_WORDS
from portal.surveys.rules.content import Content, Option, Question, prompt, said
from portal.surveys.rules.kinds import AGREES, FACES, FREE_WORDS, NOT_SAID, Face, Kind
from portal.surveys.rules.steps import Step, missing, step_of
from portal.surveys.rules.values import MOST_LINE, MOST_TEXT, Wrong
from portal.voice.presenters.saying import promises, themes

FACE_PICTURES = {"good": "face-good", "ok": "face-mixed", "bad": "face-bad"}
AGES = {
    Face.LITTLE: _l("4 to 7"),
    Face.EIGHT: _l("8 to 11"),
    Face.TWELVE: _l("12 to 17"),
    Face.LEAVER: _l("I have left care"),
    Face.ADULT: _l("I am an adult"),
}


@dataclass(frozen=True)
class Choice:
    """One thing that can be picked or put in order. `place`: among the options, for the buttons."""

    value: str
    label: str
    id: str
    picture: str = ""
    is_picked: bool = False
    place: int = 0


@dataclass(frozen=True)
class Asked:
    """A question as it is drawn (see templates/surveys/_question.html)."""

    kind: str
    name: str
    prompt: str
    hint: str = ""
    is_required: bool = False
    choices: Sequence[Choice] = ()
    texts: Sequence[str] = ("", "", "")  # what was typed; of a day its three parts
    is_ranked: bool = False
    error: str = ""
    most: int = 0
    pictures: bool = False

    @property
    def first_id(self) -> str:
        """What a link from the summary reaches; nothing for a ranking, which has only buttons."""
        if self.kind == Kind.RANK:
            return ""
        if self.kind == Kind.DATE:
            return f"{self.name}-day"
        return self.choices[0].id if self.choices else self.name


def asked(
    content: Content,
    question: Question,
    face: Face,
    language: str,
    *,
    value: Any = None,
    filled: Filled | None = None,
) -> Asked:
    """A question as it is shown: with what is kept, or with what was typed and is wrong."""
    name = name_of(content, question)
    typed = filled.typed.get(question.key) if filled else _as_typed(question, value)
    wrong = filled.wrong.get(question.key) if filled else None
    is_ranked = question.kind is Kind.RANK and bool(typed)
    return Asked(
        kind=question.kind.value,
        name=name,
        prompt=prompt(question, face, language),
        hint=said(question.hints, language),
        is_required=question.is_required,
        choices=_choices(question, name, language, typed or []),
        texts=_texts(typed or []),
        is_ranked=is_ranked,
        error=wrong_words(wrong, question) if wrong else "",
        most=MOST_LINE if question.kind is Kind.SHORT else MOST_TEXT,
        pictures=question.kind is Kind.PICTURE or any(one.picture for one in question.options),
    )


def _as_typed(question: Question, value: Any) -> list[str]:
    if value is None:
        return []
    if question.kind is Kind.DATE:
        year, month, day = str(value).split("-")
        return [str(int(day)), str(int(month)), year]
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _texts(typed: Sequence[str]) -> list[str]:
    return [*typed[:3], "", "", ""][:3]


def _choices(question: Question, name: str, language: str, typed: Sequence[str]) -> list[Choice]:
    labels: list[tuple[str, str, str]]
    if question.kind is Kind.FACES:
        labels = [(key, str(FACE_WORDS[key]), FACE_PICTURES[key]) for key in FACES]
    elif question.kind is Kind.AGREE:
        labels = [(key, str(AGREE_WORDS[key]), "") for key in AGREES]
        labels.append((NOT_SAID, str(NOT_SAID_WORDS), ""))
    else:
        labels = [(one.key, said(one.labels, language), one.picture) for one in _ordered(question, typed)]
    keys = question.option_keys()
    return [
        Choice(
            key, label, f"{name}-{place}", picture, key in typed, keys.index(key) if key in keys else place
        )
        for place, (key, label, picture) in enumerate(labels)
    ]


def _ordered(question: Question, typed: Sequence[str]) -> Sequence[Option]:
    if question.kind is Kind.RANK and sorted(typed) == sorted(question.option_keys()):
        by_key = {one.key: one for one in question.options}
        return [by_key[key] for key in typed]
    return question.options


def wrong_words(wrong: Wrong, question: Question) -> str:
    """What to do, not that something is invalid."""
    words = {
        Wrong.NEEDED: _("Answer this one, please."),
        Wrong.NO_SUCH_OPTION: _("Pick one of these."),
        Wrong.NOT_A_NUMBER: _("Write a number, like 3."),
        Wrong.TOO_SMALL: _("Write %(num)s or more.", num=question.least or 0),
        Wrong.TOO_LARGE: _("Write %(num)s or less.", num=question.most),
        Wrong.NOT_A_DAY: _("Write a real date, like 27 3 2011."),
        Wrong.TOO_LONG: _(
            "This is too long. Use %(max)s letters or fewer.",
            max=MOST_LINE if question.kind is Kind.SHORT else MOST_TEXT,
        ),
        Wrong.NOT_ALL_RANKED: _("Put all of them in order, or none."),
    }
    return str(words[wrong])


@dataclass(frozen=True)
class Answered:
    """A line of the page on which everything is looked at again."""

    prompt: str
    said: Sequence[str]
    step: int
    is_needed: bool = False


def looked_at(
    content: Content, found: Sequence[Step], values: Mapping[str, Any], face: Face, language: str
) -> list[Answered]:
    """Everything that was asked, with what was answered in words."""
    needed = {one.key for one in missing(content, values)}
    lines = []
    for step in found:
        for question in step.questions:
            if question.kind is not Kind.INFORMATION:
                words = in_words(question, values.get(question.key), language)
                line = Answered(prompt(question, face, language), words, step.number, question.key in needed)
                lines.append(line)
    return lines


def in_words(question: Question, value: Any, language: str) -> list[str]:
    """An answer as it reads; nothing for none."""
    if value is None:
        return []
    if question.kind is Kind.FACES:
        return [str(FACE_WORDS[value])]
    if question.kind is Kind.AGREE:
        return [str(NOT_SAID_WORDS if value == NOT_SAID else AGREE_WORDS[value])]
    labels = {one.key: said(one.labels, language) for one in question.options}
    if labels:
        return [labels[key] for key in (value if isinstance(value, list) else [value]) if key in labels]
    if question.kind is Kind.DATE:
        year, month, day = str(value).split("-")
        return [f"{int(day)}/{int(month)}/{year}"]
    return [str(value)]


def needs(content: Content, found: Sequence[Step], values: Mapping[str, Any]) -> int | None:
    """The page of the first question that needs an answer and has none."""
    first = next(iter(missing(content, values)), None)
    step = step_of(found, first.key) if first else None
    return step.number if step else None


def has_words(questions: Sequence[Question]) -> bool:
    """Whether something is written on this page: the warning stands before it."""
    return any(question.kind in FREE_WORDS for question in questions)


def read_by() -> datetime:
    """By when a person reads what is sent now."""
    return promised()


def moment_now() -> Moment:
    return this_moment()


def about_now(language: str) -> About:
    """What sending with a name needs."""
    return About(promises(), themes(), language, clock.now())
