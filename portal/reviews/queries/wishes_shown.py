"""What staff see of how a young person wants a review. Their own words stand on a staff page only once the
safety team has read what it was given of them, and never for somebody they concern."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.notices.rules import NoticeKind
from portal.people import queries as people
from portal.people.models import KeptApart
from portal.reviews.models import Review, ReviewWish
from portal.reviews.queries import reviews as queries
from portal.reviews.queries.reviews_next import told
from portal.reviews.rules.reviews import OPEN_STATES
from portal.reviews.rules.reviews_said import FOR_THE_DESK
from portal.voice.models import Statement
from portal.voice.queries.apart import shut_to
from portal.voice.rules import Desk


@dataclass(frozen=True)
class Wishes:
    """As they stand for one viewer: what was picked, and such words of theirs as are theirs to read."""

    coming: str
    chair: str
    brings: str
    who: str
    who_not: str
    where: str
    anything: str
    changed_at: datetime
    is_new: bool


def shown_to(review: Review, account_id: UUID, on: date, *, leads: bool) -> Wishes | None:
    """What an account sees of them. Whom they do not want there is for who leads it alone. There are
    no words while the safety team has not read what it got of them, nor where that is kept from the account;
    words nobody had to read are not for somebody whom anything else they said concerns."""
    wish = queries.wish_of(review.id)
    if wish is None:
        return None
    given = _given(review)
    waits = None in given.values()
    reads = not waits and not shut_to(account_id, list(given), on)
    reads_rest = reads and account_id not in people.kept_apart(review.young_person_id)
    found = Wishes(
        wish.coming,
        wish.chair,
        wish.brings,
        wish.who if reads_rest else "",
        wish.who_not if reads and given and leads else "",
        wish.where if reads_rest else "",
        wish.anything if reads_rest else "",
        wish.changed_at,
        leads and not waits and (wish.seen_at is None or wish.seen_at < wish.changed_at),
    )
    words = (found.who, found.who_not, found.where, found.anything)
    return found if any((found.coming, found.chair, found.brings, *words)) else None


def waits_at_the_desk(review: Review) -> bool:
    """Whether the safety team has still to read something of what they wish."""
    return None in _given(review).values()


def _given(review: Review) -> dict[UUID, datetime | None]:
    """What the safety team was given of their wishes, and when it was read."""
    rows = db.session.execute(
        sa.select(Statement.id, Statement.read_at).where(
            *_of_wishes(), Statement.young_person_id == review.young_person_id,
            Statement.sent_at >= review.made_at,
        )
    )  # fmt: skip
    return {row.id: row.read_at for row in rows}


def _of_wishes() -> tuple[sa.ColumnElement[bool], ...]:
    return Statement.asked == FOR_THE_DESK, Statement.desk == Desk.COUNCIL


def news_of(account_id: UUID, young_person_ids: Collection[UUID]) -> set[UUID]:
    """Of these young people those who wish something of a review that waits, which whoever leads it has not
    seen and may see. The same few queries however many."""
    rows = db.session.execute(
        sa.select(ReviewWish.young_person_id, _picked_some(), _wrote_some())
        .join(Review, Review.id == ReviewWish.review_id)
        .where(Review.young_person_id.in_(young_person_ids), Review.state.in_(OPEN_STATES), _is_unseen())
    ).all()
    waits = set(
        db.session.scalars(
            sa.select(Statement.young_person_id).where(
                *_of_wishes(), Statement.young_person_id.in_(young_person_ids), Statement.read_at.is_(None)
            )
        )
    )
    apart = set(
        db.session.scalars(
            sa.select(KeptApart.young_person_id).where(
                KeptApart.young_person_id.in_(young_person_ids), KeptApart.account_id == account_id
            )
        )
    )
    seen = {one for one, picked, wrote in rows if picked or (wrote and one not in apart)}
    return seen - waits


def _picked_some() -> sa.ColumnElement[bool]:
    return sa.or_(ReviewWish.coming != "", ReviewWish.chair != "", ReviewWish.brings != "")


def _wrote_some() -> sa.ColumnElement[bool]:
    sealed = (ReviewWish.who_sealed, ReviewWish.who_not_sealed, ReviewWish.where_sealed)
    return sa.or_(*(one.is_not(None) for one in (*sealed, ReviewWish.anything_sealed)))


def _is_unseen() -> sa.ColumnElement[bool]:
    return sa.or_(ReviewWish.seen_at.is_(None), ReviewWish.seen_at < ReviewWish.changed_at)


def to_tell(on: date) -> list[tuple[Review, UUID]]:
    """Reviews whose wishes the safety team has read since they were sent, and who leads them and was not told
    yet: where there is something for them to see."""
    given = sa.select(Statement.id).where(
        *_of_wishes(),
        Statement.young_person_id == Review.young_person_id,
        Statement.sent_at >= Review.made_at,
    )
    rows = db.session.execute(
        sa.select(Review, ReviewWish.changed_at)
        .join(ReviewWish, ReviewWish.review_id == Review.id)
        .where(
            Review.state.in_(OPEN_STATES),
            _is_unseen(),
            given.where(Statement.read_at >= ReviewWish.changed_at).correlate(Review, ReviewWish).exists(),
            ~given.where(Statement.read_at.is_(None)).correlate(Review).exists(),
        )
        .order_by(Review.id)
    ).all()
    known = told([review.id for review, _at in rows], NoticeKind.REVIEW_WISHES)
    found = []
    for review, changed_at in rows:
        iro_id = queries.iro_of(review.young_person_id, on)
        last = known.get((review.id, iro_id)) if iro_id else None
        is_told = last is not None and last >= changed_at
        if iro_id and not is_told and shown_to(review, iro_id, on, leads=True):
            found.append((review, iro_id))
    return found
