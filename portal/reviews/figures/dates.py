"""Reviews held on time or late, who took part and how, and the clocks after a review."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.deadlines.models import Deadline
from portal.deadlines.queries import proclaimed
from portal.disclosure.counts import Period
from portal.people.models import Episode, ReviewHeld
from portal.reviews.figures.base import Part, ids, in_two, number, within
from portal.reviews.models import (
    BetweenReviews,
    LateReason,
    Review,
    ReviewFelt,
    ReviewTalk,
)
from portal.reviews.rules import ReviewState
from portal.reviews.rules.figures import InTime
from portal.reviews.rules.reviews import Stay, next_review
from portal.vault import keys

_CHUNK = 500


def counted(period: Period, zone: ZoneInfo) -> Part:
    held = ids(
        sa.select(Review.id).where(
            Review.state == ReviewState.HELD, Review.completed_on.between(period.first, period.last)
        )
    )
    between = sa.select(sa.func.count()).select_from(BetweenReviews)
    return {
        "reviews": _reviews(period),
        "participation": _participation(period),
        "felt": _faces(held),
        "talks": _talks(held),
        "decisions": clock("review_decisions", period, zone),
        "records": clock("review_record", period, zone),
        "given_out": clock("review_distribution", period, zone),
        "late_reasons": _late_reasons(period, zone),
        "between": number(between.where(BetweenReviews.on.between(period.first, period.last))),
    }


def _reviews(period: Period) -> InTime:
    """On time: not after the day that the reviews actually held before it gave. Imported ones count too."""
    held = sa.select(ReviewHeld.young_person_id).where(ReviewHeld.held_on.between(period.first, period.last))
    people = ids(held.distinct())
    in_time = late = 0
    for start in range(0, len(people), _CHUNK):
        some = people[start : start + _CHUNK]
        stays, days = _stays(some), _held(some)
        for person in some:
            for day in days[person]:
                if period.first <= day <= period.last:
                    before = [one for one in days[person] if one < day]
                    due = next_review(stays[person], before, day, extra=proclaimed())
                    if due and due.due_on < day:
                        late += 1
                    elif due:
                        in_time += 1
    return in_time, late


def _stays(people: Sequence[UUID]) -> dict[UUID, list[Stay]]:
    found: dict[UUID, list[Stay]] = defaultdict(list)
    columns = (
        Episode.young_person_id,
        Episode.started_on,
        Episode.ended_on,
        Episode.legal_status,
        Episode.home_kind,
        Episode.reason_ended,
    )
    for row in db.session.execute(sa.select(*columns).where(Episode.young_person_id.in_(people))):
        found[row[0]].append(Stay(*row[1:]))
    return found


def _held(people: Sequence[UUID]) -> dict[UUID, list[date]]:
    found: dict[UUID, list[date]] = defaultdict(list)
    rows = sa.select(ReviewHeld.young_person_id, ReviewHeld.held_on).where(
        ReviewHeld.young_person_id.in_(people)
    )
    for person, day in db.session.execute(rows.order_by(ReviewHeld.held_on)):
        found[person].append(day)
    return found


def _participation(period: Period) -> Counter[str]:
    rows = db.session.execute(
        sa.select(ReviewHeld.participation, sa.func.count())
        .where(ReviewHeld.held_on.between(period.first, period.last), ReviewHeld.participation != "")
        .group_by(ReviewHeld.participation)
    )
    return Counter({row[0]: row[1] for row in rows})


def _faces(held: Sequence[UUID]) -> Counter[str]:
    rows = db.session.scalars(sa.select(ReviewFelt).where(ReviewFelt.review_id.in_(held))).all()
    keys.preload({row.young_person_id for row in rows})
    return Counter(row.face for row in rows if row.face)


def _talks(held: Sequence[UUID]) -> InTime:
    """Reviews with a talk alone, and those without."""
    had = ids(
        sa.select(ReviewTalk.review_id)
        .where(ReviewTalk.review_id.in_(held), ReviewTalk.how.is_not(None))
        .distinct()
    )
    return len(had), len(held) - len(had)


def clock(kind: str, period: Period, zone: ZoneInfo) -> InTime:
    """Of those whose day was in the period: done by then, and not."""
    rows = db.session.execute(
        sa.select(Deadline.due_on, Deadline.done_at).where(
            Deadline.kind == kind,
            Deadline.dropped_at.is_(None),
            Deadline.due_on.between(period.first, period.last),
        )
    )
    return in_two(done_at and done_at.astimezone(zone).date() <= due_on for due_on, done_at in rows)


def _late_reasons(period: Period, zone: ZoneInfo) -> Counter[str]:
    """The newest reason of each late thing."""
    rows = db.session.execute(
        sa.select(LateReason.review_id, LateReason.what, LateReason.why)
        .where(within(LateReason.at, period, zone))
        .order_by(LateReason.at)
    )
    return Counter({(row[0], row[1]): row[2].value for row in rows}.values())
