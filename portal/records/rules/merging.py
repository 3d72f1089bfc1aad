"""When two requests are one, and which of them goes on. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.records.rules.happened import WhyNot
from portal.records.rules.request import Asker, Regime, State


@dataclass(frozen=True, slots=True)
class Half:
    """What the rules ask of each of the two."""

    id: UUID
    young_person_id: UUID | None
    asker: Asker
    regime: Regime
    state: State
    received_on: date
    made_at: datetime
    is_certain: bool = True  # nobody else could stand behind it: see `rules.who.is_own`
    has_way_in: bool = False  # five words open it from outside


def why_not_merge(one: Half, other: Half) -> WhyNot | None:
    """Why they stay two, or None. Only what people ask about themselves can be one: two parents, or two
    solicitors, are two. Nor what is asked for under different rules. Whoever holds a way in to one of them
    reads what goes on, so that it must be decided first that they are who they say."""
    if one.id == other.id:
        return WhyNot.SAME_REQUEST
    if one.young_person_id != other.young_person_id or not one.asker is other.asker is Asker.SELF:
        return WhyNot.NOT_THE_SAME_PERSON
    if one.regime is not other.regime:
        return WhyNot.OTHER_RULES
    if not {one.state, other.state} <= {State.OPEN, State.UNPROVEN}:
        return WhyNot.NOT_OPEN
    if State.UNPROVEN in (one.state, other.state):
        return WhyNot.NOT_PROVEN
    if any(half.has_way_in and not half.is_certain for half in (one, other)):
        return WhyNot.WHO_UNDECIDED
    return None


def stays(one: Half, other: Half) -> Half:
    """The one that goes on: the one that came first."""

    def order(half: Half) -> tuple[date, datetime, UUID]:
        return (half.received_on, half.made_at, half.id)

    return min(one, other, key=order)
