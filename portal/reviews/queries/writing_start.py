"""What a new letter may begin with: what the child said since the last review, and what was agreed then."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.clocks.reading import local_day
from portal.people import queries as people
from portal.people.models import KeptApart
from portal.policy.viewer import Viewer
from portal.reviews.models import Review
from portal.reviews.queries.actions import ShownAction, before
from portal.voice.models import Concern, Recipient, Statement
from portal.voice.queries.apart import shut_to
from portal.voice.rules import Desk, Way, alone

MOST_QUOTES = 12
_SINCE_WITHOUT_A_REVIEW = timedelta(days=190)
"""Where no review was held before: about as long as there is between two."""


@dataclass(frozen=True)
class Quote:
    """Something the child said, which the writer may quote."""

    id: UUID
    on: date
    words: str


def quotes_for(viewer: Viewer, review: Review) -> list[Quote]:
    """What the child said themselves since the review before this one, of what reached this viewer; newest
    first. Nothing that concerns anybody, was taken back, or that the child is not told of: what quotes it is
    read by others."""
    mine = {viewer.account_id, *viewer.stands_in_for}
    delivered = (
        sa.select(Recipient.id)
        .where(
            Recipient.statement_id == Statement.id,
            Recipient.account_id.in_(mine),
            Recipient.delivered_at.is_not(None),
            Recipient.removed_at.is_(None),
        )
        .correlate(Statement)
    )
    statements = db.session.scalars(
        sa.select(Statement)
        .where(
            Statement.young_person_id == review.young_person_id,
            Statement.sent_at >= _since(review),
            Statement.desk == Desk.COUNCIL,
            Statement.way.in_((Way.OWN, Way.TOGETHER)),
            Statement.is_shown_to_them.is_(True),
            Statement.read_at.is_not(None),
            Statement.taken_back_at.is_(None),
            delivered.exists(),
            *_of_nobody(),
        )
        .order_by(Statement.sent_at.desc(), Statement.id)
        .limit(4 * MOST_QUOTES)
    ).all()
    return _quotes(viewer, statements)


def _of_nobody() -> list[sa.ColumnElement[bool]]:
    """The conditions for what concerns nobody and is kept from nobody, nor from the child's home."""
    concern = sa.select(Concern.id).where(Concern.statement_id == Statement.id).correlate(Statement)
    apart = sa.select(KeptApart.id).where(KeptApart.statement_id == Statement.id).correlate(Statement)
    return [~concern.exists(), ~apart.exists(), Statement.asked.is_distinct_from(alone.ASKED)]


def _quotes(viewer: Viewer, statements: Sequence[Statement]) -> list[Quote]:
    shut = shut_to(viewer.account_id, [one.id for one in statements], people.today())
    zone = people.zone().key
    found = [
        Quote(one.id, local_day(one.sent_at, zone), words)
        for one in statements
        if one.id not in shut and (words := "\n".join(part for part in (one.words, one.wants) if part))
    ]
    return found[:MOST_QUOTES]


def picked_quotes(viewer: Viewer, review: Review, ids: Collection[str]) -> list[Quote]:
    """Those of them that were picked, in the order in which they were said."""
    return [one for one in reversed(quotes_for(viewer, review)) if str(one.id) in ids]


def agreed_before(review: Review) -> list[ShownAction]:
    """What was agreed last time, as it stands today."""
    return before(review, people.today())


def _since(review: Review) -> datetime:
    held = [
        one.held_on
        for one in people.reviews_of(review.young_person_id)
        if review.completed_on is None or one.held_on < review.completed_on
    ]
    ended = review.completed_on or people.today()
    first = max(held) if held else ended - _SINCE_WITHOUT_A_REVIEW
    return datetime.combine(first, time.min, people.zone())
