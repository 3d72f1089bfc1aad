"""What a manager says of a letter that was sent. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

DRAWN = 3
"""So many letters a quarter are drawn for each manager."""
DAYS = 92
LONGEST_WORDS = 2_000


class Asked(StrEnum):
    """The questions, in order."""

    PLAIN = "plain"
    KIND = "kind"
    TRUE = "true"
    CLEAR = "clear"


class Mark(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class WhyNot(StrEnum):
    """Why a sample is not taken."""

    NOT_ALL = "not_all"  # a question was left out
    NO_WORDS = "no_words"  # partly or no, and not what would make it better


def why_not_say(marks: Mapping[Asked, Mark | None], words: str) -> WhyNot | None:
    """Every question has an answer, and what is not good comes with what would be."""
    if any(marks.get(one) is None for one in Asked):
        return WhyNot.NOT_ALL
    is_good = all(mark is Mark.YES for mark in marks.values())
    return None if is_good or words.strip() else WhyNot.NO_WORDS
