"""What must not reach somebody: what they are kept apart from, or what concerns somebody close to them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import too_close_to
from portal.people.models import KeptApart


def statements_shut_to(account_id: UUID, on: date, among: sa.Select[UUID]) -> set[UUID]:
    """Of the statements whose ids `among` selects, those the account is kept apart from, or that concern
    somebody to whom it is too close that day.

    The same few queries however many statements, unless the account is close to somebody concerned."""
    theirs = (KeptApart.account_id == account_id, KeptApart.statement_id.in_(among))
    shut = set(db.session.scalars(sa.select(KeptApart.statement_id).where(*theirs)))
    about: dict[UUID, set[UUID]] = {}
    concerned = sa.select(KeptApart.account_id, KeptApart.statement_id).where(
        KeptApart.why == "concerned", KeptApart.statement_id.in_(among)
    )
    for concerned_id, statement_id in db.session.execute(concerned):
        about.setdefault(concerned_id, set()).add(statement_id)
    if account_id in too_close_to(about, on):
        for concerned_id, ids in about.items():
            if account_id in too_close_to({concerned_id}, on):
                shut |= ids
    return shut
