"""Reviews that the case system has planned for another day, or not any more, than when it was last asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people.models import ReviewPlanned, YoungPerson
from portal.reviews.models import Review, ReviewMeeting
from portal.reviews.rules import MeetingState, ReviewKind
from portal.reviews.rules.reviews import OPEN_STATES


def news(most: int) -> Sequence[tuple[ReviewPlanned, UUID]]:
    """What is new there, with the review here that it is about. What has no review here yet waits for it."""
    rows = db.session.execute(
        sa.select(ReviewPlanned, Review.id)
        .join(Review, Review.young_person_id == ReviewPlanned.young_person_id)
        .join(YoungPerson, YoungPerson.id == ReviewPlanned.young_person_id)
        .where(
            Review.state.in_(OPEN_STATES),
            Review.kind != ReviewKind.CHILD_PROTECTION,
            YoungPerson.merged_into_id.is_(None),
            ReviewPlanned.planned_on.is_distinct_from(ReviewPlanned.taken_on),
        )
        .order_by(ReviewPlanned.id)
        .limit(most)
    )
    return [(row[0], row[1]) for row in rows]


def planned_there(review_ids: Collection[UUID]) -> set[UUID]:
    """Of these reviews, those whose next meeting the case system planned."""
    return set(
        db.session.scalars(
            sa.select(ReviewMeeting.review_id).where(
                ReviewMeeting.review_id.in_(list(review_ids)),
                ReviewMeeting.state == MeetingState.PLANNED,
                ReviewMeeting.by_id.is_(None),
            )
        )
    )
