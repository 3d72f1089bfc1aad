"""What a young person wants of their review: for their own page, and for whoever leads it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people import queries as people
from portal.policy.viewer import Subject, Viewer
from portal.reviews.models import Review, ReviewFelt, ReviewWish
from portal.reviews.queries import reviews as queries
from portal.reviews.queries.subjects import of_review
from portal.reviews.rules import ReviewKind, ReviewState
from portal.reviews.rules.reviews import OPEN_STATES
from portal.reviews.rules.reviews_took_part import Seen
from portal.voice.models import Statement
from portal.voice.queries.drafts import past_shut_at
from portal.voice.rules import Desk

_LATELY = timedelta(days=60)
"""So long after a review their start page asks how it was."""


def seen_of(review: Review, viewer: Viewer, on: date) -> Seen:
    """What is known here of how they took part, from what the viewer may know."""
    person, wish = people.get(review.young_person_id), queries.wish_of(review.id)
    return Seen(
        people.age_on(person, on) if person else None,
        wish.coming if wish else "",
        wish.brings if wish else "",
        bool(queries.said_for(viewer, review, on)),
        any(talk.how for talk in queries.talks_of(review.id)),
    )


# their own page


@dataclass(frozen=True)
class OwnReviews:
    """The next one, and those that were held, newest first, as far as the past is open."""

    next: Review | None
    held: list[Review]
    some_are_shut: bool


def own_reviews(viewer: Viewer) -> OwnReviews:
    """A young person's own."""
    if viewer.young_person_id is None:
        return OwnReviews(None, [], False)
    rows = queries.reviews_of(viewer.young_person_id)
    shut_on = shut_since(viewer)
    held = [one for one in rows if one.state is ReviewState.HELD and one.completed_on]
    seen = [one for one in held if shut_on is None or (one.completed_on or date.min) >= shut_on]
    coming = [one for one in rows if one.state in OPEN_STATES and _is_theirs_to_see(one.kind, one.planned_on)]
    coming.sort(key=lambda one: one.planned_on or one.due_on or date.max)
    return OwnReviews(coming[0] if coming else None, seen, len(seen) < len(held))


def _is_theirs_to_see(kind: ReviewKind, planned_on: date | None) -> bool:
    """A child protection review is on their page once it is planned: before, only a clock knows of it."""
    return kind is not ReviewKind.CHILD_PROTECTION or planned_on is not None


def own_review(viewer: Viewer, review_id: UUID) -> Subject | None:
    """One of their own; None for one from before a lost way in that nobody has checked yet."""
    subject = of_review(viewer, review_id)
    if subject is None:
        return None
    shut_on, review = shut_since(viewer), subject.thing
    if shut_on and review.state not in OPEN_STATES and (review.completed_on or date.min) < shut_on:
        return None
    return subject


def of(young_person_id: UUID, review_id: UUID) -> Review | None:
    """One review, if it is this young person's."""
    review = db.session.get(Review, review_id)
    return review if review and review.young_person_id == young_person_id else None


def own_wish(viewer: Viewer, review_id: UUID) -> ReviewWish | None:
    """What they said they want; not what was written before their past was shut."""
    wish = queries.wish_of(review_id)
    return None if wish is None or is_shut(viewer, wish.changed_at) else wish


def draft_of(review: Review, viewer: Viewer) -> dict[str, str]:
    """What they typed and did not send, while their past is open."""
    if viewer.past_is_shut or not review.wish_draft:
        return {}
    found = json.loads(review.wish_draft)
    return {str(name): str(value) for name, value in found.items()}


def to_tie(since: datetime) -> list[tuple[Review, UUID]]:
    """Reviews that wait, and what their young person sent for them lately: the newest of each, where it is
    not tied yet."""
    rows = db.session.execute(
        sa.select(Review, Statement.id, ReviewWish.statement_id)
        .join(Statement, Statement.young_person_id == Review.young_person_id)
        .outerjoin(ReviewWish, ReviewWish.review_id == Review.id)
        .where(
            Review.state.in_(OPEN_STATES),
            Review.kind != ReviewKind.CHILD_PROTECTION,
            Statement.asked == queries.BEFORE_REVIEW,
            Statement.desk == Desk.COUNCIL,
            Statement.taken_back_at.is_(None),
            Statement.sent_at > since,
        )
        .order_by(Statement.sent_at.desc(), Statement.id)
    )
    newest: dict[UUID, tuple[Review, UUID, UUID | None]] = {}
    for review, statement_id, tied_id in rows:
        newest.setdefault(review.id, (review, statement_id, tied_id))
    return [(review, found) for review, found, tied_id in newest.values() if found != tied_id]


def is_shut(viewer: Viewer, at: datetime) -> bool:
    """Whether something of that moment is shut to them until somebody checked that it is them."""
    shut_at = past_shut_at(viewer.account_id) if viewer.past_is_shut else None
    return shut_at is not None and at < shut_at


def shut_since(viewer: Viewer) -> date | None:
    shut_at = past_shut_at(viewer.account_id) if viewer.past_is_shut else None
    return shut_at.astimezone(people.zone()).date() if shut_at else None


@dataclass(frozen=True)
class OwnLine:
    """For their start page: when the next is, and whether they may still say something about one."""

    on: date | None
    has_wish: bool
    to_say: bool


def own_line(viewer: Viewer) -> OwnLine | None:
    """None: there is nothing about reviews to show. The same few queries, however many there were."""
    if viewer.young_person_id is None:
        return None
    rows = db.session.execute(
        sa.select(
            Review.state, Review.planned_on, Review.completed_on, ReviewWish.id, ReviewFelt.id, Review.kind
        )
        .outerjoin(ReviewWish, ReviewWish.review_id == Review.id)
        .outerjoin(ReviewFelt, ReviewFelt.review_id == Review.id)
        .where(Review.young_person_id == viewer.young_person_id)
    ).all()
    today, shut_on = people.today(), shut_since(viewer)
    coming = sorted(
        (
            (on, wish)
            for state, on, _held, wish, _felt, kind in rows
            if state in OPEN_STATES and _is_theirs_to_see(kind, on)
        ),
        key=lambda one: one[0] or date.max,
    )
    lately = [
        felt
        for state, _on, held, _wish, felt, _kind in rows
        if state is ReviewState.HELD and held and held >= max(today - _LATELY, shut_on or date.min)
    ]
    if not coming and not lately:
        return None
    on = coming[0][0] if coming and coming[0][0] and coming[0][0] >= today else None
    return OwnLine(on, bool(coming and coming[0][1]), any(felt is None for felt in lately))
