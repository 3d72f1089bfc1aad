"""What is wrong with what a survey asks, found before anybody is asked. Pure.

Nothing can go round: a condition looks back only, which is what is checked here. `faults` have to be put
right before a survey opens; `warnings` are for its maker to weigh.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.surveys.rules.content import (
    MOST_OPTIONS,
    MOST_QUESTIONS,
    MOST_WORDS,
    Content,
    OnlyIf,
    Question,
    Words,
)
from portal.surveys.rules.kinds import COUNTED, FREE_WORDS, WITH_OPTIONS, Kind
from portal.surveys.rules.values import keys_of

MOST_TO_RANK = 10
MOST_KEY = 60


class FaultKind(StrEnum):
    NO_TITLE = "no_title"
    NO_FACE = "no_face"
    NOTHING_TO_ASK = "nothing_to_ask"
    TOO_MANY_QUESTIONS = "too_many_questions"
    DOUBLED_SECTION = "doubled_section"
    DOUBLED_KEY = "doubled_key"
    BAD_KEY = "bad_key"
    NO_WORDS = "no_words"
    TOO_LONG = "too_long"
    NO_OPTIONS = "no_options"
    TOO_MANY_OPTIONS = "too_many_options"
    TOO_MANY_TO_RANK = "too_many_to_rank"
    OPTION_WITHOUT_WORDS = "option_without_words"
    SAME_OPTIONS = "same_options"
    DOUBLED_OPTION = "doubled_option"
    NO_PICTURE = "no_picture"
    REQUIRED_INFORMATION = "required_information"
    LEAST_OVER_MOST = "least_over_most"
    GROUP_IS_NOT_ONE_CHOICE = "group_is_not_one_choice"
    UNKNOWN_REFERENCE = "unknown_reference"
    LATER_REFERENCE = "later_reference"
    OWN_REFERENCE = "own_reference"
    REFERENCE_HAS_NO_CHOICES = "reference_has_no_choices"
    NO_CONDITION = "no_condition"
    OPTION_GONE = "option_gone"
    NEVER_ASKED = "never_asked"
    # for the maker to weigh
    MISSING_TRANSLATION = "missing_translation"
    REQUIRED_WORDS = "required_words"
    EMPTY_SECTION = "empty_section"


@dataclass(frozen=True)
class Fault:
    """`where`: the key of a question or a section; empty: of the whole. `what`: an option, another question,
    a language."""

    kind: FaultKind
    where: str = ""
    what: str = ""


def faults(content: Content) -> list[Fault]:
    """What has to be put right, in the order of the questions."""
    return [*_of_the_whole(content), *_of_questions(content)]


def warnings(content: Content) -> list[Fault]:
    """What its maker should weigh: a translation that is not there, words that everybody must write."""
    found = []
    if missing := [
        code for code in content.languages() if not _all_said(code, (content.intros, content.thanks))
    ]:
        found += [Fault(FaultKind.MISSING_TRANSLATION, "", code) for code in missing]
    for section in content.sections:
        if not section.questions:
            found.append(Fault(FaultKind.EMPTY_SECTION, section.key))
        found += _untranslated(section.key, content.languages(), (section.titles,))
    for question in content.questions():
        labels = (option.labels for option in question.options)
        words = (question.prompts, question.hints, *question.faces.values(), *labels)
        found += _untranslated(question.key, content.languages(), words)
        if question.is_required and question.kind in FREE_WORDS:
            found.append(Fault(FaultKind.REQUIRED_WORDS, question.key))
    return found


def _untranslated(where: str, languages: Iterable[str], words: Iterable[Words]) -> list[Fault]:
    every = list(words)
    return [
        Fault(FaultKind.MISSING_TRANSLATION, where, code)
        for code in languages
        if code != "en" and not _all_said(code, every)
    ]


def _all_said(language: str, words: Iterable[Words]) -> bool:
    """Whether whatever is said at all is said in this language too."""
    return all(one.get(language, "").strip() for one in words if any(text.strip() for text in one.values()))


def _of_the_whole(content: Content) -> Iterator[Fault]:
    questions = list(content.questions())
    if not content.titles.get("en", "").strip():
        yield Fault(FaultKind.NO_TITLE)
    if not content.faces:
        yield Fault(FaultKind.NO_FACE)
    if all(question.kind is Kind.INFORMATION for question in questions):
        yield Fault(FaultKind.NOTHING_TO_ASK)
    if len(questions) > MOST_QUESTIONS:
        yield Fault(FaultKind.TOO_MANY_QUESTIONS)
    if _too_long((content.titles, content.intros, content.thanks)):
        yield Fault(FaultKind.TOO_LONG)
    for section in content.sections:
        if _too_long((section.titles,)):
            yield Fault(FaultKind.TOO_LONG, section.key)
    for key, times in Counter(section.key for section in content.sections).items():
        if times > 1:
            yield Fault(FaultKind.DOUBLED_SECTION, key)
    for key, times in Counter(question.key for question in questions).items():
        if times > 1:
            yield Fault(FaultKind.DOUBLED_KEY, key)


def _of_questions(content: Content) -> Iterator[Fault]:
    earlier: dict[str, Question] = {}
    all_keys = {question.key for question in content.questions()}
    whether = _Whether()
    for question in content.questions():
        yield from _of_words(question)
        yield from _of_options(question)
        yield from _of_its_kind(question)
        wrong = list(_of_condition(question, earlier, all_keys))
        yield from wrong
        if not whether.can_be_asked(question, earlier) and not wrong:
            yield Fault(FaultKind.NEVER_ASKED, question.key)
        earlier[question.key] = question


def _of_words(question: Question) -> Iterator[Fault]:
    if not _is_key(question.key):
        yield Fault(FaultKind.BAD_KEY, question.key)
    if not question.prompts.get("en", "").strip():
        yield Fault(FaultKind.NO_WORDS, question.key)
    labels = (option.labels for option in question.options)
    if _too_long((question.prompts, question.hints, *question.faces.values(), *labels)):
        yield Fault(FaultKind.TOO_LONG, question.key)


def _is_key(key: str) -> bool:
    return 0 < len(key) <= MOST_KEY and key.isascii() and key.replace("_", "a").replace("-", "a").isalnum()


def _too_long(words: Iterable[Words]) -> bool:
    return any(len(text) > MOST_WORDS for one in words for text in one.values())


def _of_options(question: Question) -> Iterator[Fault]:
    if question.kind not in WITH_OPTIONS:
        return
    key, options = question.key, question.options
    if len(options) < (1 if question.kind is Kind.MANY else 2):
        yield Fault(FaultKind.NO_OPTIONS, key)
    if len(options) > MOST_OPTIONS:
        yield Fault(FaultKind.TOO_MANY_OPTIONS, key)
    elif question.kind is Kind.RANK and len(options) > MOST_TO_RANK:
        yield Fault(FaultKind.TOO_MANY_TO_RANK, key)
    if any(not option.labels.get("en", "").strip() for option in options):
        yield Fault(FaultKind.OPTION_WITHOUT_WORDS, key)
    for again in _doubled(option.key for option in options):
        yield Fault(FaultKind.DOUBLED_OPTION, key, again)
    for option in options:
        if not _is_key(option.key):
            yield Fault(FaultKind.BAD_KEY, key, option.key)
        if question.kind is Kind.PICTURE and not option.picture:
            yield Fault(FaultKind.NO_PICTURE, key, option.key)
    for language in sorted({code for option in options for code in option.labels}):
        for again in _doubled(_folded(option.labels.get(language, "")) for option in options):
            yield Fault(FaultKind.SAME_OPTIONS, key, again)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _doubled(texts: Iterable[str]) -> list[str]:
    return [text for text, times in Counter(texts).items() if text and times > 1]


def _of_its_kind(question: Question) -> Iterator[Fault]:
    if question.kind is Kind.INFORMATION and question.is_required:
        yield Fault(FaultKind.REQUIRED_INFORMATION, question.key)
    if question.least is not None and question.most is not None and question.least > question.most:
        yield Fault(FaultKind.LEAST_OVER_MOST, question.key)
    if question.is_group and question.kind is not Kind.ONE:
        yield Fault(FaultKind.GROUP_IS_NOT_ONE_CHOICE, question.key)


def _of_condition(question: Question, earlier: Mapping[str, Question], all_keys: set[str]) -> Iterator[Fault]:
    only_if = question.only_if
    if only_if is None:
        return
    asked = earlier.get(only_if.question)
    if only_if.question == question.key:
        yield Fault(FaultKind.OWN_REFERENCE, question.key)
    elif asked is None:
        is_later = only_if.question in all_keys
        kind = FaultKind.LATER_REFERENCE if is_later else FaultKind.UNKNOWN_REFERENCE
        yield Fault(kind, question.key, only_if.question)
    elif asked.kind not in COUNTED:
        yield Fault(FaultKind.REFERENCE_HAS_NO_CHOICES, question.key, only_if.question)
    elif not only_if.options:
        yield Fault(FaultKind.NO_CONDITION, question.key, only_if.question)
    else:
        for gone in [key for key in only_if.options if key not in keys_of(asked)]:
            yield Fault(FaultKind.OPTION_GONE, question.key, gone)


class _Whether:
    """Whether a question can be asked at all, and whether it always is and has to be answered, along the
    chain of its conditions. A chain meets each question once, so that one look back at a time says it."""

    def __init__(self) -> None:
        self._can: dict[str, bool] = {}
        self._must: dict[str, bool] = {}  # it is asked whatever is said before

    def can_be_asked(self, question: Question, earlier: Mapping[str, Question]) -> bool:
        can, must = self._of(question.only_if, earlier)
        self._can[question.key], self._must[question.key] = can, must
        return can

    def _of(self, only_if: OnlyIf | None, earlier: Mapping[str, Question]) -> tuple[bool, bool]:
        if only_if is None:
            return True, True
        asked = earlier.get(only_if.question)
        if asked is None or asked.kind not in COUNTED:
            return only_if.is_not, only_if.is_not
        keys, named = set(keys_of(asked)), set(only_if.options)
        can_be_asked, is_always_answered = (
            self._can[asked.key],
            self._must[asked.key] and asked.is_required,
        )
        can_be_named = can_be_asked and not keys.isdisjoint(named)
        can_be_other = not is_always_answered or not keys <= named
        return (can_be_other, not can_be_named) if only_if.is_not else (can_be_named, not can_be_other)
