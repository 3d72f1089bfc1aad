"""Who is on a child protection plan and has somebody who leads their reviews; what their clock rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.deadlines.models import Deadline
from portal.people.models import CareLink, SupportSpan, YoungPerson
from portal.people.queries.links import holding
from portal.people.rules import LinkKind, Support
from portal.reviews.models import Review, ReviewMeeting
from portal.reviews.rules import ReviewKind, ReviewState
from portal.reviews.rules.reviews import DUE, OPEN_STATES

AT_ONCE = 500
_OPEN = sa.and_(Review.kind == ReviewKind.CHILD_PROTECTION, Review.state.in_(OPEN_STATES))


@dataclass
class Facts:
    """What the next child protection review of one young person rests on."""

    plans: list[tuple[date, date | None]] = field(default_factory=list)
    held: list[date] = field(default_factory=list)
    review: Review | None = None
    clock: Deadline | None = None


def whom_to_look_at(today: date) -> Iterator[list[UUID]]:
    """Everybody on a plan whose reviews somebody leads, and whoever has one that waits, a batch at a time."""
    led = sa.select(CareLink.young_person_id).where(CareLink.kind == LinkKind.IRO, holding(today))
    on_plan = sa.select(SupportSpan.young_person_id).where(
        SupportSpan.kind == Support.PROTECTION,
        SupportSpan.from_on <= today,
        sa.or_(SupportSpan.until_on.is_(None), SupportSpan.until_on >= today),
        SupportSpan.young_person_id.in_(led),
    )
    waits = sa.select(Review.young_person_id).where(_OPEN)
    ids = iter(sorted(set(db.session.scalars(on_plan.union(waits)))))
    while some := list(islice(ids, AT_ONCE)):
        yield some


def facts_of(young_person_ids: Sequence[UUID]) -> dict[UUID, Facts]:
    """Whoever was found to be the same as another has no plan; nor has who died."""
    found = {one: Facts() for one in young_person_ids}
    here = sa.select(YoungPerson.id).where(
        YoungPerson.merged_into_id.is_(None), YoungPerson.died_on.is_(None)
    )
    spans = sa.select(SupportSpan.young_person_id, SupportSpan.from_on, SupportSpan.until_on).where(
        SupportSpan.young_person_id.in_(young_person_ids),
        SupportSpan.kind == Support.PROTECTION,
        SupportSpan.young_person_id.in_(here),
    )
    for owner, from_on, until_on in db.session.execute(spans):
        found[owner].plans.append((from_on, until_on))
    by_review = {}
    of_protection = sa.select(Review).where(
        Review.young_person_id.in_(young_person_ids), Review.kind == ReviewKind.CHILD_PROTECTION
    )
    for review in db.session.scalars(of_protection.order_by(Review.planned_on.desc(), Review.id)):
        one = found[review.young_person_id]
        if review.state is ReviewState.HELD and review.completed_on:
            one.held.append(review.completed_on)
        elif review.state in OPEN_STATES:
            one.review = review
            by_review[review.id] = one
    running = (Deadline.kind == DUE, Deadline.done_at.is_(None), Deadline.dropped_at.is_(None))
    for clock in db.session.scalars(sa.select(Deadline).where(Deadline.about_id.in_(by_review), *running)):
        by_review[clock.about_id].clock = clock
    return found


def to_plan(young_person_id: UUID) -> Review | None:
    """One that is due and has no meeting yet."""
    return db.session.scalars(
        sa.select(Review).where(_OPEN, Review.young_person_id == young_person_id, Review.planned_on.is_(None))
    ).first()


def planned_with(young_person_id: UUID, send_once: UUID) -> Review | None:
    """What the same form planned when it was sent the first time."""
    return db.session.scalars(
        sa.select(Review)
        .join(ReviewMeeting, ReviewMeeting.review_id == Review.id)
        .where(ReviewMeeting.young_person_id == young_person_id, ReviewMeeting.send_once == send_once)
    ).first()
