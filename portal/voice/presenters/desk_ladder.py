"""What the page about the line shows: who stands on which step now, and the times of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.queries import around
from portal.kit import clock
from portal.policy.roles import Role
from portal.settings import Settings
from portal.voice.presenters.saying import settings
from portal.voice.queries.desk import today


@dataclass(frozen=True)
class Step:
    """Those who are called together; `number` is the council's own for those on duty, 0 for the rest."""

    number: int
    names: Sequence[str]


@dataclass(frozen=True)
class LadderPage:
    on_duty: Sequence[Step]
    leads: Sequence[str]
    managers: Sequence[str]
    next_from: datetime | None
    times: Settings


def ladder_page() -> LadderPage:
    """The line as it stands this moment, for a statement that concerns nobody."""
    now, ours, on = clock.now(), settings(), today()
    duty = around.on_duty(now, ours.time_zone)
    leads, managers = around.with_role(Role.SAFETY_LEAD, on), around.with_role(Role.MANAGER, on)
    names = around.names_of([*(one for _step, one in duty), *leads, *managers])
    steps = [
        Step(number, [names.get(one, "") for step, one in duty if step == number])
        for number in sorted({step for step, _one in duty})
    ]
    return LadderPage(
        on_duty=steps,
        leads=[names.get(one, "") for one in leads],
        managers=[names.get(one, "") for one in managers],
        next_from=None if duty else around.duty_next_from(now, ours.time_zone),
        times=ours,
    )
