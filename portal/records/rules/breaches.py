"""When those who must know are reminded of the 72 hours after something got out, and who that is. Pure.

The hours run over nights, weekends and holidays (UK GDPR Art 33): so they are counted here, not days."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum, StrEnum


class Told(StrEnum):
    """Who is told."""

    OFFICER = "whoever has the request"
    DECIDES = "data protection officers"
    LEADS = "whom these answer to"
    ARRANGES = "administrators: somebody must decide"


class Step(Enum):
    """How near the end is."""

    TWO_DAYS = timedelta(hours=48)
    LAST_DAY = timedelta(hours=24)
    LATE = timedelta()

    def begins(self, due_at: datetime) -> datetime:
        """From this moment on it is so near."""
        before: timedelta = self.value
        return due_at - before


TOLD = {
    Step.TWO_DAYS: (Told.OFFICER, Told.DECIDES),
    Step.LAST_DAY: (Told.OFFICER, Told.DECIDES, Told.LEADS),
    Step.LATE: (Told.OFFICER, Told.DECIDES, Told.LEADS, Told.ARRANGES),
}
"""Each step reaches whoever the one before did, and more."""


def step_at(due_at: datetime, now: datetime) -> Step | None:
    """The last step that has begun; None in the first day, whose notice went when the clock began. A step
    that nobody was awake for (the worker stood still) is not made up for: the one after it says more."""
    begun = [step for step in Step if step.begins(due_at) <= now]
    return begun[-1] if begun else None
