"""The true reason why something of a review was late: a newer one holds, the older ones stay."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.reviews.models import LateReason, Review
from portal.reviews.rules import WhatLate, WhyLate


def say_why_late(
    review: Review, what: WhatLate, why: WhyLate, words: str, *, send_once: UUID, by: UUID, now: datetime
) -> LateReason:
    """Sent twice it is one."""
    same = sa.select(LateReason).where(LateReason.review_id == review.id, LateReason.send_once == send_once)
    if before := db.session.scalars(same).one_or_none():
        return before
    row = LateReason(
        review_id=review.id,
        young_person_id=review.young_person_id,
        send_once=send_once,
        what=what,
        why=why,
        by_id=by,
        at=now,
    )
    row.words = words
    db.session.add(row)
    db.session.flush()
    audit.record(
        "said why something of a review was late",
        by=by,
        young_person_id=review.young_person_id,
        subject=("review", review.id),
    )
    return row
