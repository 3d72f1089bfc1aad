"""A young person says how they want their review, and after it whether they were listened to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.reviews.models import Review, ReviewFelt, ReviewWish
from portal.reviews.queries import reviews as queries
from portal.reviews.queries.wishes_shown import shown_to, waits_at_the_desk
from portal.reviews.rules import ReviewState
from portal.reviews.rules.reviews import OPEN_STATES, WhyNotReview
from portal.reviews.rules.reviews_said import Wanted


def wish(
    review_id: UUID,
    wanted: Wanted,
    *,
    by: UUID,
    now: datetime,
    today: date,
    shut_at: datetime | None = None,
) -> ReviewWish:
    """Theirs to change until it is held; who leads it is told, of what the safety team has to read first only
    once it has (so that goes to the desk before this is called). Sent twice it is one. Raises Refused.

    `shut_at`: their past is shut since then: what was wished before is added to, never replaced unseen."""
    review = queries.locked(review_id)
    if review.state not in OPEN_STATES:
        raise Refused(WhyNotReview.OVER)
    row = queries.wish_of(review.id)
    if row is not None and _of(row) == wanted:
        review.wish_draft = ""
        return row
    if row is None:
        row = ReviewWish(review_id=review.id, young_person_id=review.young_person_id, changed_at=now)
        db.session.add(row)
    elif shut_at is not None and row.changed_at < shut_at:
        wanted = _added(_of(row), wanted)
    for name, value in vars(wanted).items():
        setattr(row, name, value)
    row.changed_at, review.wish_draft = now, ""
    db.session.flush()
    iro_id = queries.iro_of(review.young_person_id, today)
    notices.drop(review.id, NoticeKind.REVIEW_WISHES)
    is_open = not waits_at_the_desk(review)
    if iro_id and is_open and shown_to(review, iro_id, today, leads=True):
        notices.notify(iro_id, NoticeKind.REVIEW_WISHES, review.id)
    _note("said how they want their review", review.id, review.young_person_id, by)
    return row


def keep_draft(review_id: UUID, typed: Mapping[str, str], *, is_shut: bool) -> None:
    """What is typed and not sent, so that nothing is lost. Nobody else reads it. What was typed before their
    past was shut stays laid aside."""
    review = queries.locked(review_id)
    if review.state in OPEN_STATES and not is_shut:
        review.wish_draft = json.dumps(dict(typed)) if any(typed.values()) else ""
        db.session.flush()


def wishes_seen(young_person_id: UUID, *, by: UUID, now: datetime) -> None:
    """Whoever leads the review has read them: not what still waits to be read at the desk."""
    for review in queries.reviews_of(young_person_id):
        row = queries.wish_of(review.id) if review.state in OPEN_STATES else None
        is_unseen = row is not None and (row.seen_at is None or row.seen_at < row.changed_at)
        if row is not None and is_unseen and not waits_at_the_desk(review):
            row.seen_at = now
        if review.state in OPEN_STATES:
            notices.see(by, review.id, but=(NoticeKind.REVIEW_SOON, NoticeKind.REVIEW_LATE))


def feel(review_id: UUID, face: str, *, statement_id: UUID | None, by: UUID, now: datetime) -> ReviewFelt:
    """Was I listened to? One face, which they may change. Raises Refused before it was held."""
    review = queries.locked(review_id)
    if review.state is not ReviewState.HELD:
        raise Refused(WhyNotReview.NOT_PLANNED)
    row = queries.felt_of(review.id)
    if row is None:
        row = ReviewFelt(review_id=review.id, young_person_id=review.young_person_id, at=now)
        db.session.add(row)
    if face:
        row.face = face
    row.statement_id = statement_id or row.statement_id
    row.at = now
    db.session.flush()
    notices.see(by, review.id)
    _note("said how their review was", review.id, review.young_person_id, by)
    return row


def tie(review: Review, statement_id: UUID, *, now: datetime) -> None:
    """What they want said at this review is this statement. It makes nothing look new to whoever leads the
    review: that shows only what reached them."""
    row = queries.wish_of(review.id)
    if row is None:
        row = ReviewWish(
            review_id=review.id, young_person_id=review.young_person_id, changed_at=now, seen_at=now
        )
        db.session.add(row)
    row.statement_id = statement_id
    db.session.flush()


def _of(row: ReviewWish) -> Wanted:
    return Wanted(row.coming, row.chair, row.brings, row.who, row.who_not, row.where, row.anything)


def _added(before: Wanted, now: Wanted) -> Wanted:
    """What was picked anew holds; what was written before stays above what is new."""
    picked = {name: getattr(now, name) or getattr(before, name) for name in ("coming", "chair", "brings")}
    written = {
        name: "\n\n".join(part for part in (getattr(before, name), getattr(now, name)) if part)
        for name in ("who", "who_not", "where", "anything")
    }
    return Wanted(**picked, **written)


def _note(action: str, review_id: UUID, young_person_id: UUID, by: UUID) -> None:
    audit.record(
        action,
        by=by,
        role="young_person",
        young_person_id=young_person_id,
        subject=("review", review_id),
    )
