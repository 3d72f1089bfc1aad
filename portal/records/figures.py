"""Counts of a quarter of records requests: all that a panel's or a manager's page may see of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal import db
from portal.disclosure.counts import Period
from portal.records.models import (
    Feeling,
    Meeting,
    RecordsQuarter,
    RecordsRequest,
    Redaction,
    Release,
    RequestEvent,
)
from portal.records.rules import EventKind, State
from portal.records.rules.feelings import Felt, FeltQuestion
from portal.records.rules.figures import Counted

R = RecordsRequest


@dataclass(frozen=True)
class Quarter:
    """A closed quarter as it was printed."""

    first: date
    last: date
    printed: dict[str, Any]


def quarters() -> list[date]:
    """The first days of the quarters that were counted, the newest first."""
    return list(
        db.session.scalars(sa.select(RecordsQuarter.first_on).order_by(RecordsQuarter.first_on.desc()))
    )


def quarter(first_on: date | None) -> Quarter | None:
    """One of them, or the newest."""
    wanted = sa.select(RecordsQuarter).order_by(RecordsQuarter.first_on.desc()).limit(1)
    if first_on is not None:
        wanted = wanted.where(RecordsQuarter.first_on == first_on)
    row = db.session.scalars(wanted).one_or_none()
    return Quarter(row.first_on, row.last_on, row.printed) if row else None


def all_printed() -> list[Quarter]:
    """Every quarter that was counted, the oldest first."""
    rows = db.session.scalars(sa.select(RecordsQuarter).order_by(RecordsQuarter.first_on))
    return [Quarter(row.first_on, row.last_on, row.printed) for row in rows]


def as_it_stood(last_on: date, at: datetime) -> Quarter | None:
    """The newest quarter that had ended by a day and was counted by a moment: what a paper could say."""
    wanted = (
        sa.select(RecordsQuarter)
        .where(RecordsQuarter.last_on <= last_on, RecordsQuarter.counted_at <= at)
        .order_by(RecordsQuarter.first_on.desc())
        .limit(1)
    )
    row = db.session.scalars(wanted).one_or_none()
    return Quarter(row.first_on, row.last_on, row.printed) if row else None


def first_received() -> date | None:
    """When the first request came."""
    return db.session.scalar(sa.select(sa.func.min(R.received_on)))


def counted(period: Period, zone: ZoneInfo) -> Counted:
    """The true counts. A request that was merged is counted as the one it went into."""
    ended = _ended(period)
    given = [one for one in ended if one.state is State.GIVEN]
    closed = [one for one in ended if one.state in (State.GIVEN, State.REFUSED) and one.due_on]
    late = [one for one in closed if one.ended_on > one.due_on]
    ids = [one.id for one in given]
    return Counted(
        received=_count(R.received_on.between(period.first, period.last)),
        given=len(given),
        refused=sum(one.state is State.REFUSED for one in ended),
        withdrawn=sum(one.state is State.WITHDRAWN for one in ended),
        on_time=len(closed) - len(late),
        late=len(late),
        days=[(one.ended_on - one.received_on).days for one in given],
        open_ages=_open_ages(period.last),
        late_reasons=_late_reasons([one.id for one in late]),
        covered=_covered(ids),
        pages=_pages(period, zone),
        wanted_company=sum(bool(one.wants_company) for one in given),
        had_company=_had_company(ids),
        felt=_felt(period, zone),
    )


def _ended(period: Period) -> Sequence[Any]:
    return db.session.execute(
        sa.select(R.id, R.state, R.received_on, R.due_on, R.ended_on, R.wants_company).where(
            R.ended_on.between(period.first, period.last), R.state != State.MERGED
        )
    ).all()


def _count(*conditions: sa.ColumnElement[bool]) -> int:
    wanted = sa.select(sa.func.count()).select_from(R).where(R.state != State.MERGED, *conditions)
    return db.session.scalar(wanted) or 0


def _open_ages(on: date) -> list[int]:
    rows = db.session.scalars(
        sa.select(R.received_on).where(
            R.received_on <= on,
            R.state != State.MERGED,
            sa.or_(R.ended_on.is_(None), R.ended_on > on),
        )
    )
    return [(on - received_on).days for received_on in rows]


def _late_reasons(ids: Sequence[UUID]) -> Counter[str]:
    """The last reason that stands, one a request."""
    later = aliased(RequestEvent)
    rows = db.session.execute(
        sa.select(RequestEvent.request_id, RequestEvent.reason)
        .where(
            RequestEvent.request_id.in_(ids),
            RequestEvent.kind == EventKind.LATE_REASON,
            RequestEvent.is_void.is_(False),
            ~sa.exists().where(later.corrects_id == RequestEvent.id),
        )
        .order_by(RequestEvent.number)
    )
    return Counter({one.request_id: one.reason for one in rows}.values())


def _covered(ids: Sequence[UUID]) -> Counter[str]:
    """In how many of these requests each reason for covering stands."""
    rows = db.session.execute(
        sa.select(Redaction.why, sa.func.count(Redaction.request_id.distinct()))
        .where(Redaction.request_id.in_(ids), Redaction.off_at.is_(None))
        .group_by(Redaction.why)
    )
    return Counter({why.value: count for why, count in rows})


def _pages(period: Period, zone: ZoneInfo) -> int:
    first, after = _moments(period, zone)
    total = sa.select(sa.func.sum(Release.pages)).where(Release.given_at >= first, Release.given_at < after)
    return db.session.scalar(total) or 0


def _had_company(ids: Sequence[UUID]) -> int:
    wanted = sa.select(sa.func.count(Meeting.request_id.distinct())).where(
        Meeting.request_id.in_(ids), Meeting.done_at.is_not(None)
    )
    return db.session.scalar(wanted) or 0


def _felt(period: Period, zone: ZoneInfo) -> dict[str, dict[str, int]]:
    first, after = _moments(period, zone)
    answers = db.session.scalars(
        sa.select(Feeling.answers).where(Feeling.at >= first, Feeling.at < after)
    ).all()
    return {
        question.value: {
            felt.value: sum(one.get(question.value) == felt.value for one in answers) for felt in Felt
        }
        for question in FeltQuestion
    }


def _moments(period: Period, zone: ZoneInfo) -> tuple[datetime, datetime]:
    first = datetime.combine(period.first, time(), zone)
    return first, datetime.combine(period.last + timedelta(days=1), time(), zone)


def when_printed() -> list[tuple[Period, datetime]]:
    """Which quarters were counted and printed, and when."""
    wanted = sa.select(RecordsQuarter.first_on, RecordsQuarter.last_on, RecordsQuarter.counted_at)
    return [(Period(first, last), at) for first, last, at in db.session.execute(wanted)]
