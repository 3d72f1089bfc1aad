"""The ways on at each point, as whoever complained is shown them. Pure."""

from __future__ import annotations

from enum import StrEnum

from portal.complaints.rules.handling import next_stage
from portal.complaints.rules.kinds import Stage, State, Track


class Way(StrEnum):
    """What they can do, in the order in which it is shown."""

    SORT_NOW = "sort_now"  # talk to whoever has it, and end it when it is sorted
    ADVOCATE = "advocate"
    SECOND = "second"  # somebody who has nothing to do with it looks, with an independent person
    PANEL = "panel"
    OMBUDSMAN = "ombudsman"
    REOPEN = "reopen"


_NEXT = {Stage.SECOND: Way.SECOND, Stage.PANEL: Way.PANEL, Stage.OMBUDSMAN: Way.OMBUDSMAN}


def ways_on(state: State, track: Track, stage: Stage) -> list[Way]:
    """Explained at each point. The Ombudsman can be asked at any time, so it is always the last."""
    if state is State.ENDED:
        return [Way.REOPEN, Way.ADVOCATE, Way.OMBUDSMAN]
    further = next_stage(track, stage)
    ways = [Way.SORT_NOW, Way.ADVOCATE]
    if further is not None:
        ways.append(_NEXT[further])
    return ways if Way.OMBUDSMAN in ways else [*ways, Way.OMBUDSMAN]
