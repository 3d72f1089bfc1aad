"""What the demo has learned from its own sorting: a first version, what it suggests, what no theme
explains."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from portal.sorting.jobs.refitting import learn
from portal.sorting.jobs.rising import look_for_rising_words
from portal.sorting.jobs.suggesting import BATCH, suggest_themes

_FOLDS = 2  # quicker than at night, and good enough to show


def tell(zone: ZoneInfo, now: datetime) -> None:
    """Call it last, and outside any transaction: it learns from what was sorted until then."""
    learn(now, zone, folds=_FOLDS)
    while suggest_themes(now) == BATCH:
        pass
    look_for_rising_words(now, zone)
