"""Letters in hand that quote what must not be quoted any more: it concerns somebody, or was taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people.models import KeptApart
from portal.reviews.models import Letter, LetterSending
from portal.reviews.rules import LetterState, Way
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


def must_not_go(letter: Letter) -> bool:
    """Whether a letter that was sent quotes what others must not read any more. Who posts it reads it."""
    return letter.state is LetterState.SENT and bool(letter.quoted) and bool(no_longer_quoted(letter))


def to_warn_of() -> list[tuple[Letter, list[Statement]]]:
    """Letters on paper that nobody has posted or handed over yet, with what they quote and should not; only
    what nobody was warned of before."""
    waiting = (
        sa.select(Letter)
        .where(Letter.state == LetterState.SENT, Letter.id.in_(_on_paper(LetterSending.letter_id)))
        .order_by(Letter.id)
    )
    found = [one for one in db.session.scalars(waiting) if one.quoted]
    out = {row.id: row for row in _must_not([UUID(said) for one in found for said in one.quoted])}
    new = [
        (
            one,
            [
                out[UUID(said)]
                for said in one.quoted
                if UUID(said) in out and said not in (one.taken_out or [])
            ],
        )
        for one in found
    ]
    return [(letter, said) for letter, said in new if said]


def on_paper(letter_id: UUID) -> Sequence[LetterSending]:
    """The ways on paper it waits to go."""
    theirs = _on_paper(LetterSending).where(LetterSending.letter_id == letter_id)
    return db.session.scalars(theirs.order_by(LetterSending.id)).all()


def _on_paper(what: Any) -> sa.Select[Any]:
    return sa.select(what).where(
        LetterSending.way.in_((Way.PAPER, Way.HAND)),
        LetterSending.ended_at.is_(None),
        LetterSending.done_on.is_(None),
    )


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
