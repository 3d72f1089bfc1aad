"""The figures of quarters as they were printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.people.models import ReviewHeld
from portal.reviews.models import (
    Review,
    ReviewsQuarter,
)
from portal.reviews.rules import ReviewState


@dataclass(frozen=True)
class Quarter:
    """A closed quarter as it was printed."""

    first: date
    last: date
    printed: dict[str, Any]


def quarters() -> list[date]:
    """The first days of the quarters that were counted, the newest first."""
    return list(
        db.session.scalars(sa.select(ReviewsQuarter.first_on).order_by(ReviewsQuarter.first_on.desc()))
    )


def quarter(first_on: date | None) -> Quarter | None:
    """One of them, or the newest."""
    wanted = sa.select(ReviewsQuarter).order_by(ReviewsQuarter.first_on.desc()).limit(1)
    if first_on is not None:
        wanted = wanted.where(ReviewsQuarter.first_on == first_on)
    return _quarter(wanted)


def all_printed() -> list[Quarter]:
    """Every quarter that was counted, the oldest first."""
    rows = db.session.scalars(sa.select(ReviewsQuarter).order_by(ReviewsQuarter.first_on))
    return [Quarter(row.first_on, row.last_on, dict(row.printed)) for row in rows]


def as_it_stood(last_on: date, at: datetime) -> Quarter | None:
    """The newest quarter that had ended by a day and was counted by a moment: what a paper could say."""
    return _quarter(
        sa.select(ReviewsQuarter)
        .where(ReviewsQuarter.last_on <= last_on, ReviewsQuarter.counted_at <= at)
        .order_by(ReviewsQuarter.first_on.desc())
        .limit(1)
    )


def _quarter(wanted: sa.Select[Any]) -> Quarter | None:
    row = db.session.scalars(wanted).one_or_none()
    return Quarter(row.first_on, row.last_on, dict(row.printed)) if row else None


def first_held() -> date | None:
    """When the first review was held here: imported ones count back no further than the first of ours."""
    return db.session.scalar(
        sa.select(sa.func.min(Review.completed_on)).where(Review.state == ReviewState.HELD)
    )


def first_known() -> date | None:
    """When the first review was held that is known here, imported ones too."""
    return db.session.scalar(sa.select(sa.func.min(ReviewHeld.held_on)))


def when_printed() -> list[tuple[Period, datetime]]:
    """Which quarters were counted and printed, and when."""
    wanted = sa.select(ReviewsQuarter.first_on, ReviewsQuarter.last_on, ReviewsQuarter.counted_at)
    return [(Period(first, last), at) for first, last, at in db.session.execute(wanted)]
