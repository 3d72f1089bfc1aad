"""Groups of young people: what kinds there are, who may come in, how long a no holds. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from portal.clocks.counting import months_later


class GroupKind(StrEnum):
    CARE4US = "care4us"  # the children in care council
    LEAVERS = "leavers"  # care leavers
    YOUNGER = "younger"  # a group of younger children
    TASK = "task"  # one piece of work; ends by itself on its day


class Joining(StrEnum):
    ASKING = "asking"  # anybody of the ages may ask
    INVITED = "invited"  # by invitation only; others are not told of it


class Place(StrEnum):
    """How far a young person and a group are with each other."""

    INVITED = "invited"
    ASKED = "asked"
    MEMBER = "member"
    SAID_NO = "said_no"  # final until `not_before`
    NOT_NOW = "not_now"  # they asked, and the group could not take them; they were told why
    LEFT = "left"


class Told(StrEnum):
    """Who may be told that somebody is in a group. They choose; nobody by default."""

    CARERS = "carers"
    WORKER = "worker"
    SCHOOL = "school"
    REVIEWER = "reviewer"


class WhyNot(StrEnum):
    CLOSED = "closed"  # the group has ended
    ALREADY = "already"  # is in it, or was invited, or asked
    SAID_NO = "said_no"  # not so long ago
    AGE = "age"
    NOT_THIS_GROUP = "not_this_group"  # one of those in it must not meet them: no reason is ever given
    BY_INVITATION = "by_invitation"
    NOTHING_OPEN = "nothing_open"  # no invitation, no asking, no membership
    TOO_LATE_TO_UNDO = "too_late_to_undo"
    NEEDS_A_DAY = "needs_a_day"  # a task group has a day on which it ends
    AGES_WRONG = "ages_wrong"
    NEEDS_ANOTHER = "needs_another"  # a second person has to agree
    NEEDS_A_REASON = "needs_a_reason"
    DAY_GONE = "day_gone"
    ELSEWHERE = "elsewhere"  # somebody else changed it meanwhile


LIVE = frozenset({Place.INVITED, Place.ASKED, Place.MEMBER})
"""Of these there is one at most for a young person and a group."""

UNDO_DAYS = 14
"""So many days after leaving they come back with one tap, and nobody is asked."""


def is_over(ends_on: date | None, closed_on: date | None, today: date) -> bool:
    """Whether the group has ended: its last day has passed, or it was closed."""
    return (ends_on is not None and ends_on < today) or (closed_on is not None and closed_on <= today)


def fits_age(age: int | None, youngest: int | None, oldest: int | None) -> bool:
    """Whether somebody of this age may come in. An unknown age keeps nobody out."""
    return age is None or ((youngest is None or age >= youngest) and (oldest is None or age <= oldest))


def not_before(said_no: date, months: int) -> date:
    """From which day somebody may be invited again after their no."""
    return months_later(said_no, months)[0]


def why_not_ask(
    *, is_shut: bool, joining: Joining, live: Place | None, fits: bool, is_apart: bool
) -> WhyNot | None:
    """Why they cannot ask to be in it. Somebody kept apart learns what is said of a group by invitation."""
    if is_shut:
        return WhyNot.CLOSED
    if live is not None:
        return WhyNot.ALREADY
    if joining is Joining.INVITED or is_apart:
        return WhyNot.BY_INVITATION
    return None if fits else WhyNot.AGE


def why_not_invite(
    *, is_shut: bool, live: Place | None, fits: bool, is_apart: bool, not_until: date | None, today: date
) -> WhyNot | None:
    """Why a worker cannot invite them now."""
    if is_shut:
        return WhyNot.CLOSED
    if is_apart:
        return WhyNot.NOT_THIS_GROUP
    if live is not None:
        return WhyNot.ALREADY
    if not_until is not None and today < not_until:
        return WhyNot.SAID_NO
    return None if fits else WhyNot.AGE


def why_not_make(
    kind: GroupKind, youngest: int | None, oldest: int | None, ends_on: date | None, today: date
) -> WhyNot | None:
    """Why a group cannot be like this."""
    if youngest is not None and oldest is not None and youngest > oldest:
        return WhyNot.AGES_WRONG
    if kind is GroupKind.TASK and ends_on is None:
        return WhyNot.NEEDS_A_DAY
    return WhyNot.DAY_GONE if ends_on is not None and ends_on < today else None


def may_undo_leaving(left_on: date | None, today: date) -> bool:
    """Whether they come back with one tap."""
    return left_on is not None and (today - left_on).days <= UNDO_DAYS


def asks_to_stay(
    *, care_ended_on: date | None, age: int | None, oldest: int | None, asked_for: str
) -> str | None:
    """What they are asked now: whether they wish to stay, since care ended or they are older than the group.

    Gives a key of the occasion, or None where nothing is to be asked or they have answered that occasion.
    Nothing ends by itself."""
    occasion = None
    if care_ended_on is not None:
        occasion = f"ended:{care_ended_on.isoformat()}"
    elif age is not None and oldest is not None and age > oldest:
        occasion = f"older:{oldest}"
    return None if occasion == asked_for else occasion
