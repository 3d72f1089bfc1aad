"""What counts, and when: the same in every figure of listening."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.people.models import SupportSpan, YoungPerson
from portal.people.queries.bands import in_care_or_left
from portal.voice.models import Statement
from portal.voice.rules import Desk


def everybody_on(first: date, last: date) -> set[UUID]:
    """All the council works with on any of these days: in care, left care, in need, on a plan."""
    spans = sa.select(SupportSpan.young_person_id).where(
        SupportSpan.from_on <= last, sa.or_(SupportSpan.until_on.is_(None), SupportSpan.until_on >= first)
    )
    merged = sa.select(YoungPerson.id).where(YoungPerson.merged_into_id.is_not(None))
    others = spans.where(SupportSpan.young_person_id.not_in(merged))
    return in_care_or_left(first, last) | set(db.session.scalars(others))


def counts() -> sa.ColumnElement[bool]:
    """For a query of statements: said to the council, read, not taken back, not passed on by an advocate."""
    return sa.and_(
        Statement.desk == Desk.COUNCIL,
        Statement.read_at.is_not(None),
        Statement.taken_back_at.is_(None),
        Statement.passed_by_id.is_(None),
    )


def within(moment: Any, period: Period, zone: ZoneInfo) -> sa.ColumnElement[bool]:
    """A moment on a day of the period, as the council's clocks show it."""
    first = datetime.combine(period.first, time(), zone)
    after = datetime.combine(period.last + timedelta(days=1), time(), zone)
    return sa.and_(moment >= first, moment < after)
