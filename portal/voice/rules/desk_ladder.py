"""The times of the line: how long each step has before the next is called. Pure; the council sets them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from portal.voice.rules.desk import LAST_STEP, LEADS_STEP, MANAGERS_STEP, TAKING_HOLDS, UNREAD_STEP

DUTY_STEP = timedelta(minutes=10)


@dataclass(frozen=True)
class Ladder:
    """How long each step has with what cannot wait; then with what is only unread; how long it is taken."""

    duty: timedelta = DUTY_STEP
    leads: timedelta = DUTY_STEP
    managers: timedelta = DUTY_STEP
    unread: timedelta = UNREAD_STEP
    taking: timedelta = TAKING_HOLDS

    def wait_after(self, step: int | None) -> timedelta:
        """How long to wait after this step was called before the next one is."""
        if step == LEADS_STEP:
            return self.leads
        return self.managers if step in (MANAGERS_STEP, LAST_STEP) else self.duty
