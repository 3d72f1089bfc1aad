"""From what a form or a sheet of paper says to the value that is kept, or what is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from portal.surveys.rules.content import Question
from portal.surveys.rules.kinds import AGREES, FACES, NOT_SAID, Kind

MOST_LINE = 200
MOST_TEXT = 5_000
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


class Wrong(StrEnum):
    NEEDED = "needed"
    NO_SUCH_OPTION = "no_such_option"
    NOT_A_NUMBER = "not_a_number"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    NOT_A_DAY = "not_a_day"
    TOO_LONG = "too_long"
    NOT_ALL_RANKED = "not_all_ranked"


def clean(question: Question, raw: Sequence[str]) -> Any | Wrong | None:
    """The value; None for nothing said; or what is wrong. `raw`: what came under its name, in order; of a
    date one ISO day; of a ranking the keys, most important first."""
    texts = [text.strip() for text in raw if text.strip()]
    if question.kind is Kind.INFORMATION:
        return None
    if not texts:
        return Wrong.NEEDED if question.is_required else None
    if question.kind in _BY_KEY:
        return _chosen(question, texts)
    return _written(question, texts[0])


_BY_KEY = frozenset({Kind.FACES, Kind.AGREE, Kind.ONE, Kind.PICTURE, Kind.MANY, Kind.RANK})


def keys_of(question: Question) -> tuple[str, ...]:
    """All the keys an answer could have, in the order in which they are shown."""
    if question.kind is Kind.FACES:
        return FACES
    if question.kind is Kind.AGREE:
        return (*AGREES, NOT_SAID)
    return question.option_keys()


def _chosen(question: Question, texts: Sequence[str]) -> Any | Wrong:
    keys = keys_of(question)
    if not set(texts) <= set(keys):
        return Wrong.NO_SUCH_OPTION
    if question.kind is Kind.MANY:
        return [key for key in keys if key in texts]
    if question.kind is Kind.RANK:
        return list(texts) if sorted(texts) == sorted(keys) else Wrong.NOT_ALL_RANKED
    return texts[0]


def _written(question: Question, text: str) -> Any | Wrong:
    if question.kind is Kind.NUMBER:
        return _number(question, text)
    if question.kind is Kind.DATE:
        return _day(text)
    return text if len(text) <= (MOST_LINE if question.kind is Kind.SHORT else MOST_TEXT) else Wrong.TOO_LONG


def _number(question: Question, text: str) -> int | Wrong:
    if len(text) > 10 or not text.removeprefix("-").isdecimal():
        return Wrong.NOT_A_NUMBER
    number = int(text)
    if number < (0 if question.least is None else question.least):
        return Wrong.TOO_SMALL
    return Wrong.TOO_LARGE if question.most is not None and number > question.most else number


def _day(text: str) -> str | Wrong:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return Wrong.NOT_A_DAY
    return day.isoformat() if FIRST_DAY <= day <= LAST_DAY else Wrong.NOT_A_DAY
