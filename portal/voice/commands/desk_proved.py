"""Keeping, for the yearly check, what put a statement where it stood and what it proved to be."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.voice.models import Firing, Proved, Statement
from portal.voice.queries.desk import reasons_of
from portal.voice.rules.desk_proved import Proof


def note_firings(statement: Statement) -> None:
    """Which kinds of reasons fired: written when it is read, without a word of it."""
    known = set(db.session.scalars(sa.select(Firing.kind).where(Firing.statement_id == statement.id)))
    kinds = {str(one.get("kind", ""))[:40] for one in reasons_of(statement)} - known - {""}
    for kind in sorted(kinds):
        db.session.add(Firing(statement_id=statement.id, kind=kind, at=statement.sent_at))
    db.session.flush()


def prove(statement: Statement, proof: Proof, *, by: UUID, now: datetime) -> None:
    """What it proved to be, as whoever read it says; said again, the last word counts."""
    row = db.session.get(Proved, statement.id)
    if row is None:
        row = Proved(
            statement_id=statement.id,
            level=statement.level,
            paged=statement.pages_duty,
            sent_at=statement.sent_at,
        )
        db.session.add(row)
    row.proof, row.by_id, row.at = proof, by, now
    db.session.flush()
