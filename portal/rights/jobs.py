"""Closed quarters of the check-lists, counted once."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from portal import db
from portal.disclosure.counts import Period
from portal.outcomes.commands.quarters import count_closed
from portal.rights import figures
from portal.rights.models import RightsQuarter


def count_quarters(now: datetime, zone: ZoneInfo) -> int:
    """Count the closed quarters that were not counted yet; returns how many. Opens transactions of its own.
    Of two workers at it, one writes and the other leaves it."""
    with db.transaction(writes=False):
        first, known = figures.first_tick(zone), {period.first for period, _at in figures.when_printed()}

    def counted(period: Period) -> RightsQuarter:
        with db.transaction(writes=False):
            numbers = figures.counted(period, zone)
        return RightsQuarter(first_on=period.first, last_on=period.last, counted_at=now, printed=numbers)

    return count_closed(first, known, now.astimezone(zone).date(), counted)
