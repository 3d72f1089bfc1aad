"""Each closed quarter of records requests is counted once, and then stands."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from portal import db
from portal.disclosure.counts import Period
from portal.outcomes.commands.quarters import count_closed
from portal.records import figures
from portal.records.models import RecordsQuarter
from portal.records.rules.figures import printed


def count_quarters(now: datetime, zone: ZoneInfo) -> int:
    """Count the closed quarters that were not counted yet; returns how many. Opens transactions of its own.
    Of two workers at it, one writes and the other leaves it."""
    with db.transaction():
        first, known = figures.first_received(), set(figures.quarters())

    def counted(period: Period) -> RecordsQuarter:
        with db.transaction():
            numbers = printed(figures.counted(period, zone), period)
        return RecordsQuarter(first_on=period.first, last_on=period.last, counted_at=now, printed=numbers)

    return count_closed(first, known, now.astimezone(zone).date(), counted)
