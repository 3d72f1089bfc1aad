"""Counts of a period of reviews, letters, agreed actions and challenges: all that a panel's or a manager's
page may see of them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from portal.disclosure.counts import Period
from portal.reviews.figures import actions, challenges, dates, letters
from portal.reviews.figures.challenges import what_changed
from portal.reviews.figures.kept import (
    Quarter,
    all_printed,
    as_it_stood,
    first_held,
    first_known,
    quarter,
    quarters,
    when_printed,
)
from portal.reviews.rules.figures import Counted

__all__ = [
    "Quarter",
    "all_printed",
    "as_it_stood",
    "counted",
    "first_held",
    "first_known",
    "quarter",
    "quarters",
    "what_changed",
    "when_printed",
]


def counted(period: Period, zone: ZoneInfo) -> Counted:
    """The true counts."""
    return Counted(
        **dates.counted(period, zone),
        **letters.counted(period, zone),
        **actions.counted(period, zone),
        **challenges.counted(period),
    )
