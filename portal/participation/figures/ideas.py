"""Counts of a quarter of young people's ideas: all that a panel's or a manager's page may see of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.participation.models.ideas import Idea, IdeaEvent, IdeaQuarter
from portal.participation.rules.ideas import IdeaState
from portal.participation.rules.ideas_printed import Counted


@dataclass(frozen=True)
class Quarter:
    """A closed quarter as it was printed."""

    first: date
    last: date
    printed: dict[str, Any]


def quarters() -> list[date]:
    """The first days of the quarters that were counted, the newest first."""
    return list(db.session.scalars(sa.select(IdeaQuarter.first_on).order_by(IdeaQuarter.first_on.desc())))


def as_it_stood(last_on: date, at: datetime) -> Quarter | None:
    """The newest quarter that had ended by a day and was counted by a moment: what a paper could say."""
    row = db.session.scalars(
        sa.select(IdeaQuarter)
        .where(IdeaQuarter.last_on <= last_on, IdeaQuarter.counted_at <= at)
        .order_by(IdeaQuarter.first_on.desc())
        .limit(1)
    ).one_or_none()
    return Quarter(row.first_on, row.last_on, dict(row.printed)) if row else None


def when_printed() -> list[tuple[Period, datetime]]:
    """Which quarters were counted and printed, and when."""
    wanted = sa.select(IdeaQuarter.first_on, IdeaQuarter.last_on, IdeaQuarter.counted_at)
    return [(Period(first, last), at) for first, last, at in db.session.execute(wanted)]


def first_approved(zone: ZoneInfo) -> date | None:
    """When the first idea was approved."""
    at = db.session.scalar(sa.select(sa.func.min(IdeaEvent.at)).where(IdeaEvent.state == IdeaState.OPEN))
    return at.astimezone(zone).date() if at else None


def counted(period: Period, zone: ZoneInfo) -> Counted:
    """The true counts."""
    events = _events(datetime.combine(period.last + timedelta(days=1), time(), zone))
    begins = datetime.combine(period.first, time(), zone)
    of = _authors({event.idea_id for event in events})
    approved = {event.idea_id for event in events if event.state is IdeaState.OPEN and event.at >= begins}
    answered = [event for event in events if event.in_time is not None and event.at >= begins]
    in_time = sum(1 for event in answered if event.in_time)
    stands = {event.idea_id: event.state for event in events if event.idea_id in of}
    return Counted(
        approved=len(approved & of.keys()),
        states=Counter(state.value for state in stands.values()),
        in_time=in_time,
        late=len(answered) - in_time,
        authors=len({of[one] for one in approved & of.keys()}),
        authors_ever=len({of[one] for one in stands}),
        authors_answered=len({of[one.idea_id] for one in answered if one.idea_id in of}),
    )


def _events(until: datetime) -> Sequence[IdeaEvent]:
    return db.session.scalars(
        sa.select(IdeaEvent).where(IdeaEvent.at < until).order_by(IdeaEvent.at, IdeaEvent.id)
    ).all()


def _authors(idea_ids: set[UUID]) -> dict[UUID, UUID]:
    """Whose they are, without those that were taken back."""
    rows = db.session.execute(
        sa.select(Idea.id, Idea.young_person_id).where(Idea.id.in_(idea_ids), Idea.taken_back_at.is_(None))
    ).all()
    return {row[0]: row[1] for row in rows}
