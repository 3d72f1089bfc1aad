"""Which clocks a complaint has, and whom each binds. How long they are is in `clocks/clocks.toml`. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.complaints.rules.kinds import Stage, Track


class Clock(StrEnum):
    """What the rest of the house calls each clock of a complaint."""

    FIRST = "complaint_1"
    FIRST_LONGEST = "complaint_1_max"
    SECOND_TO_ASK = "complaint_2_request"  # theirs: guidance, never a bar
    SECOND_FROM_ASKING = "complaint_2_asked"  # counted from the request
    SECOND = "complaint_2"  # counted from the agreed statement of complaint
    SECOND_LONGEST = "complaint_2_max"
    PANEL_TO_ASK = "complaint_3_request"
    PANEL = "complaint_3_panel"
    PANEL_REPORT = "complaint_3_report"
    PANEL_RESPONSE = "complaint_3_response"
    OUTSIDE = "complaint_outside"  # not by the Regulations: the council's own promise
    DATA_PROTECTION = "complaint_dp"  # acknowledge within 30 days


@dataclass(frozen=True)
class Kind:
    """Of which clock of the table it is, at which stage, and whether it binds the council."""

    clock: str
    stage: Stage
    binds_us: bool = True


CLOCKS: dict[Clock, Kind] = {
    Clock.FIRST: Kind("complaint_1", Stage.FIRST),
    Clock.FIRST_LONGEST: Kind("complaint_1_max", Stage.FIRST),
    Clock.SECOND_TO_ASK: Kind("complaint_2_request", Stage.FIRST, binds_us=False),
    # Until a statement is agreed the request is all there is; then the agreed statement governs.
    Clock.SECOND_FROM_ASKING: Kind("complaint_2", Stage.SECOND),
    Clock.SECOND: Kind("complaint_2", Stage.SECOND),
    Clock.SECOND_LONGEST: Kind("complaint_2_max", Stage.SECOND),
    Clock.PANEL_TO_ASK: Kind("complaint_3_request", Stage.SECOND, binds_us=False),
    Clock.PANEL: Kind("complaint_3_panel", Stage.PANEL),
    Clock.PANEL_REPORT: Kind("complaint_3_report", Stage.PANEL),
    Clock.PANEL_RESPONSE: Kind("complaint_3_response", Stage.PANEL),
    Clock.OUTSIDE: Kind("complaint_outside", Stage.FIRST),
    Clock.DATA_PROTECTION: Kind("dp_complaint", Stage.FIRST),
}


def name_of(kind: Clock) -> str:
    """Its name in the table of clocks."""
    return CLOCKS[kind].clock


def first_clock(track: Track) -> Clock:
    """The clock that runs from the day a complaint arrives."""
    if track is Track.STATUTORY:
        return Clock.FIRST
    return Clock.DATA_PROTECTION if track is Track.DATA_PROTECTION else Clock.OUTSIDE


def of_stage(stage: Stage) -> list[Clock]:
    """The clocks that belong to a stage."""
    return [kind for kind, what in CLOCKS.items() if what.stage is stage]


def binding(running: list[Clock], *, is_agreed: bool) -> list[Clock]:
    """Of the clocks that run, those whose day binds the council. Once the statement of complaint is agreed,
    the one counted from it does, and the one from the request is shown beside it."""
    ours = [kind for kind in running if CLOCKS[kind].binds_us]
    return [kind for kind in ours if not (is_agreed and kind is Clock.SECOND_FROM_ASKING)]
