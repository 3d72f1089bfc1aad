"""How things are counted: ids, numbers, halves, and a period's moments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.reviews.rules.figures import InTime

Part = dict[str, Any]
"""Some of the fields of `Counted`."""


def ids(wanted: sa.Select[UUID]) -> list[UUID]:
    return list(db.session.scalars(wanted))


def number(wanted: sa.Select[int]) -> int:
    return db.session.scalar(wanted) or 0


def in_two(marks: Iterable[object]) -> InTime:
    found = [bool(mark) for mark in marks]
    return sum(found), len(found) - sum(found)


def span(period: Period, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the first moment of the period up to the first after it."""
    return (
        datetime.combine(period.first, time(), zone),
        datetime.combine(period.last + timedelta(days=1), time(), zone),
    )


def within(column: Any, period: Period, zone: ZoneInfo) -> sa.ColumnElement[bool]:
    begins, ends = span(period, zone)
    return sa.and_(column >= begins, column < ends)
