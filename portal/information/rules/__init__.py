"""Saying that something held is wrong, or objecting to what is done with it. Pure."""

from __future__ import annotations

from enum import Enum, StrEnum


class Kind(StrEnum):
    WRONG = "wrong"  # UK GDPR article 16
    OBJECT = "object"  # articles 18 and 21


class State(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    TAKEN_BACK = "taken_back"


class Says(StrEnum):
    """What came of it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class WhyNot(Enum):
    NOTHING = "nothing was written"
    NOT_OPEN = "it was answered or taken back"


def why_not_ask(words: str) -> WhyNot | None:
    return None if words.strip() else WhyNot.NOTHING


def why_not_answer(state: State, reason: str) -> WhyNot | None:
    """Never without a reason."""
    if state is not State.ASKED:
        return WhyNot.NOT_OPEN
    return None if reason.strip() else WhyNot.NOTHING


def why_not_take_back(state: State) -> WhyNot | None:
    return None if state is State.ASKED else WhyNot.NOT_OPEN
