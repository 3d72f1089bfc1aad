"""Each closed quarter of reviews is counted once, and then stands; the numbers of annual reports."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from portal import db
from portal.disclosure.counts import Period
from portal.outcomes.commands.quarters import count_closed
from portal.reviews import figures
from portal.reviews.commands.annual import keep_figures
from portal.reviews.models import ReviewsQuarter
from portal.reviews.queries.annual import not_counted, report_of
from portal.reviews.rules.figures import printed, year_of


def count_quarters(now: datetime, zone: ZoneInfo) -> int:
    """Count the closed quarters that were not counted yet; returns how many. Opens transactions of its own.
    Of two workers at it, one writes and the other leaves it."""
    with db.transaction():
        first, known = figures.first_held(), set(figures.quarters())

    def counted(period: Period) -> ReviewsQuarter:
        with db.transaction():
            numbers = printed(figures.counted(period, zone), period)
        return ReviewsQuarter(first_on=period.first, last_on=period.last, counted_at=now, printed=numbers)

    return count_closed(first, known, now.astimezone(zone).date(), counted)


def count_reports(zone: ZoneInfo) -> int:
    """Work out the numbers that annual reports wait for; returns of how many."""
    with db.transaction():
        years = not_counted()
    return sum(_count_report(year, zone) for year in years)


def _count_report(year: int, zone: ZoneInfo) -> bool:
    period = year_of(year)
    with db.transaction():
        numbers, changed = printed(figures.counted(period, zone), period), figures.what_changed(period)
    with db.transaction():
        row = report_of(year, lock=True)
        if row is None or row.figures_at is not None:
            return False
        keep_figures(row, numbers, changed)
    return True
