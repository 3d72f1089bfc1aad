"""Reviews of one young person: what is next, what was, who leads it, what came with it. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import manager_of, people_around
from portal.deadlines.models import Deadline
from portal.people import queries as people
from portal.people.models import ReviewHeld
from portal.people.rules import LinkKind, Support
from portal.policy.viewer import Viewer
from portal.reviews.models import (
    BetweenReviews,
    LateReason,
    ManagersWord,
    Review,
    ReviewFelt,
    ReviewMeeting,
    ReviewTalk,
    ReviewWish,
)
from portal.reviews.rules import MeetingState, ReviewKind, ReviewState
from portal.reviews.rules.reviews import OPEN_STATES, Stay, until_grown_up
from portal.voice.models import Statement
from portal.voice.queries.apart import shut_to
from portal.voice.queries.owed import may_have

BEFORE_REVIEW = "before_review"
_A_YEAR = timedelta(days=366)
_SUPPORTERS = (LinkKind.SOCIAL_WORKER, LinkKind.PERSONAL_ADVISER)


def open_review(young_person_id: UUID) -> Review | None:
    """The next one the law asks for: planned, or begun and going on."""
    return db.session.scalars(
        sa.select(Review).where(
            Review.young_person_id == young_person_id,
            Review.state.in_(OPEN_STATES),
            Review.kind != ReviewKind.CHILD_PROTECTION,
        )
    ).one_or_none()


def reviews_of(young_person_id: UUID) -> Sequence[Review]:
    """Every review of theirs that has a row here, newest first; those called off too."""
    newest = sa.func.coalesce(Review.completed_on, Review.planned_on, Review.due_on)
    return db.session.scalars(
        sa.select(Review)
        .where(Review.young_person_id == young_person_id)
        .order_by(newest.desc(), Review.made_at.desc(), Review.id)
    ).all()


def last_held(young_person_id: UUID, before: date | None = None) -> Review | None:
    """The newest review that was completed here; with `before`, the newest completed before that day."""
    held = sa.select(Review).where(
        Review.young_person_id == young_person_id, Review.state == ReviewState.HELD
    )
    if before is not None:
        held = held.where(Review.completed_on < before)
    return db.session.scalars(
        held.order_by(Review.completed_on.desc(), Review.id.desc()).limit(1)
    ).one_or_none()


def locked(review_id: UUID) -> Review:
    """The review as it is now, held until the end of the transaction: of two at once the second waits."""
    return db.session.scalars(
        sa.select(Review)
        .where(Review.id == review_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def iro_of(young_person_id: UUID, on: date) -> UUID | None:
    """Who leads their reviews that day: whoever is linked as their IRO and still is one."""
    around = people_around(young_person_id, on)
    return next((one.account_id for one in around if one.kind is LinkKind.IRO), None)


def managers_of(young_person_id: UUID, on: date) -> list[UUID]:
    """The managers of those who work with them for the team: of each social worker or personal adviser."""
    workers = [one.account_id for one in people_around(young_person_id, on) if one.kind in _SUPPORTERS]
    found = [manager for worker in workers if (manager := manager_of(worker))]
    return list(dict.fromkeys(found))


def meetings_of(review_id: UUID) -> Sequence[ReviewMeeting]:
    """Its meetings, oldest first."""
    return db.session.scalars(
        sa.select(ReviewMeeting)
        .where(ReviewMeeting.review_id == review_id)
        .order_by(ReviewMeeting.on, ReviewMeeting.at, ReviewMeeting.id)
    ).all()


def next_meeting(review_id: UUID) -> ReviewMeeting | None:
    """The meeting that is planned now."""
    planned = [one for one in meetings_of(review_id) if one.state is MeetingState.PLANNED]
    return planned[-1] if planned else None


def wish_of(review_id: UUID) -> ReviewWish | None:
    return db.session.scalars(sa.select(ReviewWish).where(ReviewWish.review_id == review_id)).one_or_none()


def talks_of(review_id: UUID) -> Sequence[ReviewTalk]:
    """Talks with the child alone before it, and why there was none, newest first."""
    return db.session.scalars(
        sa.select(ReviewTalk)
        .where(ReviewTalk.review_id == review_id)
        .order_by(ReviewTalk.on.desc(), ReviewTalk.at.desc(), ReviewTalk.id)
    ).all()


def felt_of(review_id: UUID) -> ReviewFelt | None:
    return db.session.scalars(sa.select(ReviewFelt).where(ReviewFelt.review_id == review_id)).one_or_none()


def response_of(review_id: UUID) -> ManagersWord | None:
    return db.session.scalars(
        sa.select(ManagersWord).where(ManagersWord.review_id == review_id)
    ).one_or_none()


def late_reasons_of(review_id: UUID) -> Sequence[LateReason]:
    """Why something of it was late, newest first; of each thing the newest holds."""
    return db.session.scalars(
        sa.select(LateReason)
        .where(LateReason.review_id == review_id)
        .order_by(LateReason.at.desc(), LateReason.id)
    ).all()


def between_of(young_person_id: UUID) -> Sequence[BetweenReviews]:
    """What an IRO did for them between reviews, newest first."""
    return db.session.scalars(
        sa.select(BetweenReviews)
        .where(BetweenReviews.young_person_id == young_person_id)
        .order_by(BetweenReviews.on.desc(), BetweenReviews.at.desc(), BetweenReviews.id)
    ).all()


def stays_of(young_person_id: UUID) -> list[Stay]:
    """Their time in care as the clock counts it: episodes, and what a person wrote down by hand."""
    episodes = [
        Stay(one.started_on, one.ended_on, one.legal_status, one.home_kind, one.reason_ended)
        for one in people.episodes_of(young_person_id)
    ]
    by_hand = [
        stay_of_span(span.from_on, span.until_on)
        for span in people.spans_of(young_person_id)
        if span.kind is Support.IN_CARE
    ]
    return until_grown_up([*episodes, *by_hand], _born_on(young_person_id))


def stay_of_span(from_on: date, until_on: date | None) -> Stay:
    """What was written down by hand says its last day; an episode says the first day after."""
    return Stay(from_on, until_on + timedelta(days=1) if until_on else None)


def held_days(young_person_id: UUID) -> list[date]:
    """The days on which their reviews were completed, imported ones too, oldest first."""
    return sorted(
        db.session.scalars(sa.select(ReviewHeld.held_on).where(ReviewHeld.young_person_id == young_person_id))
    )


def _born_on(young_person_id: UUID) -> date | None:
    person = people.get(young_person_id)
    return person.born_on if person else None


def clocks_of(review_id: UUID) -> Sequence[Deadline]:
    """What is or was due for it, oldest clock first; those dropped are left out."""
    return db.session.scalars(
        sa.select(Deadline)
        .where(Deadline.about_id == review_id, Deadline.dropped_at.is_(None))
        .order_by(Deadline.due_on, Deadline.id)
    ).all()


def said_for(viewer: Viewer, review: Review, on: date) -> list[UUID]:
    """What the young person sent for this review that the viewer was given: since the one before it, newest
    first. What is kept from the viewer is not in it."""
    before = last_held(review.young_person_id, before=review.completed_on or on)
    if before is not None and before.id == review.id:
        before = None
    since = before.completed_on if before and before.completed_on else on - _A_YEAR
    rows = db.session.execute(
        sa.select(Statement.id, Statement.sent_at)
        .where(
            may_have(viewer, on),
            Statement.young_person_id == review.young_person_id,
            Statement.asked == BEFORE_REVIEW,
            Statement.taken_back_at.is_(None),
        )
        .order_by(Statement.sent_at.desc(), Statement.id)
    ).all()
    ids = [row.id for row in rows if row.sent_at.date() > since]
    shut = shut_to(viewer.account_id, ids, on)
    return [one for one in ids if one not in shut]
