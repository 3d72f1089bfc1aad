"""Writing the record of a review, finishing it, giving it and the decisions out."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.kit import clock
from portal.kit.errors import Refused
from portal.reviews.commands import reviews_given
from portal.reviews.models import Review, ReviewRecord
from portal.reviews.queries import actions
from portal.reviews.queries import record as queries
from portal.reviews.queries.reviews import locked
from portal.reviews.rules import ReviewState
from portal.reviews.rules.record import Part, WhyNotRecord, parts_to, why_not_finish, why_not_write


def write(review_id: UUID, parts: dict[Part, str], *, seen: int, by: UUID) -> ReviewRecord:
    """Keep what is written. `seen`: the number it had when the page was opened, 0 where there was none.

    Raises Refused where somebody else wrote meanwhile, or it is finished."""
    review = locked(review_id)
    row = queries.record_of(review_id, lock=True)
    if why := why_not_write(
        row.number if row else 0, seen, is_finished=bool(row and row.finished_at is not None)
    ):
        raise Refused(why)
    if row is None:
        row = ReviewRecord(
            review_id=review_id,
            young_person_id=review.young_person_id,
            number=0,
            changed_by_id=by,
            changed_at=clock.now(),
        )
        db.session.add(row)
    row.parts = parts_to(parts)
    row.number += 1
    row.changed_by_id, row.changed_at = by, clock.now()
    _note("wrote the record of a review", review, by)
    return row


def finish(review_id: UUID, *, by: UUID) -> None:
    """The full record is written: its clock ends. Done twice it is the same. Raises Refused."""
    review = locked(review_id)
    if why := why_not_finish(
        is_held=review.state is ReviewState.HELD, decisions=len(actions.of_review(review_id))
    ):
        raise Refused(why)
    row = queries.record_of(review_id, lock=True) or write(review_id, {}, seen=0, by=by)
    if row.finished_at is None:
        row.finished_at, row.finished_by_id = clock.now(), by
        reviews_given.record_finished(review, by=by, now=clock.now())
    db.session.flush()


def open_again(review_id: UUID, *, by: UUID) -> None:
    """Something in it has to be put right. When it was first finished stays."""
    review = locked(review_id)
    row = queries.record_of(review_id, lock=True)
    if row is not None and row.finished_at is not None:
        row.finished_at, row.finished_by_id = None, None
        _note("opened the record of a review again", review, by)


def give_decisions(review_id: UUID, *, by: UUID, today: date) -> None:
    """The written decisions go to the team's managers. Raises Refused where there are none."""
    review = locked(review_id)
    if why := why_not_finish(
        is_held=review.state is ReviewState.HELD, decisions=len(actions.of_review(review_id))
    ):
        raise Refused(why)
    reviews_given.decisions_given(review, by=by, now=clock.now(), today=today)


def give_decisions_out(review_id: UUID, *, by: UUID) -> None:
    """Everybody who needs them has the decisions. Raises Refused before the managers have them."""
    review = locked(review_id)
    if review.decisions_at is None:
        raise Refused(WhyNotRecord.NOTHING_DECIDED)
    reviews_given.decisions_out(review, by=by, now=clock.now())


def give_out(review_id: UUID, *, by: UUID) -> None:
    """Everybody who needs it has the record. Raises Refused before it is finished."""
    review = locked(review_id)
    row = queries.record_of(review_id)
    if row is None or row.finished_at is None:
        raise Refused(WhyNotRecord.NOT_FINISHED)
    reviews_given.record_given_out(review, by=by, now=clock.now())


def _note(action: str, review: Review, by: UUID) -> None:
    db.session.flush()
    audit.record(action, by=by, young_person_id=review.young_person_id, subject=("review", review.id))
