"""A talk with the child alone before a review, and what is done for them between two."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.reviews.models import BetweenReviews, Review, ReviewTalk
from portal.reviews.rules import Between, TalkHow, WhyNoTalk
from portal.reviews.rules.reviews import WhyNotReview
from portal.voice.commands.drafts import one_at_a_time


def write_talk(
    review: Review,
    talked: TalkHow | WhyNoTalk,
    on: date,
    note: str,
    *,
    send_once: UUID,
    by: UUID,
    now: datetime,
    today: date,
) -> ReviewTalk:
    """They talked alone, or did not and why (reg 36). Sent twice it is one. Raises Refused."""
    if on > today:
        raise Refused(WhyNotReview.IN_FUTURE)
    one_at_a_time(review.young_person_id)
    same = sa.select(ReviewTalk).where(ReviewTalk.review_id == review.id, ReviewTalk.send_once == send_once)
    if before := db.session.scalars(same).one_or_none():
        return before
    row = ReviewTalk(
        review_id=review.id,
        young_person_id=review.young_person_id,
        send_once=send_once,
        on=on,
        how=talked if isinstance(talked, TalkHow) else None,
        why_not=talked if isinstance(talked, WhyNoTalk) else None,
        by_id=by,
        at=now,
    )
    row.note = note
    db.session.add(row)
    db.session.flush()
    _note("wrote down a talk before a review", review.young_person_id, "review", review.id, by)
    return row


def write_between(
    young_person_id: UUID,
    kind: Between,
    on: date,
    note: str,
    *,
    saw_alone: bool,
    send_once: UUID,
    by: UUID,
    now: datetime,
    today: date,
) -> BetweenReviews:
    """A visit, a talk, a check of what was agreed. Sent twice it is one. Raises Refused."""
    if on > today:
        raise Refused(WhyNotReview.IN_FUTURE)
    one_at_a_time(young_person_id)
    same = sa.select(BetweenReviews).where(
        BetweenReviews.young_person_id == young_person_id, BetweenReviews.send_once == send_once
    )
    if before := db.session.scalars(same).one_or_none():
        return before
    row = BetweenReviews(
        young_person_id=young_person_id,
        send_once=send_once,
        kind=kind,
        on=on,
        saw_alone=saw_alone,
        by_id=by,
        at=now,
    )
    row.note = note
    db.session.add(row)
    db.session.flush()
    _note("wrote down a visit between reviews", young_person_id, "young_person", young_person_id, by)
    return row


def _note(action: str, young_person_id: UUID, kind: str, about_id: UUID, by: UUID) -> None:
    audit.record(action, by=by, young_person_id=young_person_id, subject=(kind, about_id))
