"""A bank holiday in the small council that was proclaimed since, months from now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from portal import db
from portal.clocks.bank_holidays import working_day_on_or_after
from portal.deadlines import commands
from portal.kit import clock
from portal.policy.roles import Role

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    today = clock.now().date()
    day = working_day_on_or_after(today + timedelta(days=300))
    with db.transaction():
        commands.add_day(day, "A special day", by=world[Role.ADMINISTRATOR].id, today=today)
    world.ids["holiday"] = day.isoformat()
