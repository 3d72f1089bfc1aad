"""Ideas and what is said about them: states, who reads what, what may be counted aloud. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

GROWN_UP = 18
TITLE = 80
"""Letters of an idea in a few words."""
AT_LEAST = 5
"""Fewer supporters than this are never told: not to members, not to other young people."""
TEXT = 2000
"""Letters of what can be read by other young people. Longer things are said on their own page."""


class Pool(StrEnum):
    """Who reads each other: never children and grown-ups together."""

    UNDER_18 = "under_18"
    GROWN_UP = "grown_up"


class IdeaState(StrEnum):
    """How it stands with an idea, once it was approved."""

    WAITING = "waiting"  # to be read, or sent back
    OPEN = "open"
    LOOKED_AT = "looked_at"
    WILL_DO = "will_do"
    DID = "did"
    CANNOT = "cannot"
    NOT_NOW = "not_now"
    REOPENED = "reopened"


ANSWERS = (IdeaState.LOOKED_AT, IdeaState.WILL_DO, IdeaState.DID, IdeaState.CANNOT, IdeaState.NOT_NOW)
"""What staff can say of it."""
FINAL = frozenset({IdeaState.WILL_DO, IdeaState.DID, IdeaState.CANNOT, IdeaState.NOT_NOW})
"""These answer it: the clock stops. Being looked at does not."""
LIVE = frozenset({IdeaState.OPEN, IdeaState.LOOKED_AT, IdeaState.REOPENED})
"""These wait for an answer, can be supported and talked about."""


class PieceKind(StrEnum):
    """What somebody typed for others to read."""

    IDEA = "idea"
    COMMENT = "comment"  # on an idea
    AGAIN = "again"  # why an idea should be looked at again
    ON_DRAFT = "on_draft"  # on a part of a draft they were asked about


class Held(StrEnum):
    """Whether others can read it."""

    WAITING = "waiting"
    SHOWN = "shown"
    SENT_BACK = "sent_back"
    HIDDEN = "hidden"  # somebody told us about it, and nobody has looked yet
    TAKEN_BACK = "taken_back"
    CHANGED = "changed"  # its author wrote it anew: another piece stands for it


class WhyNot(StrEnum):
    """Why something about an idea was refused."""

    NO_POOL = "their age is not known"
    NOT_LIVE = "it was answered or taken back"
    DECIDED_ALREADY = "somebody decided about it meanwhile"
    NOT_YOURS_TO_CHANGE = "it was approved, or changed already"
    NO_WORDS = "say it in words"
    NO_BY_WHEN = "say by when"
    DAY_HAS_PASSED = "the day has passed"
    NO_WHO = "say who does it"
    NO_LOOK_AGAIN = "say when it is looked at again"
    NOT_APPROVED = "it was not approved yet"
    NOT_FINAL = "it was not answered yet"
    TOLD_MEANWHILE = "somebody told us about it, and it was not read with that"
    SAME_STATE = "it is so already"


def pool_of(age: int | None, *, leaver: bool) -> Pool | None:
    """Whose words they read. Where no day of birth is known only a care leaver counts as grown up; nobody
    else is let in with either: None."""
    if age is not None:
        return Pool.GROWN_UP if age >= GROWN_UP else Pool.UNDER_18
    return Pool.GROWN_UP if leaver else None


def supporters_told(count: int) -> int | None:
    """ "At least so many": in fives, so that one who comes or goes is not seen. None: fewer than five."""
    return count - count % AT_LEAST if count >= AT_LEAST else None


def why_not_support(state: IdeaState, *, taken_back: bool) -> WhyNot | None:
    return WhyNot.NOT_LIVE if taken_back or state not in LIVE else None


def why_not_decide(held: Held) -> WhyNot | None:
    """A moderator decides once; what was told about since is decided again."""
    return None if held in (Held.WAITING, Held.HIDDEN) else WhyNot.DECIDED_ALREADY


def why_not_change(held: Held) -> WhyNot | None:
    """Its author changes what others do not read yet. What was approved is what was approved."""
    return None if held in (Held.WAITING, Held.SENT_BACK) else WhyNot.NOT_YOURS_TO_CHANGE


def why_not_open_again(state: IdeaState) -> WhyNot | None:
    return None if state in FINAL else WhyNot.NOT_FINAL


def why_not_answer(
    now_is: IdeaState,
    says: IdeaState,
    words: str,
    *,
    who: str,
    by_when: date | None,
    look_again_on: date | None,
    today: date,
) -> WhyNot | None:
    """What is missing in an answer to an idea. A no says the true reason in its words."""
    if now_is is IdeaState.WAITING:
        return WhyNot.NOT_APPROVED
    if not words.strip():
        return WhyNot.NO_WORDS
    if says is IdeaState.WILL_DO:
        if not who.strip():
            return WhyNot.NO_WHO
        if by_when is None:
            return WhyNot.NO_BY_WHEN
    if says is IdeaState.NOT_NOW and look_again_on is None:
        return WhyNot.NO_LOOK_AGAIN
    days = [day for day in (_by(says, by_when), _again(says, look_again_on)) if day]
    return WhyNot.DAY_HAS_PASSED if any(day < today for day in days) else None


def _by(says: IdeaState, day: date | None) -> date | None:
    return day if says is IdeaState.WILL_DO else None


def _again(says: IdeaState, day: date | None) -> date | None:
    return day if says is IdeaState.NOT_NOW else None


def is_soon(due_on: date, today: date) -> bool:
    """A reminder goes out a week before an answer is due."""
    return due_on - timedelta(days=7) <= today
