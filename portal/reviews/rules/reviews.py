"""When the next review of somebody in care is due, and what may be done with it. Pure.

SI 2010/959 reg 33: the first within 20 working days of coming into care, the second not more than three
months after the first was held, then not more than six months after the one before. Counted from reviews
actually held, so one held early pulls all that follow forward; no day rolls forward. Whoever is placed for
adoption has the clocks of SI 2005/389 reg 36 from that day. Short breaks (V3, V4) are not reviewed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.clocks.answer import Answer, CannotCount
from portal.clocks.bank_holidays import Days
from portal.clocks.engine import work_out
from portal.people.rules.support import SHORT_BREAKS
from portal.reviews.rules.kinds import MeetingState, ReviewKind, ReviewState

ADULT = 18
PLACED_FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
GOES_ON = "X1"
"""The return's own word for an episode that is followed by another at once."""
PLAN_YEARS_AHEAD = 2
AFTERWARDS = ("review_decisions", "review_decisions_out", "review_record", "review_distribution")
"""Clocks that begin when a review is completed, all counted from that day."""
RESPONSE = "review_response"
DUE = "review"
"""What the house calls the clocks of the manager's answer, and of the next review."""
OPEN_STATES = frozenset({ReviewState.PLANNED, ReviewState.BEGUN})


class WhyNotReview(StrEnum):
    """Why something about a review was refused."""

    OVER = "it was held or called off"
    IN_FUTURE = "the day is in the future"
    BEFORE_CARE = "they were not in care that day"
    HELD_THAT_DAY = "a review was held that day already"
    BEFORE_LAST_MEETING = "it goes on from a meeting that was later"
    IN_PAST = "the day has passed"
    TOO_FAR = "the day is too far away"
    NOT_EARLIER = "it is not before the last day it may be"
    NO_REASON = "it is late and nobody said why"
    NO_TALK = "whether they talked alone was not said"
    NOT_PLANNED = "no meeting is planned"
    UNDER_FOUR = "they were under four"
    FOUR_OR_OLDER = "they were four or older"
    ANSWERED = "the manager answered already"
    NO_DECISIONS = "the decisions were not given yet"
    NOT_LATE = "it is not late"


@dataclass(frozen=True, slots=True)
class Stay:
    """An episode of care; the day it ended is the first not in care."""

    started_on: date
    ended_on: date | None = None
    legal_status: str = ""
    home_kind: str = ""
    reason_ended: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """The next review: which, by which clock, counted from which day."""

    kind: ReviewKind
    clock: str
    start_on: date
    answer: Answer

    @property
    def due_on(self) -> date:
        due_on = self.answer.due_on
        assert due_on is not None  # none of these clocks can stand still
        return due_on

    @property
    def aim_by_on(self) -> date:
        """The last working day on which it can be held in time."""
        return self.answer.aim_by or self.due_on


def next_review(
    stays: Iterable[Stay], held: Iterable[date], today: date, *, extra: Days = frozenset()
) -> Next | None:
    """The next review of somebody with these episodes and reviews; None: they are not in care today."""
    spell = spell_on(stays, today)
    if not spell:
        return None
    begun = spell[0].started_on
    counted = sorted({day for day in held if begun <= day <= today})
    placed_on = placed_since(spell, today)
    clock = "review_{}"
    if placed_on is not None:
        counted, begun = [day for day in counted if day >= placed_on], placed_on
        clock = "review_{}_placed_for_adoption"
    kind = (ReviewKind.FIRST, ReviewKind.SECOND, ReviewKind.LATER)[min(len(counted), 2)]
    start_on = counted[-1] if counted else begun
    name = clock.format(kind.value)
    return Next(kind, name, start_on, work_out(name, start_on, extra=extra))


def spell_on(stays: Iterable[Stay], day: date) -> Sequence[Stay]:
    """The episodes of the time in care that holds that day, oldest first. Whoever left and came back has a
    new one; a change of home or of legal status goes on."""
    spell: list[Stay] = []
    for stay in sorted(stays, key=lambda one: (one.started_on, one.ended_on or date.max)):
        if stay.legal_status in SHORT_BREAKS or stay.started_on > day:
            continue
        spell = [*spell, stay] if spell and _follows(spell, stay) else [stay]
    return spell if any(one.ended_on is None or one.ended_on > day for one in spell) else []


def until_grown_up(stays: Sequence[Stay], born_on: date | None) -> list[Stay]:
    """Nobody is in care at eighteen, whatever was left open (Children Act 1989 s22, s105)."""
    if born_on is None:
        return list(stays)
    grown_up = _birthday(born_on)
    return [
        stay
        if stay.ended_on and stay.ended_on <= grown_up
        else Stay(stay.started_on, grown_up, stay.legal_status, stay.home_kind, stay.reason_ended)
        for stay in stays
        if stay.started_on < grown_up
    ]


