"""Letters in hand that quote what must not be quoted any more: it concerns somebody, or was taken back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people.models import KeptApart
from portal.reviews.models import Letter
from portal.reviews.rules import LetterState
from portal.voice.models import Concern, Statement


def no_longer_quoted(letter: Letter) -> Sequence[Statement]:
    """Of what it quotes, what no letter may quote: others read a letter."""
    return _must_not([UUID(one) for one in letter.quoted])


def statements(ids: Sequence[str]) -> Sequence[Statement]:
    if not ids:
        return []
    return db.session.scalars(sa.select(Statement).where(Statement.id.in_([UUID(one) for one in ids]))).all()


def to_take_out() -> list[tuple[Letter, list[Statement]]]:
    """Each letter in hand with what has to come out of it."""
    in_hand = sa.select(Letter).where(Letter.state.in_((LetterState.DRAFT, LetterState.APPROVED)))
    letters = [one for one in db.session.scalars(in_hand.order_by(Letter.id)) if one.quoted]
    out = {row.id: row for row in _must_not([UUID(said) for one in letters for said in one.quoted])}
    found = [(one, [out[UUID(said)] for said in one.quoted if UUID(said) in out]) for one in letters]
    return [(letter, said) for letter, said in found if said]


def _must_not(statement_ids: list[UUID]) -> Sequence[Statement]:
    if not statement_ids:
        return []
    concern = sa.select(Concern.id).where(Concern.statement_id == Statement.id).correlate(Statement)
    apart = sa.select(KeptApart.id).where(KeptApart.statement_id == Statement.id).correlate(Statement)
    return db.session.scalars(
        sa.select(Statement).where(
            Statement.id.in_(statement_ids),
            sa.or_(concern.exists(), apart.exists(), Statement.taken_back_at.is_not(None)),
        )
    ).all()
