"""What may happen to an agreed action, how it reads to the child, and who hears when it is late. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import Enum, StrEnum
from uuid import UUID

from portal.reviews.rules.kinds import ActionState

MOST_AT_ONCE = 40
"""Decisions of one meeting, in one form."""
WORDS_MAX = 1_000
NAME_MAX = 80
CHASE_AGAIN_AFTER = timedelta(hours=24)
UNDO_WITHIN = timedelta(minutes=30)
"""How long a tap on "this hasn't happened" can be taken back: about as long as somebody stays signed in."""
_NOTED_EVERY = timedelta(minutes=1)
"""So exactly is it known when somebody was last on the pages."""
ENDED = frozenset({ActionState.DONE, ActionState.CHANGED, ActionState.NOT_DONE})
BROKEN = ENDED - {ActionState.DONE}
OPEN = frozenset(ActionState) - ENDED
FARTHEST = timedelta(days=3 * 366)
"""Nobody agrees on a day further away: it is a slip of the year."""


class WhyNot(Enum):
    """Why something about an agreed action is refused."""

    NO_LINES = "no lines"
    TOO_MANY = "too many"
    NO_WORDS = "no words"
    NO_OWNER = "no owner"
    NO_DAY = "no day"
    DAY_PAST = "day past"
    DAY_FAR = "day far"
    NO_REASON = "no reason"
    NO_ACHIEVED = "no achieved"
    ENDED_ALREADY = "ended already"
    NOT_ENDED = "not ended"
    STARTED_ALREADY = "started already"
    CHANGED_MEANWHILE = "changed meanwhile"
    CHASED_TODAY = "chased today"
    NOT_CHASED = "not chased"
    SAME_OWNER = "same owner"
    OWNER_CANNOT = "owner cannot"
    TOLD_ALREADY = "told already"
    NOT_HELD_BACK = "not held back"
    NOT_SAID_DONE = "not said done"


@dataclass(frozen=True)
class Line:
    """One thing that was agreed, as it is written down. `owner_name`: as the child reads it."""

    words: str
    due_on: date | None
    child_words: str = ""
    why: str = ""
    owner_id: UUID | None = None
    owner_name: str = ""
    is_held_back: bool = False
    held_back_until: date | None = None
    held_back_why: str = ""


@dataclass(frozen=True)
class Wording:
    """The words of a promise: kept when it is worded anew, so that nobody turns it round unseen."""

    words: str
    child_words: str = ""
    why: str = ""

    @property
    def as_they_read_it(self) -> str:
        return self.child_words or self.words

    def as_text(self) -> str:
        return json.dumps(asdict(self))


def wording_from(text: str) -> Wording | None:
    """What was kept of how it read before; None of one from before that was kept."""
    return Wording(**json.loads(text)) if text else None


def is_decided(review_id: UUID | None, carried_to_id: UUID | None) -> bool:
    """A review decided it, or goes on with it, so it is in that review's letter: only whoever leads the
    reviews words it anew."""
    return review_id is not None or carried_to_id is not None


@dataclass(frozen=True)
class Gone:
    """What a review says of something still open: carry, done, changed, not_done, or "" for nothing."""

    what: str
    words: str = ""
    due_on: date | None = None  # another day, where it goes on


class PlainState(StrEnum):
    """How it stands, as a child is told."""

    AGREED = "agreed"
    STARTED = "started"
    DONE = "done"
    CHANGED = "changed"
    NOT_DONE = "not_done"
    LATE = "late"


def plain_state(state: ActionState, due_on: date, on: date) -> PlainState:
    """What holds today: late goes before how far it is."""
    return PlainState.LATE if is_late(state, due_on, on) else PlainState(state.value)


def is_late(state: ActionState, due_on: date, on: date) -> bool:
    """Its day has passed and it is not done."""
    return state in OPEN and due_on < on


def is_hidden(held_back_until: date | None, told_at: datetime | None) -> bool:
    """The child is not shown it yet: a person tells them first. A day that passes does not show it."""
    return held_back_until is not None and told_at is None


def why_not_agree(words: str, has_owner: bool, due_on: date | None, on: date) -> WhyNot | None:
    """Whether one line can be written down: it has words, somebody who does it, and a day to come."""
    if not words.strip():
        return WhyNot.NO_WORDS
    if not has_owner:
        return WhyNot.NO_OWNER
    return why_not_due(due_on, on)


def why_not_line(line: Line, on: date, *, but_told: bool = False) -> WhyNot | None:
    """Whether a whole line can be; `but_told`: without looking at how it is held back."""
    why = why_not_agree(line.words, bool(line.owner_id or line.owner_name.strip()), line.due_on, on)
    if why or but_told or not line.is_held_back:
        return why
    return why_not_hold_back(line.held_back_until, line.held_back_why, on, is_known_to_them=False)


def why_not_due(due_on: date | None, on: date) -> WhyNot | None:
    if due_on is None:
        return WhyNot.NO_DAY
    if due_on < on:
        return WhyNot.DAY_PAST
    return WhyNot.DAY_FAR if due_on > on + FARTHEST else None


def why_not_move_on(state: ActionState, to: ActionState, words: str) -> WhyNot | None:
    """Whether it may go to this state. An end needs its reason, or what was achieved: a child reads it."""
    if state in ENDED:
        return WhyNot.ENDED_ALREADY
    if to is ActionState.STARTED and state is ActionState.STARTED:
        return WhyNot.STARTED_ALREADY
    if to is ActionState.DONE and not words.strip():
        return WhyNot.NO_ACHIEVED
    return WhyNot.NO_REASON if to in ENDED and not words.strip() else None


def why_not_move(state: ActionState, due_on: date | None, reason: str, on: date) -> WhyNot | None:
    """Whether it may have another day."""
    if state in ENDED:
        return WhyNot.ENDED_ALREADY
    return WhyNot.NO_REASON if not reason.strip() else why_not_due(due_on, on)


def why_not_chase(state: ActionState, last_chased_at: datetime | None, now: datetime) -> WhyNot | None:
    """Not more than once a day; what ended by being changed or not done is not chased, its "done" can be."""
    if state in (ActionState.CHANGED, ActionState.NOT_DONE):
        return WhyNot.ENDED_ALREADY
    if last_chased_at and now - last_chased_at < CHASE_AGAIN_AFTER:
        return WhyNot.CHASED_TODAY
    return None


def can_undo_chase(chased_at: datetime | None, undone_at: datetime | None, now: datetime) -> bool:
    """Soon after it, and once a day: each chase after one that was taken back tells everybody again."""
    if undone_at is not None and now - undone_at < CHASE_AGAIN_AFTER:
        return False
    return chased_at is not None and now - chased_at < UNDO_WITHIN


def may_have_looked(shown_since: datetime, last_here_at: datetime | None) -> bool:
    """Whether they were on their pages while it stood there. That they did not read it nobody can tell."""
    return last_here_at is not None and last_here_at + _NOTED_EVERY > shown_since


def why_not_hold_back(until: date | None, reason: str, on: date, *, is_known_to_them: bool) -> WhyNot | None:
    """Only what they do not know of yet can be held back, with a reason and a day."""
    if is_known_to_them:
        return WhyNot.TOLD_ALREADY
    return WhyNot.NO_REASON if not reason.strip() else why_not_due(until, on)


def why_not_go(gone: Gone, state: ActionState, due_on: date, on: date) -> WhyNot | None:
    """Whether that can be said of it: what goes on needs a day to come, an end its reason."""
    if not gone.what:
        return None
    if gone.what != "carry":
        return why_not_move_on(state, ActionState(gone.what), gone.words)
    if gone.due_on:
        return why_not_move(state, gone.due_on, gone.words, on)
    return WhyNot.NO_DAY if due_on < on else None


class Hears(StrEnum):
    """A step of the line above somebody who has not done what was agreed."""

    OWNER = "owner"
    STAND_IN = "stand_in"
    MANAGER = "manager"  # the owner's
    IRO = "iro"
    IRO_MANAGER = "iro_manager"


@dataclass(frozen=True)
class Ladder:
    """After how many days late who hears of it (settings)."""

    soon_days: int = 7  # before its day: the owner is reminded
    manager_after: int = 3
    iro_after: int = 10
    iro_manager_after: int = 20


def who_hears(days_late: int, ladder: Ladder) -> list[Hears]:
    """Who hears that it is late: the owner and who stands in at once, then up the line."""
    steps = [Hears.OWNER, Hears.STAND_IN]
    for step, after in (
        (Hears.MANAGER, ladder.manager_after),
        (Hears.IRO, ladder.iro_after),
        (Hears.IRO_MANAGER, ladder.iro_manager_after),
    ):
        if days_late >= after:
            steps.append(step)
    return steps


def is_a_step(days_late: int, ladder: Ladder) -> bool:
    """Whether somebody hears it from that day on who did not the day before."""
    return days_late in (1, ladder.manager_after, ladder.iro_after, ladder.iro_manager_after)
