"""When an advocate is offered, and how far a young person's wish for one is. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum, StrEnum

CHASED_AFTER = timedelta(hours=48)
ADVOCATES_UNTIL = 25  # Care leavers: advocacy is the council's to give until this birthday.


class Point(StrEnum):
    """Where an advocate has to be offered, each once."""

    COMPLAINT = "complaint"
    REVIEW = "review"
    REFUSAL = "refusal"
    RECORDS = "records"
    HELD_BACK = "held_back"
    CONFERENCE = "conference"
    MOVE = "move"
    OTHER = "other"


class Reply(StrEnum):
    """What they said to an offer. Nothing said is no row of its own."""

    YES = "yes"
    NO = "no"
    LATER = "later"


class State(StrEnum):
    ASKED = "asked"
    THERE = "there"
    ENDED = "ended"
    TAKEN_BACK = "taken_back"


class Reach(StrEnum):
    """How they want to be reached."""

    HERE = "here"
    CALL = "call"
    TEXT = "text"
    MEET = "meet"


class Helps(StrEnum):
    """Who should come along, so that they can say it their way."""

    SIGNING = "signing"
    INTERPRETER = "interpreter"
    PICTURES = "pictures"
    SOMEBODY = "somebody"


class Helped(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class WhyNot(Enum):
    ANSWERED_ALREADY = "they said yes or no already"
    ASKED_ALREADY = "they have asked, and it is not ended"
    NOT_ASKED = "it is not open"
    NOT_THERE = "nobody has said they are there"
    NOT_ENDED = "it has not ended"
    TOO_OLD = "they are 25 or older"


def why_not_answer_offer(reply: Reply | None) -> WhyNot | None:
    """ "Later" can still become yes or no."""
    return WhyNot.ANSWERED_ALREADY if reply in (Reply.YES, Reply.NO) else None


def why_not_ask(*, has_open: bool, age: int | None) -> WhyNot | None:
    if age is not None and age >= ADVOCATES_UNTIL:
        return WhyNot.TOO_OLD
    return WhyNot.ASKED_ALREADY if has_open else None


def why_not_be_there(state: State) -> WhyNot | None:
    return None if state is State.ASKED else WhyNot.NOT_ASKED


def why_not_end(state: State) -> WhyNot | None:
    return None if state is State.THERE else WhyNot.NOT_THERE


def why_not_take_back(state: State) -> WhyNot | None:
    return None if state in (State.ASKED, State.THERE) else WhyNot.NOT_ASKED


def why_not_say_helped(state: State) -> WhyNot | None:
    return None if state is State.ENDED else WhyNot.NOT_ENDED


def is_to_chase(state: State, asked_at: datetime, now: datetime) -> bool:
    """Nobody has said they are there, 48 hours after it was asked."""
    return state is State.ASKED and now - asked_at >= CHASED_AFTER
