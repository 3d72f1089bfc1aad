"""A request's life: what may follow what, and where it is after all of it. Pure.

A history is walked in order of the days on which things happened, not of their writing down; what was written
down first comes first on one day. The same walk says whether one more event, or a corrected one, is legal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from portal.clocks.answer import Event
from portal.clocks.bank_holidays import NO_DAYS, Days
from portal.records.rules import who
from portal.records.rules.counted import clock_of, why_not_count
from portal.records.rules.happened import Happened, Life, WhyNot
from portal.records.rules.reasons import NEEDS_WORDS, REASONS, UNPROVEN, ReopenedReason, is_about_finding
from portal.records.rules.request import ENDED, Asker, EventKind, Regime, Stage, State

__all__ = [
    "ANSWERED_BY",
    "BY_HAND",
    "Happened",
    "Life",
    "WhyNot",
    "begun",
    "clock_of",
    "in_order",
    "life_after",
    "may_come_next",
    "why_not_happen",
    "why_not_history",
    "why_not_words",
]

K = EventKind

ANSWERED_BY = {
    K.CLARIFICATION_ASKED: K.CLARIFICATION_RECEIVED,
    K.IDENTITY_ASKED: K.IDENTITY_RECEIVED,
    K.AUTHORITY_ASKED: K.AUTHORITY_RECEIVED,
    K.FEE_ASKED: K.FEE_RECEIVED,
}
_ASKED_BY = {received: asked for asked, received in ANSWERED_BY.items()}
_ENDS = {
    K.GIVEN: State.GIVEN,
    K.REFUSED: State.REFUSED,
    K.WITHDRAWN: State.WITHDRAWN,
    K.MERGED: State.MERGED,
}
_WHILE_UNPROVEN = frozenset({K.PROVEN, K.WITHDRAWN, K.MERGED, K.TAKEN_ON, K.WHO_DECIDED})
_AFTER_THE_END = frozenset({K.REOPENED, K.LATE_REASON, K.TAKEN_ON})
_NEEDS_CLOCK = frozenset({K.EXTENDED, K.LATE_REASON})


def begun(received: Happened) -> Life:
    """A request on the day it came."""
    state = State.UNPROVEN if received.reason == UNPROVEN else State.OPEN
    return Life(received.on, received.on, state=state)


def in_order(history: Sequence[Happened]) -> list[Happened]:
    """By the day, then by when it was written down: the order in which they are handed in."""
    return sorted(history, key=lambda event: event.on)


def life_after(history: Sequence[Happened]) -> Life:
    """Where a legal history has led."""
    first, *rest = in_order(history)
    life = begun(first)
    for event in rest:
        life = _after(life, event)
    return life


def why_not_history(
    history: Sequence[Happened], asker: Asker, today: date, extra: Days = NO_DAYS
) -> WhyNot | None:
    """Why these events cannot all have happened, or None."""
    first, *rest = in_order(history)
    if first.kind is not K.RECEIVED:
        return WhyNot.BEFORE_RECEIVED
    if in_order(history)[-1].on > today:
        return WhyNot.IN_FUTURE
    life = begun(first)
    for event in rest:
        if event.kind is K.STAGE and life.state in ENDED:
            continue  # the work went on for some days before the end was known here
        if why := _why_not_next(life, event, asker):
            return why
        life = _after(life, event)
    return why_not_count(life, extra)


def why_not_happen(
    history: Sequence[Happened], new: Happened, asker: Asker, today: date, extra: Days = NO_DAYS
) -> WhyNot | None:
    """Why this cannot be written down as one more event, or None."""
    if why := why_not_words(new):
        return why
    before = [event for event in history if event.on <= new.on]
    if new.kind is K.STAGE and before and life_after(before).state in ENDED:
        return WhyNot.NOT_OPEN
    return why_not_history([*history, new], asker, today, extra)


def why_not_words(new: Happened) -> WhyNot | None:
    """Why an event does not say enough, whatever went before."""
    if new.kind is K.CLARIFICATION_ASKED and new.reason and not is_about_finding(new.reason, new.words):
        return WhyNot.NOT_ABOUT_FINDING
    if new.kind in REASONS and new.reason not in REASONS[new.kind]:
        return WhyNot.NO_REASON
    if new.kind is K.WHO_DECIDED and who.read(new.reason) is None:
        return WhyNot.NO_REASON
    if new.kind in NEEDS_WORDS and not new.words.strip():
        return WhyNot.NO_WORDS
    return None


BY_HAND = (
    K.CLARIFICATION_ASKED,
    K.CLARIFICATION_RECEIVED,
    K.IDENTITY_ASKED,
    K.IDENTITY_RECEIVED,
    K.AUTHORITY_ASKED,
    K.AUTHORITY_RECEIVED,
    K.FEE_ASKED,
    K.FEE_RECEIVED,
    K.EXTENDED,
    K.STAGE,
    K.LATE_REASON,
    K.REGIME,
    K.WITHDRAWN,
    K.REFUSED,
    K.REOPENED,
)
"""What an officer writes down through the form of events; the rest has a command of its own."""


def may_come_next(life: Life, asker: Asker) -> list[EventKind]:
    """What a page offers now. Whether it is legal on its day is asked when the day is known."""
    when = life.ended_on or life.start_on
    return [kind for kind in BY_HAND if _why_not_next(life, Happened(kind, when), asker) is None]


def _why_not_next(life: Life, event: Happened, asker: Asker) -> WhyNot | None:
    kind = event.kind
    if kind is K.RECEIVED:
        return WhyNot.NOT_THIS_WAY
    if life.state in ENDED:
        return None if kind in _AFTER_THE_END else WhyNot.NOT_OPEN
    if life.state is State.UNPROVEN:
        return None if kind in _WHILE_UNPROVEN else WhyNot.NOT_PROVEN
    if kind in (K.REOPENED, K.PROVEN):
        return WhyNot.IS_OPEN if kind is K.REOPENED else WhyNot.IS_PROVEN
    if kind in _NEEDS_CLOCK and not life.has_clock:
        return WhyNot.NO_CLOCK
    if kind in ANSWERED_BY and kind in life.waits:
        return WhyNot.ASKED_ALREADY
    if kind in _ASKED_BY and _ASKED_BY[kind] not in life.waits:
        return WhyNot.NOT_ASKED
    if kind is K.EXTENDED and life.is_extended:
        return WhyNot.EXTENDED_ALREADY
    if kind in (K.GIVEN, K.PART_GIVEN) and who.undecided(asker, life.decisions):
        return WhyNot.WHO_UNDECIDED
    return None


def _after(life: Life, event: Happened) -> Life:
    """The request once this has happened too."""
    kind, changes = event.kind, dict[str, object]()
    if kind in ANSWERED_BY:
        changes = {"waits": life.waits | {kind}, "clock_events": _asked(life, event)}
    elif kind in _ASKED_BY:
        changes = {
            "waits": life.waits - {_ASKED_BY[kind]},
            "clock_events": (*life.clock_events, Event(kind.value, event.on)),
        }
    elif kind in _ENDS:
        stage = Stage.READY if kind is K.GIVEN else life.stage
        changes = {"state": _ENDS[kind], "ended_on": event.on, "stage": stage}
    elif kind is K.EXTENDED:
        changes = {
            "is_extended": True,
            "clock_events": (*life.clock_events, Event(kind.value, event.on)),
        }
    elif kind is K.REOPENED:
        return _reopened(life, event)
    elif kind is K.PROVEN:
        changes = {"state": State.OPEN}
    elif kind is K.STAGE and life.state not in ENDED:
        changes = {"stage": Stage(event.reason)}
    elif kind is K.TAKEN_ON and life.stage is Stage.GOT_IT:
        changes = {"stage": Stage.FINDING}
    elif kind is K.REGIME:
        changes = {"regime": Regime(event.reason)}
    elif kind is K.LATE_REASON:
        changes = {"late_reason": event.reason}
    elif kind is K.WHO_DECIDED:
        changes = {"decisions": (*life.decisions, event.reason)}
    elif kind is K.TOOK_IN and event.other_on:
        changes = {"start_on": min(life.start_on, event.other_on)}
    return replace(life, **changes)  # type: ignore[arg-type]  # each is the field's own type


def _asked(life: Life, event: Happened) -> tuple[Event, ...]:
    """Asked again on the day of the last answer, it is one question that goes on: the clock knows no order
    within a day."""
    answer = Event(ANSWERED_BY[event.kind].value, event.on)
    if answer in life.clock_events:
        return tuple(one for one in life.clock_events if one != answer)
    return (*life.clock_events, Event(event.kind.value, event.on))


def _reopened(life: Life, event: Happened) -> Life:
    """Asked for again it is a new request from that day. Where closing it was our mistake, its clock goes on
    as if it had never been closed."""
    life = replace(life, state=State.OPEN, ended_on=None, stage=Stage.FINDING)
    if event.reason == ReopenedReason.OUR_MISTAKE:
        return life
    return replace(
        life,
        start_on=event.on,
        round=life.round + 1,
        waits=frozenset(),
        is_extended=False,
        late_reason="",
        clock_events=(),
    )
