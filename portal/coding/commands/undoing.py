"""Taking back what was just said of a statement: it is not sorted any more, and waits again."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.coding.models import CodedTheme, Coding


def unsort(statement_id: UUID) -> None:
    """As if nobody had sorted it. What was set aside stays set aside. Whether it may be undone the caller has
    asked; the guard's event says who did it."""
    theirs = sa.select(Coding.id).where(Coding.statement_id == statement_id, Coding.set_aside_at.is_(None))
    ids = list(db.session.scalars(theirs))
    db.session.execute(sa.delete(CodedTheme).where(CodedTheme.coding_id.in_(ids)))
    db.session.execute(sa.delete(Coding).where(Coding.id.in_(ids)))
    db.session.expire_all()
