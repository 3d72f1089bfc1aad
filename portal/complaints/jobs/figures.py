"""Each closed quarter and each closed year of complaints is counted once, and then stands."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from portal import db
from portal.complaints import figures
from portal.complaints.models import ComplaintsQuarter, ComplaintsYear
from portal.complaints.rules.figures import closed_years, printed, year_of
from portal.disclosure.counts import Period
from portal.outcomes.commands.quarters import count_closed, keep_first


def count_periods(now: datetime, zone: ZoneInfo) -> int:
    """Count what closed and was not counted yet; returns how many. Opens transactions of its own. Of two
    workers at it, one writes and the other leaves it."""
    with db.transaction():
        first = figures.first_received()
        known, known_years = set(figures.quarters()), set(figures.years())
    today = now.astimezone(zone).date()

    def counted(period: Period) -> ComplaintsQuarter:
        with db.transaction():
            numbers = printed(figures.counted(period), period)
        return ComplaintsQuarter(first_on=period.first, last_on=period.last, counted_at=now, printed=numbers)

    quarters = count_closed(first, known, today, counted)
    years = closed_years(first, today) if first else []
    return quarters + sum(keep_first(_year(year, now)) for year in years if year not in known_years)


def _year(year: int, now: datetime) -> ComplaintsYear:
    """Counted after its quarters, and beside them."""
    period = year_of(year)
    with db.transaction():
        earlier = [(Period(one.first, one.last), one.printed) for one in figures.quarters_in(period)]
        numbers = printed(figures.counted(period), period, earlier)
    return ComplaintsYear(year=year, counted_at=now, printed=numbers)
