"""What can be said of a request on the day it comes. Pure."""

from __future__ import annotations

from datetime import date

from portal.records.rules.happened import WhyNot

EARLIEST = date(2018, 5, 25)
"""The right as it is today began on this day (UK GDPR); a request from before is another matter."""
LONGEST_NAME, LONGEST_LINE, LONGEST_WORDS = 120, 400, 6000


def why_not_receive(received_on: date, born_on: date | None, today: date) -> WhyNot | None:
    """Why a request cannot have come that day, or None."""
    if received_on > today:
        return WhyNot.IN_FUTURE
    if born_on is not None and received_on < born_on:
        return WhyNot.BEFORE_BIRTH
    if received_on < EARLIEST:
        return WhyNot.TOO_LONG_AGO
    return None


def why_not_born(born_on: date | None, today: date) -> WhyNot | None:
    """Why nobody can be born that day who asks, or None."""
    return WhyNot.IN_FUTURE if born_on is not None and born_on > today else None


def why_not_years(first: int | None, last: int | None) -> WhyNot | None:
    """Why these cannot be from and until. Which of the two was meant otherwise, only who typed them knows."""
    return WhyNot.LAST_BEFORE_FIRST if first and last and last < first else None
