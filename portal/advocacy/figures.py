"""How often an advocate was offered, wanted and there in time: counts of closed quarters, printed once.

Counts are of young people's things, so each is rounded and none of 1 to 4 is shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.advocacy.models import AdvocacyQuarter, AdvocateOffer, Referral
from portal.advocacy.rules import Helped, Point, Reply
from portal.disclosure.counts import Period
from portal.disclosure.quarters import printed_count
from portal.people.queries.bands import bands_of

LEAST = 5


@dataclass(frozen=True)
class Quarter:
    """A closed quarter as it was counted. A value is a number to the nearest 5, or None: fewer than 5."""

    first: date
    last: date
    printed: dict[str, Any]


def as_it_stood(last_on: date, at: datetime) -> Quarter | None:
    """The newest quarter that had ended by a day and was counted by a moment."""
    return _quarter(AdvocacyQuarter.last_on <= last_on, AdvocacyQuarter.counted_at <= at)


def newest() -> Quarter | None:
    return _quarter()


def counted_quarters() -> set[date]:
    return set(db.session.scalars(sa.select(AdvocacyQuarter.first_on)))


def first_day(zone: ZoneInfo) -> date | None:
    """The day of the first offer or wish."""
    days = [
        moment.astimezone(zone).date()
        for moment in (
            db.session.scalar(sa.select(sa.func.min(AdvocateOffer.at))),
            db.session.scalar(sa.select(sa.func.min(Referral.asked_at))),
        )
        if moment
    ]
    return min(days, default=None)


def count(period: Period, zone: ZoneInfo) -> dict[str, Any]:
    """The numbers of a quarter as they are printed."""
    begin = datetime.combine(period.first, time(), zone)
    end = datetime.combine(period.last + timedelta(days=1), time(), zone)
    offers = db.session.execute(
        sa.select(AdvocateOffer.point, AdvocateOffer.reply).where(
            AdvocateOffer.at >= begin, AdvocateOffer.at < end
        )
    ).all()
    asked = list(
        db.session.scalars(sa.select(Referral).where(Referral.asked_at >= begin, Referral.asked_at < end))
    )
    points = Counter(point for point, _reply in offers)
    in_time = sum(
        1
        for row in asked
        if row.first_answer_at and row.first_answer_at.astimezone(zone).date() <= row.due_on
    )
    return {
        "offered": printed_count(len(offers)),
        "points": _apart({point.value: points[point] for point in Point}),
        "yes": printed_count(sum(1 for _point, reply in offers if reply is Reply.YES)),
        "asked": printed_count(len(asked)),
        "in_time": printed_count(in_time) if _is_safe(in_time, len(asked)) else None,
        "helped": printed_count(sum(1 for row in asked if row.helped is Helped.YES)),
        "ages": _ages(asked, period.last),
    }


def _is_safe(part: int, whole: int) -> bool:
    """Neither the part nor the rest is one to four."""
    return not 0 < part < LEAST and not 0 < whole - part < LEAST


def _apart(counts: dict[str, int]) -> dict[str, int | None]:
    """Printed only where none of them is small: else one could be worked out of the sum."""
    if any(0 < one < LEAST for one in counts.values()):
        return {}
    return {key: printed_count(one) if one else 0 for key, one in counts.items()}


def _ages(asked: list[Referral], on: date) -> dict[str, int | None]:
    young = {row.young_person_id for row in asked}
    return _apart(dict(Counter(bands_of(young, on).values())))


def _quarter(*conditions: sa.ColumnElement[bool]) -> Quarter | None:
    row = db.session.scalars(
        sa.select(AdvocacyQuarter).where(*conditions).order_by(AdvocacyQuarter.first_on.desc()).limit(1)
    ).first()
    return Quarter(row.first_on, row.last_on, dict(row.printed)) if row else None
