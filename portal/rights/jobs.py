"""Closed quarters of the check-lists, counted once."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.disclosure.quarters import closed_quarters
from portal.rights import figures
from portal.rights.models import RightsQuarter


def count_quarters(now: datetime, zone: ZoneInfo) -> int:
    """Count those that were not counted yet. Opens transactions of its own. Of two workers at it, one writes
    and the other leaves it."""
    with db.transaction(writes=False):
        first, known = figures.first_tick(zone), {period.first for period, _at in figures.when_printed()}
    if first is None:
        return 0
    many = 0
    for period in closed_quarters(first, now.astimezone(zone).date()):
        if period.first in known:
            continue
        with db.transaction(writes=False):
            printed = figures.counted(period, zone)
        row = RightsQuarter(first_on=period.first, last_on=period.last, counted_at=now, printed=printed)
        try:
            with db.transaction() as session:
                session.add(row)
        except sa.exc.IntegrityError:  # another worker was first, and what was printed first stands
            continue
        many += 1
    return many
