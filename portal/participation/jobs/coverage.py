"""Each closed quarter of the groups is counted once, and then stands."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from portal import db
from portal.disclosure.counts import Period
from portal.disclosure.publish import publish
from portal.outcomes.commands.quarters import count_closed
from portal.outcomes.queries.papers import to_json
from portal.participation.figures import coverage as figures
from portal.participation.models import CoverageQuarter
from portal.participation.queries.known import everybody_on
from portal.participation.rules.coverage import paper


def count_quarters(now: datetime, zone: ZoneInfo) -> int:
    """Count the closed quarters that were not counted yet; returns how many. Opens transactions of its own.
    Of two workers at it, one writes and the other leaves it."""
    with db.transaction():
        first, known = figures.first_joined(), set(figures.quarters())

    def counted(period: Period) -> CoverageQuarter:
        with db.transaction():
            found, register = everybody_on(period.last), figures.all_printed()
        numbers = to_json(publish(paper(period, found.known, found.ids, found.members), register).paper)
        return CoverageQuarter(first_on=period.first, last_on=period.last, counted_at=now, printed=numbers)

    return count_closed(first, known, now.astimezone(zone).date(), counted)
