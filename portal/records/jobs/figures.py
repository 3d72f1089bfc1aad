"""Each closed quarter of records requests is counted once, and then stands."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.disclosure.quarters import closed_quarters
from portal.records import figures
from portal.records.models import RecordsQuarter
from portal.records.rules.figures import printed


def count_quarters(now: datetime, zone: ZoneInfo) -> int:
    """Count the closed quarters that were not counted yet; returns how many. Opens transactions of its own.
    Of two workers at it, one writes and the other leaves it."""
    with db.transaction():
        first = figures.first_received()
        known = set(figures.quarters())
    if first is None:
        return 0
    today = now.astimezone(zone).date()
    wanted = [one for one in closed_quarters(first, today) if one.first not in known]
    return sum(_count(one, now, zone) for one in wanted)


def _count(period: Period, now: datetime, zone: ZoneInfo) -> bool:
    with db.transaction():
        numbers = printed(figures.counted(period, zone), period)
    row = RecordsQuarter(first_on=period.first, last_on=period.last, counted_at=now, printed=numbers)
    try:
        with db.transaction() as session:
            session.add(row)
    except sa.exc.IntegrityError:  # another worker was first, and what was printed first stands
        return False
    return True
