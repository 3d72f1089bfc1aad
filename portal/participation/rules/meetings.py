"""A group's meetings: who comes, what is talked about, what was agreed and how far it is. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

WORDS_MAX = 1_000
LINE_MAX = 400
LINES = 10
MOST_CAME = 500
READING_AGE = 9.0
"""What minutes should not be harder than: members may be seven and read as a seven-year-old does."""

LONG_SENTENCE = 15


class MeetingKind(StrEnum):
    MEETING = "meeting"
    SESSION = "session"  # with younger children or some who do not read, run by a worker with pictures


class MeetingState(StrEnum):
    PLANNED = "planned"
    CALLED_OFF = "called_off"


class Coming(StrEnum):
    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class Need(StrEnum):
    """What somebody needs so that they can come."""

    LIFT = "lift"
    FARE = "fare"
    SOMEBODY = "somebody"
    ONLINE = "online"
    INTERPRETER = "interpreter"
    QUIET = "quiet"
    ACCESS = "access"


class PointKind(StrEnum):
    """Where something on the agenda comes from."""

    MEMBER = "member"
    IDEA = "idea"
    THEME = "theme"  # what young people are saying, as it was published
    WORKER = "worker"


class PointState(StrEnum):
    WAITING = "waiting"  # the desk and a worker read it first
    ON = "on"
    NOT_ON = "not_on"  # with the reason, which its author reads
    TAKEN_OFF = "taken_off"  # by whoever brought it


class ActionState(StrEnum):
    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    DONE = "done"
    WILL_NOT = "will_not"


OPEN = frozenset({ActionState.NOT_BEGUN, ActionState.UNDER_WAY})


class WhyNot(StrEnum):
    IN_PAST = "in_past"
    CALLED_OFF = "called_off"
    IS_OVER = "is_over"
    NOT_YET = "not_yet"  # minutes of a meeting that was not
    NO_WORDS = "no_words"
    NO_REASON = "no_reason"
    NO_LINES = "no_lines"
    NO_OWNER = "no_owner"
    NOT_PUBLISHED = "not_published"  # for the panel comes after for the members
    SENT_ALREADY = "sent_already"
    CHANGED_MEANWHILE = "changed_meanwhile"
    ENDED_ALREADY = "ended_already"
    NOT_READ_YET = "not_read_yet"  # the desk reads it first
    NO_YES = "no_yes"  # a quote without a yes to its very words


@dataclass(frozen=True)
class Plan:
    """A meeting as it is planned."""

    kind: MeetingKind
    starts_at: datetime
    place: str
    way: str
    """How to get there, who pays, who comes along."""


@dataclass(frozen=True)
class Answer:
    """What a member says about coming."""

    coming: Coming
    needs: tuple[Need, ...] = ()
    words: str = ""
    may_name: bool = False


@dataclass(frozen=True)
class MinuteLine:
    """One line of the minutes: a picture and plain words."""

    picture: str
    words: str


def why_not_plan(plan: Plan, now: datetime) -> WhyNot | None:
    """Why a meeting cannot be planned so. A session may be written down afterwards."""
    if plan.kind is MeetingKind.SESSION:
        return None
    return WhyNot.IN_PAST if plan.starts_at <= now else None


def is_over(starts_at: datetime, now: datetime) -> bool:
    """Whether it has begun: from then on nobody says that they come."""
    return starts_at <= now


def why_not_answer(state: MeetingState, starts_at: datetime, now: datetime) -> WhyNot | None:
    """Why a member cannot say any more whether they come, nor bring anything."""
    if state is MeetingState.CALLED_OFF:
        return WhyNot.CALLED_OFF
    return WhyNot.IS_OVER if is_over(starts_at, now) else None


def why_not_minutes(
    state: MeetingState, starts_at: datetime, lines: Sequence[MinuteLine], now: datetime
) -> WhyNot | None:
    """Why minutes cannot be published."""
    if state is MeetingState.CALLED_OFF:
        return WhyNot.CALLED_OFF
    if not is_over(starts_at, now):
        return WhyNot.NOT_YET
    return None if lines else WhyNot.NO_LINES


def why_not_act(words: str, owner_id: UUID | None, due_on: date | None, today: date) -> WhyNot | None:
    """Why an action cannot be written down: it needs words, a person and a day to come."""
    if not words.strip():
        return WhyNot.NO_WORDS
    if owner_id is None:
        return WhyNot.NO_OWNER
    return WhyNot.IN_PAST if due_on is None or due_on < today else None


def why_not_say_how_far(now_is: ActionState, to: ActionState, words: str) -> WhyNot | None:
    """Why it cannot be said to stand so: what ended needs words, of what was done or the true reason."""
    if now_is not in OPEN:
        return WhyNot.ENDED_ALREADY
    return WhyNot.NO_REASON if to not in OPEN and not words.strip() else None


def is_late(state: ActionState, due_on: date, today: date) -> bool:
    return state in OPEN and due_on < today


def in_order(points: Sequence[UUID], votes: Mapping[UUID, int]) -> list[UUID]:
    """What most members want to talk about first; those that are alike stay as they were brought."""
    return sorted(points, key=lambda one: -votes.get(one, 0))


def most_picked(counts: Mapping[str, int]) -> list[str]:
    """What was picked, the most picked first: the order alone, since the numbers are few."""
    return [one for one, count in sorted(counts.items(), key=lambda pair: -pair[1]) if count > 0]


def is_to_remind(
    starts_at: datetime, reminded_for: datetime | None, now: datetime, tomorrow: tuple[datetime, datetime]
) -> bool:
    """Whether members are reminded now: it is on the next day, and they were not reminded of this time."""
    return starts_at > now and tomorrow[0] <= starts_at < tomorrow[1] and reminded_for != starts_at


def a_while_after(starts_at: datetime) -> datetime:
    """When a meeting is likely over: what the calendar shows."""
    return starts_at + timedelta(minutes=90)
