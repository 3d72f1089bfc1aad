"""The load of the desk in words, for those who see all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.kit import clock
from portal.policy.viewer import the_viewer
from portal.voice.presenters.saying import settings
from portal.voice.queries.desk import reads_everything
from portal.voice.queries.desk_load import load_for
from portal.voice.rules.desk_load import LOOKED_AT, Load


@dataclass(frozen=True)
class LoadShown:
    """The figures, the hours they are of, when all is read at this pace, and whether it is too much."""

    load: Load
    hours: int
    through_at: datetime | None
    is_full: bool


def load_shown(unread: Sequence[datetime]) -> LoadShown | None:
    """None for those who see only what they were called to."""
    if not reads_everything(the_viewer()):
        return None
    load = load_for(the_viewer(), unread, clock.now())
    return LoadShown(
        load=load,
        hours=LOOKED_AT.seconds // 3600,
        through_at=load.read_through_at(clock.now()),
        is_full=load.is_full(settings().desk_full_at),
    )
