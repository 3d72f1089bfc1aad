"""Who is kept from a statement: what was written down when it was marked, and who has become close since."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import too_close_to
from portal.people import queries as people
from portal.people.models import KeptApart
from portal.voice.models import Concern, Statement


def concerned_by(statement_id: UUID) -> set[UUID]:
    """Accounts that a statement concerns, said by the young person or marked by a reader."""
    return set(
        db.session.scalars(
            sa.select(Concern.account_id).where(
                Concern.statement_id == statement_id, Concern.account_id.is_not(None)
            )
        )
    )


def kept_from(statement_id: UUID, on: date, also: Iterable[UUID] = ()) -> dict[UUID, str]:
    """Everybody kept from a statement that day, and why. `also`: accounts it is about to concern."""
    concerned = concerned_by(statement_id) | set(also)
    return too_close_to(concerned, on) | people.kept_apart_from(statement_id)


def is_written_down_for(account_id: UUID) -> sa.ColumnElement[bool]:
    """The condition for statements this account was kept apart from when they were marked."""
    return (
        sa.select(KeptApart.id)
        .where(KeptApart.statement_id == Statement.id, KeptApart.account_id == account_id)
        .correlate(Statement)
        .exists()
    )


def shut_to(account_id: UUID, statement_ids: Collection[UUID], on: date) -> set[UUID]:
    """Of these statements, those that must not reach the account: written down, or close since.

    The same few queries however many statements, unless the account is close to somebody concerned."""
    if not statement_ids:
        return set()
    wanted = list(statement_ids)
    shut = set(
        db.session.scalars(
            sa.select(KeptApart.statement_id).where(
                KeptApart.statement_id.in_(wanted), KeptApart.account_id == account_id
            )
        )
    )
    about: dict[UUID, set[UUID]] = {}
    for concerned_id, statement_id in db.session.execute(
        sa.select(Concern.account_id, Concern.statement_id).where(
            Concern.statement_id.in_(wanted), Concern.account_id.is_not(None)
        )
    ):
        if concerned_id is not None:
            about.setdefault(concerned_id, set()).add(statement_id)
    if account_id in too_close_to(about, on):
        for concerned_id, ids in about.items():
            if account_id in too_close_to({concerned_id}, on):
                shut |= ids
    return shut