def was_in_care(stays: Iterable[Stay], day: date) -> bool:
    """Whether they were in care that day; the day they left counts, as a review may be held on it."""
    return any(
        stay.started_on <= day and (stay.ended_on is None or stay.ended_on >= day)
        for stay in stays
        if stay.legal_status not in SHORT_BREAKS
    )


def placed_since(spell: Sequence[Stay], day: date) -> date | None:
    """Since when they are placed for adoption, by the kind of their home; None: they are not."""
    since = None
    for stay in spell:
        if stay.home_kind not in PLACED_FOR_ADOPTION:
            since = None
        elif since is None:
            since = stay.started_on
    return since if since is not None and since <= day else None


def _birthday(born_on: date) -> date:
    try:
        return born_on.replace(year=born_on.year + ADULT)
    except ValueError:  # born on 29 February
        return date(born_on.year + ADULT, 3, 1)


def _follows(spell: Sequence[Stay], stay: Stay) -> bool:
    ends = [one.ended_on for one in spell]
    if None in ends:
        return True
    last = max(end for end in ends if end)
    goes_on = any(one.reason_ended == GOES_ON for one in spell if one.ended_on == last)
    return stay.started_on <= last + timedelta(days=1 if goes_on else 0)


def why_not_plan(
    state: ReviewState, on: date, *, today: date, last_meeting: date | None
) -> WhyNotReview | None:
    """A day on which no meeting can be planned."""
    if state not in OPEN_STATES:
        return WhyNotReview.OVER
    if on < today:
        return WhyNotReview.IN_PAST
    if on > today + timedelta(days=366 * PLAN_YEARS_AHEAD):
        return WhyNotReview.TOO_FAR
    return WhyNotReview.BEFORE_LAST_MEETING if last_meeting and on < last_meeting else None


def why_not_held(
    state: ReviewState,
    on: date,
    *,
    today: date,
    stays: Sequence[Stay],
    held: Iterable[date],
    last_meeting: date | None,
    is_statutory: bool = True,
) -> WhyNotReview | None:
    """A day on which it cannot have been held."""
    if state not in OPEN_STATES:
        return WhyNotReview.OVER
    if on > today:
        return WhyNotReview.IN_FUTURE
    if last_meeting and on < last_meeting:
        return WhyNotReview.BEFORE_LAST_MEETING
    if is_statutory and on in held:
        return WhyNotReview.HELD_THAT_DAY
    return WhyNotReview.BEFORE_CARE if is_statutory and not was_in_care(stays, on) else None


def why_not_call_off(state: ReviewState, planned_on: date | None) -> WhyNotReview | None:
    if state not in OPEN_STATES:
        return WhyNotReview.OVER
    return WhyNotReview.NOT_PLANNED if planned_on is None else None


def last_meeting_of(meetings: Iterable[tuple[MeetingState, date]]) -> date | None:
    """The day of the last meeting that was held in a series."""
    return max((on for state, on in meetings if state is MeetingState.HELD), default=None)


class Standing(StrEnum):
    """How a review stands today, the most pressing first."""

    LATE = "late"
    SOON = "soon"  # near its last day and no meeting planned, or planned too late
    TO_HOLD = "to_hold"  # its meeting was yesterday or before: was it held?
    PLANNED = "planned"
    TO_PLAN = "to_plan"


def standing_of(
    due_on: date | None, aim_by_on: date | None, planned_on: date | None, today: date, *, warn_days: int
) -> Standing:
    """What is next for an open review. One planned after its last day is soon to be late."""
    if due_on and due_on < today:
        return Standing.LATE
    if planned_on and planned_on < today:
        return Standing.TO_HOLD
    if planned_on and (due_on is None or planned_on <= due_on):
        return Standing.PLANNED
    near = aim_by_on and aim_by_on - timedelta(days=warn_days) <= today
    return Standing.SOON if near or planned_on else Standing.TO_PLAN


ORDER = (Standing.LATE, Standing.TO_HOLD, Standing.SOON, Standing.PLANNED, Standing.TO_PLAN)


@dataclass(frozen=True, slots=True)
class WasHeld:
    """One review that was held, and by when it should have been."""

    on: date
    kind: ReviewKind | None = None
    due_on: date | None = None

    @property
    def days_late(self) -> int:
        return max(0, (self.on - self.due_on).days) if self.due_on else 0


def history(stays: Sequence[Stay], held: Iterable[date], *, extra: Days = frozenset()) -> list[WasHeld]:
    """Each review with the day it was due by what was known of the ones before it, oldest first."""
    found: list[WasHeld] = []
    for on in sorted(held):
        before = [one.on for one in found]
        try:
            was_next = next_review(stays, before, on, extra=extra)
        except CannotCount:
            was_next = None
        found.append(WasHeld(on, was_next.kind, was_next.due_on) if was_next else WasHeld(on))
    return found
