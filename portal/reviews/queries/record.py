"""The record of a review, and what of the child's own words may stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people import queries as people
from portal.policy.viewer import Viewer
from portal.reviews.models import Review, ReviewRecord
from portal.reviews.queries.writing_start import Quote, quotes_for


def record_of(review_id: UUID, *, lock: bool = False) -> ReviewRecord | None:
    """What is written beside the decisions, or None. With `lock` it is held, as it is now."""
    found = sa.select(ReviewRecord).where(ReviewRecord.review_id == review_id)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(found).one_or_none()


def quotable(viewer: Viewer, review: Review) -> Sequence[Quote]:
    """What the child said that reached this viewer and concerns nobody: a record is read by many."""
    return [one for one in quotes_for(viewer, review) if not people.kept_apart_from(one.id)]
