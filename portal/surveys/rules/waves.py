"""When a wave may be made, changed, opened, prolonged and closed. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from portal.surveys.rules.kinds import Audience, Privacy, WaveState, WayIn, WhyNot

KNOWS_WHO = frozenset({WayIn.CODE, WayIn.SIGNED_IN, WayIn.PAPER})
"""Ways in by which an answer can be linked to somebody who was asked."""


@dataclass(frozen=True)
class Plan:
    """How a version is to be asked."""

    name: str
    privacy: Privacy
    ways: frozenset[WayIn]
    least: int
    opens_on: date
    closes_on: date
    remind_on: date | None = None
    is_one_at_a_time: bool = True


def floor_for(audience: Audience, *, least: int, least_staff: int) -> int:
    """Answers below which nothing of this audience is ever shown. An owner may ask for more, not for less."""
    return max(least, least_staff) if audience is Audience.STAFF else least


def why_not_plan(plan: Plan, *, floor: int, today: date) -> WhyNot | None:
    """Of a wave that has not opened."""
    if not plan.ways:
        return WhyNot.NO_WAY_IN
    if plan.privacy is Privacy.CONFIDENTIAL and not plan.ways <= KNOWS_WHO:
        return WhyNot.CONFIDENTIAL_NEEDS_TO_KNOW_WHO
    if plan.least < floor:
        return WhyNot.TOO_LOW
    return why_not_days(plan.opens_on, plan.closes_on, plan.remind_on, today=today)


def why_not_days(opens_on: date, closes_on: date, remind_on: date | None, *, today: date) -> WhyNot | None:
    """Whether these days follow each other and the last is still to come."""
    if closes_on < opens_on:
        return WhyNot.CLOSES_BEFORE_IT_OPENS
    if closes_on < today:
        return WhyNot.PAST
    if remind_on is not None and not opens_on <= remind_on <= closes_on:
        return WhyNot.REMINDS_OUTSIDE
    return None


def why_not_change(state: WaveState) -> WhyNot | None:
    """All of it: only before it opened. What was promised about names never changes after the first could
    have read it."""
    return _STATE.get(state)


_STATE = {WaveState.OPEN: WhyNot.OPEN_ALREADY, WaveState.CLOSED: WhyNot.CLOSED}


def why_not_open(state: WaveState, closes_on: date, faults: Collection[object], today: date) -> WhyNot | None:
    if state in _STATE:
        return _STATE[state]
    if closes_on < today:
        return WhyNot.PAST
    return WhyNot.FAULTY if faults else None


def why_not_prolong(
    state: WaveState, opens_on: date, closes_on: date, remind_on: date | None, *, today: date
) -> WhyNot | None:
    """Another last day, or another day for the reminder, while it is open."""
    if state is not WaveState.OPEN:
        return WhyNot.CLOSED if state is WaveState.CLOSED else WhyNot.NOT_OPEN
    return why_not_days(opens_on, closes_on, remind_on, today=today)


def why_not_close(state: WaveState) -> WhyNot | None:
    if state is WaveState.OPEN:
        return None
    return WhyNot.CLOSED if state is WaveState.CLOSED else WhyNot.NOT_OPEN


def why_not_invite(state: WaveState, ways: Collection[WayIn]) -> WhyNot | None:
    """People are asked by name where they sign in or get a code."""
    if state is WaveState.CLOSED:
        return WhyNot.CLOSED
    return None if KNOWS_WHO & set(ways) else WhyNot.NO_WAY_IN
