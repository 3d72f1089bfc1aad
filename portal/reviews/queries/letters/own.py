"""What a young person has of their letters."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.reviews.models import Letter, LetterReply, LetterSending
from portal.reviews.queries.sending import felt_of
from portal.reviews.rules import LetterState, Way
from portal.voice.models import Statement

MOST = 100
"""So many letters in a young person's list: at two a year nobody has more."""

_HAS_GONE = (LetterState.SENT, LetterState.REPLACED)


def has_reached() -> sa.ColumnElement[bool]:
    """The condition for letters that are their young person's to read: on their page, or given on paper or
    read together by somebody who said so. Never one that was taken back, or is still held."""
    reached = (
        sa.select(LetterSending.id)
        .where(
            LetterSending.letter_id == Letter.id,
            LetterSending.ended_at.is_(None),
            sa.or_(LetterSending.way == Way.PAGE, LetterSending.done_on.is_not(None)),
        )
        .correlate(Letter)
    )
    return sa.and_(Letter.state.in_(_HAS_GONE), reached.exists())


def is_there(letter_id: UUID) -> bool:
    """Whether it is its young person's to read at this moment."""
    return db.session.scalar(sa.select(Letter.id).where(Letter.id == letter_id, has_reached())) is not None


def own_letters(viewer: Viewer) -> Sequence[Letter]:
    """Their letters, newest first. None while their past is shut: a letter tells of it."""
    return db.session.scalars(_theirs(viewer).order_by(Letter.sent_at.desc(), Letter.id).limit(MOST)).all()


def new_letters(viewer: Viewer) -> int:
    """How many of them they have not opened: for the start page."""
    unread = _theirs(viewer).where(
        Letter.first_opened_at.is_(None),
        Letter.read_together_at.is_(None),
        Letter.state == LetterState.SENT,
    )
    return db.session.scalar(sa.select(sa.func.count()).select_from(unread.subquery())) or 0


def was_taken_back(viewer: Viewer) -> bool:
    """Whether the newest of the letters their page had was called back before they read it: so it says what
    became of it. One that was held until somebody reads it with them was never there."""
    newest = db.session.scalars(
        sa.select(Letter)
        .where(*_of_theirs(viewer), Letter.sent_at.is_not(None), _was_there())
        .order_by(Letter.sent_at.desc(), Letter.id)
        .limit(1)
    ).one_or_none()
    return newest is not None and newest.state is LetterState.RECALLED


def _was_there() -> sa.ColumnElement[bool]:
    """The condition for letters that their page had at any time, or that were given."""
    there = (
        sa.select(LetterSending.id)
        .where(
            LetterSending.letter_id == Letter.id,
            sa.or_(LetterSending.way == Way.PAGE, LetterSending.done_on.is_not(None)),
        )
        .correlate(Letter)
    )
    return there.exists()


def own_letter(viewer: Viewer, letter_id: UUID) -> Subject | None:
    """A letter of the viewer's own that has reached them; None of anything else."""
    letter = db.session.scalars(_theirs(viewer).where(Letter.id == letter_id)).one_or_none()
    if letter is None:
        return None
    return Subject(letter, letter.young_person_id, frozenset({Relation.OWN}), "letter", letter.id)


def _theirs(viewer: Viewer) -> sa.Select[Letter]:
    return sa.select(Letter).where(*_of_theirs(viewer), has_reached())


def _of_theirs(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    conditions = [Letter.young_person_id == viewer.young_person_id]
    if viewer.past_is_shut:
        conditions.append(sa.false())
    return conditions


def own_replies(letter_id: UUID) -> list[UUID]:
    """What its young person wrote back, newest first."""
    return list(
        db.session.scalars(
            sa.select(LetterReply.statement_id)
            .join(Statement, Statement.id == LetterReply.statement_id)
            .where(LetterReply.letter_id == letter_id)
            .order_by(LetterReply.at.desc())
        )
    )


def helped_by(letter_id: UUID) -> str:
    """What its young person says of it, "" until they do."""
    row = felt_of(letter_id)
    return row.helped if row else ""


def correction_of(letter_id: UUID) -> Letter | None:
    """The letter that puts this one right, once it was sent."""
    return db.session.scalars(
        sa.select(Letter).where(Letter.corrects_id == letter_id, Letter.sent_at.is_not(None))
    ).one_or_none()
