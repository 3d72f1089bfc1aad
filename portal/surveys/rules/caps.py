"""How much a draft may hold. What is half done may be kept; what is endless may not. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from portal.surveys.rules.content import MOST_OPTIONS, MOST_QUESTIONS, MOST_WORDS, Content, Words
from portal.surveys.rules.kinds import WhyNot

MOST_SECTIONS = 40
MOST_LANGUAGES = 20


def why_not_keep(content: Content) -> WhyNot | None:
    questions = list(content.questions())
    if len(questions) > MOST_QUESTIONS or len(content.sections) > MOST_SECTIONS:
        return WhyNot.TOO_MANY
    if any(len(words) > MOST_LANGUAGES for words in _words(content)):
        return WhyNot.TOO_MANY
    if any(len(question.options) > MOST_OPTIONS for question in questions):
        return WhyNot.TOO_MANY
    is_long = any(len(text) > MOST_WORDS for words in _words(content) for text in words.values())
    return WhyNot.TOO_LONG if is_long else None


def _words(content: Content) -> Iterator[Words]:
    yield from (content.titles, content.intros, content.thanks)
    for section in content.sections:
        yield section.titles
    for question in content.questions():
        yield from (question.prompts, question.hints, *question.faces.values())
        for option in question.options:
            yield option.labels
