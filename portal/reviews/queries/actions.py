"""What was agreed for a young person, as it stands today: for the letter, the record, their own page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.reviews.models import ActionEvent, AgreedAction, Letter, Review
from portal.reviews.queries.actions_shown import ShownAction as ShownAction
from portal.reviews.queries.actions_shown import last_undone as last_undone
from portal.reviews.queries.actions_shown import shown as shown
from portal.reviews.rules import (
    ActionKind,
    LetterState,
    ReviewKind,
    ReviewState,
)
from portal.reviews.rules.actions import (
    OPEN,
    is_hidden,
    may_have_looked,
)

_WENT = (LetterState.SENT, LetterState.REPLACED)


def of_review(review_id: UUID) -> Sequence[AgreedAction]:
    """What was agreed at a review or carried on to it, in the order in which it was written down. As it is
    now: a letter that goes is made of it, whatever was read of it before."""
    return _in_order(_at(review_id).execution_options(populate_existing=True))


def all_for(review_id: UUID, on: date) -> list[ShownAction]:
    """The same as it stands, what is held back from the child too: for staff."""
    return shown(of_review(review_id), on)


def shown_for(review_id: UUID, on: date) -> list[ShownAction]:
    """The same without what is held back: what a letter shows."""
    return [one for one in all_for(review_id, on) if not one.is_held_back]


def before(review: Review, on: date) -> list[ShownAction]:
    """What was agreed at the review before this one and how it went, without what is held back."""
    last = _one_before(review)
    return shown_for(last.id, on) if last else []


def open_from_before(review: Review, on: date) -> list[ShownAction]:
    """What is still open from earlier and was not gone through at this review: a review starts from them."""
    kind = ActionKind.CHILD_PROTECTION if review.kind is ReviewKind.CHILD_PROTECTION else ActionKind.REVIEW
    elsewhere = sa.or_(AgreedAction.review_id.is_(None), AgreedAction.review_id != review.id)
    not_yet = sa.or_(AgreedAction.carried_to_id.is_(None), AgreedAction.carried_to_id != review.id)
    earlier = sa.select(AgreedAction).where(
        AgreedAction.young_person_id == review.young_person_id,
        AgreedAction.kind == kind,
        AgreedAction.state.in_(OPEN),
        elsewhere,
        not_yet,
    )
    return shown(_in_order(earlier), on)


def of_young_person(young_person_id: UUID, on: date) -> list[ShownAction]:
    """Everything agreed for them, what is open first, soonest due: for staff."""
    return _sorted(shown(_in_order(_theirs(young_person_id)), on))


def own(young_person_id: UUID, on: date, since: datetime | None = None) -> list[ShownAction]:
    """Everything they may see of what was agreed. `since`: their past is shut up to then."""
    theirs = _theirs(young_person_id).where(_is_told())
    if since:
        theirs = theirs.where(AgreedAction.made_at >= since)
    return _sorted(shown(_in_order(theirs), on))


def one_shown(action: AgreedAction, on: date) -> ShownAction:
    return shown([action], on)[0]


def has_open(young_person_id: UUID) -> bool:
    """Whether anything that they may see is still to be done."""
    found = _theirs(young_person_id).where(_is_told(), AgreedAction.state.in_(OPEN))
    return db.session.scalars(found.limit(1)).first() is not None


def fingerprint_parts(review_id: UUID, on: date) -> list[tuple[str, ...]]:
    """What of the actions a letter shows, as plain text: any change of it is a change of the letter."""
    return [
        (str(one.id), one.child_words, one.who, one.due_on.isoformat(), one.state.value)
        for one in shown_for(review_id, on)
    ]


def locked(action_id: UUID) -> AgreedAction:
    """The row as it is now, held until the end of the transaction: of two at once the second waits."""
    return db.session.scalars(
        sa.select(AgreedAction)
        .where(AgreedAction.id == action_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def version_of(row: AgreedAction) -> str:
    """What a form carries, so that two who change it at once do not undo each other."""
    return f"{row.changed_at.timestamp():.6f}"


def events_of(action_id: UUID) -> Sequence[ActionEvent]:
    """Its history, oldest first."""
    return db.session.scalars(
        sa.select(ActionEvent)
        .where(ActionEvent.action_id == action_id)
        .order_by(ActionEvent.at, ActionEvent.id)
    ).all()


def is_known_to_them(row: AgreedAction) -> bool:
    """Whether they were told, were on their pages while it stood there, or have a letter sent with it."""
    if is_hidden(row.held_back_until, row.told_at):
        return False
    here = sa.select(Account.last_seen_at).where(Account.young_person_id == row.young_person_id)
    if row.told_at is not None or may_have_looked(row.made_at, db.session.scalar(here)):
        return True
    seen = sa.select(ActionEvent.id).where(ActionEvent.action_id == row.id, ActionEvent.seen_at.is_not(None))
    reviews = [one for one in (row.review_id, row.carried_to_id) if one]
    sent = sa.select(Letter.id).where(Letter.review_id.in_(reviews), Letter.state.in_(_WENT))
    return bool(db.session.scalar(sa.select(seen.exists() | sent.exists())))


def done_with(action_id: UUID, send_once: UUID) -> bool:
    """Whether this form was sent before."""
    same = sa.select(ActionEvent.id).where(
        ActionEvent.action_id == action_id, ActionEvent.send_once == send_once
    )
    return db.session.scalar(same) is not None


def sent_with(young_person_id: UUID, send_once: UUID) -> Sequence[AgreedAction]:
    """What the same form wrote down when it was sent the first time."""
    return _in_order(_theirs(young_person_id).where(AgreedAction.send_once == send_once))


def _at(review_id: UUID) -> sa.Select[AgreedAction]:
    return sa.select(AgreedAction).where(
        sa.or_(AgreedAction.review_id == review_id, AgreedAction.carried_to_id == review_id)
    )


def _theirs(young_person_id: UUID) -> sa.Select[AgreedAction]:
    return sa.select(AgreedAction).where(AgreedAction.young_person_id == young_person_id)


def _is_told() -> sa.ColumnElement[bool]:
    return sa.or_(AgreedAction.held_back_until.is_(None), AgreedAction.told_at.is_not(None))


def _in_order(rows: sa.Select[AgreedAction]) -> Sequence[AgreedAction]:
    return db.session.scalars(rows.order_by(AgreedAction.made_at, AgreedAction.place, AgreedAction.id)).all()


def _sorted(found: list[ShownAction]) -> list[ShownAction]:
    """What is open first, soonest due; then what ended, newest first."""
    is_open = sorted((one for one in found if one.is_open), key=lambda one: one.due_on)
    ended = sorted(
        (one for one in found if not one.is_open), key=lambda one: one.ended_on or date.min, reverse=True
    )
    return is_open + ended


def _one_before(review: Review) -> Review | None:
    """The held review before this one, of the same sort (child protection has its own line)."""
    is_protection = review.kind is ReviewKind.CHILD_PROTECTION
    same = (
        Review.kind == ReviewKind.CHILD_PROTECTION
        if is_protection
        else Review.kind != ReviewKind.CHILD_PROTECTION
    )
    earlier = sa.select(Review).where(
        Review.young_person_id == review.young_person_id,
        Review.id != review.id,
        Review.state == ReviewState.HELD,
        same,
    )
    if review.completed_on:
        earlier = earlier.where(Review.completed_on <= review.completed_on, Review.made_at < review.made_at)
    return db.session.scalars(earlier.order_by(Review.completed_on.desc(), Review.made_at.desc())).first()
