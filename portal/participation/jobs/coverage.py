"""Each closed quarter of the groups is counted once, and then stands."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.disclosure.publish import publish
from portal.disclosure.quarters import closed_quarters
from portal.outcomes.queries.papers import to_json
from portal.participation.figures import coverage as figures
from portal.participation.models import CoverageQuarter
from portal.participation.queries.known import everybody_on
from portal.participation.rules.coverage import paper


def count_quarters(now: datetime, zone: ZoneInfo) -> int:
    """Count the closed quarters that were not counted yet, oldest first; returns how many. Opens transactions
    of its own. Of two workers at it, one writes and the other leaves it."""
    with db.transaction():
        first = figures.first_joined()
        known = set(figures.quarters())
    if first is None:
        return 0
    today = now.astimezone(zone).date()
    wanted = [one for one in closed_quarters(first, today) if one.first not in known]
    return sum(_count(one, now) for one in wanted)


def _count(period: Period, now: datetime) -> bool:
    with db.transaction():
        found, register = everybody_on(period.last), figures.all_printed()
    true = paper(period, found.known, found.ids, found.members)
    printed = to_json(publish(true, register).paper)
    row = CoverageQuarter(first_on=period.first, last_on=period.last, counted_at=now, printed=printed)
    try:
        with db.transaction() as session:
            session.add(row)
    except sa.exc.IntegrityError:  # another worker was first, and what was printed first stands
        return False
    return True
