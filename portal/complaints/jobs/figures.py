"""Each closed quarter and each closed year of complaints is counted once, and then stands."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.complaints import figures
from portal.complaints.models import ComplaintsQuarter, ComplaintsYear
from portal.complaints.rules.figures import closed_years, printed, year_of
from portal.disclosure.counts import Period
from portal.disclosure.quarters import closed_quarters


def count_periods(now: datetime, zone: ZoneInfo) -> int:
    """Count what closed and was not counted yet; returns how many. Opens transactions of its own. Of two
    workers at it, one writes and the other leaves it."""
    with db.transaction():
        first = figures.first_received()
        known, known_years = set(figures.quarters()), set(figures.years())
    if first is None:
        return 0
    today = now.astimezone(zone).date()
    rows: list[ComplaintsQuarter] = []
    for period in closed_quarters(first, today):
        if period.first not in known:
            with db.transaction():
                numbers = printed(figures.counted(period), period)
            rows.append(
                ComplaintsQuarter(first_on=period.first, last_on=period.last, counted_at=now, printed=numbers)
            )
    years = [year for year in closed_years(first, today) if year not in known_years]
    kept = sum(_keep(row) for row in rows)
    return kept + sum(_keep(_year(year, now)) for year in years)


def _year(year: int, now: datetime) -> ComplaintsYear:
    """Counted after its quarters, and beside them."""
    period = year_of(year)
    with db.transaction():
        earlier = [(Period(one.first, one.last), one.printed) for one in figures.quarters_in(period)]
        numbers = printed(figures.counted(period), period, earlier)
    return ComplaintsYear(year=year, counted_at=now, printed=numbers)


def _keep(row: ComplaintsQuarter | ComplaintsYear) -> bool:
    try:
        with db.transaction() as session:
            session.add(row)
    except sa.exc.IntegrityError:  # another worker was first, and what was printed first stands
        return False
    return True
