"""What the list of complaints is asked for. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.complaints.rules.kinds import Stage, State, Track

SOON_DAYS = 3
PER_PAGE = 25


class Light(StrEnum):
    LATE = "late"
    SOON = "soon"
    UNSEEN = "unseen"  # nobody told them yet that it arrived
    NOBODYS = "nobodys"  # nobody has it at its stage


@dataclass(frozen=True)
class Wanted:
    """What the address asks for. Without anything: all that is open."""

    state: State | None = State.OPEN
    stage: Stage | None = None
    track: Track | None = None
    light: Light | None = None

    @property
    def is_everything(self) -> bool:
        return self == Wanted()


def wanted_of(args: Mapping[str, str]) -> Wanted:
    """What is not offered counts as not asked for."""
    state = args.get("state") or State.OPEN.value
    return Wanted(
        state=None if state == "all" else State(state) if state in set(State) else State.OPEN,
        stage=Stage(args["stage"]) if args.get("stage") in set(Stage) else None,
        track=Track(args["track"]) if args.get("track") in set(Track) else None,
        light=Light(args["light"]) if args.get("light") in set(Light) else None,
    )
