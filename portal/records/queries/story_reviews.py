"""Pieces of a book that come from reviews: letters they have read, and what was agreed for them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.records.queries.story_said import MOST, Piece
from portal.records.rules.story import Source, key_of
from portal.reviews.models import Letter
from portal.reviews.queries import actions
from portal.reviews.queries.letters import as_sent, has_reached
from portal.reviews.rules.letters import Made

_Wanted = Collection[UUID] | None


def letters(young_person_id: UUID, only: _Wanted = None) -> list[Piece]:
    """Letters after reviews that they opened, or that were read together with them, as they were sent."""
    read = sa.or_(Letter.first_opened_at.is_not(None), Letter.read_together_at.is_not(None))
    wanted = (
        sa.select(Letter)
        .where(Letter.young_person_id == young_person_id, has_reached(), read)
        .order_by(Letter.sent_at.desc(), Letter.id)
        .limit(MOST)
    )
    rows = db.session.scalars(wanted if only is None else wanted.where(Letter.id.in_(list(only)))).all()
    return [_as_piece(row, as_sent(row)) for row in rows if row.sent_at]


def _as_piece(row: Letter, made: Made) -> Piece:
    assert row.sent_at is not None
    return Piece(
        key=key_of(Source.LETTER, row.id),
        source=Source.LETTER,
        id=row.id,
        at=row.sent_at,
        by=made.signed,
        words="\n\n".join(_texts(made)),
    )


def _texts(made: Made) -> list[str]:
    found = [made.note] if made.note else []
    for part in made.parts:
        lines = "\n".join(
            f"• {one.words} ({one.who})" if one.who else f"• {one.words}" for one in part.actions
        )
        found += [text for text in (part.heading, part.words, lines) if text]
    return found


def agreed(young_person_id: UUID, only: _Wanted = None) -> list[Piece]:
    """What was agreed for them, with what was achieved; nothing that is still held back from them."""
    found = actions.own(young_person_id, clock.now().date())  # of a day only lateness hangs, not told here
    rows = found if only is None else [one for one in found if one.id in set(only)]
    return [
        Piece(
            key=key_of(Source.AGREED, one.id),
            source=Source.AGREED,
            id=one.id,
            at=one.made_at,
            by=one.who,
            words="\n\n".join(text for text in (one.child_words, one.achieved) if text),
        )
        for one in sorted(rows, key=lambda one: one.made_at)[-MOST:]
    ]
