"""What a young person reads, beside what they said, of a challenge about it that was decided."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.listening.models import PracticeChallenge


def came_of_it(statement_id: UUID) -> list[str]:
    """What whoever decided wrote for them, oldest first; never who spoke up. For their own page only, which
    says itself whether they may see the statement."""
    told = (
        sa.select(PracticeChallenge)
        .where(PracticeChallenge.statement_id == statement_id, PracticeChallenge.told_sealed.is_not(None))
        .order_by(PracticeChallenge.decided_at, PracticeChallenge.id)
    )
    return [row.told for row in db.session.scalars(told)]
