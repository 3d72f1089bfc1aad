"""Who is kept from what is said about a young person, where it is about no one thing they said: whoever is
kept from anything of theirs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people.models import KeptApart
from portal.voice.models import Concern, Statement
from portal.voice.queries.apart import kept_from, shut_to
from portal.voice.rules.alone import ASKED as ALONE


def kept_from_child(young_person_id: UUID, on: date) -> set[UUID]:
    """Accounts that anything this young person said concerns, or that are too close to those that day."""
    return {one for statement_id in _touchy([young_person_id]) for one in kept_from(statement_id, on)}


def children_shut_to(account_id: UUID, young_people: Iterable[UUID], on: date) -> set[UUID]:
    """Of these young people, those of whom something must not reach the account. The same few queries
    however many they are."""
    of = _touchy(young_people)
    return {of[statement_id] for statement_id in shut_to(account_id, list(of), on)}


def _touchy(young_people: Iterable[UUID]) -> dict[UUID, UUID]:
    """What they said that must not reach somebody, and whose it is."""
    found: dict[UUID, UUID] = {}
    wanted = set(young_people)
    for table in (Concern, KeptApart):
        rows = sa.select(table.statement_id, table.young_person_id).where(table.young_person_id.in_(wanted))
        found |= {row[0]: row[1] for row in db.session.execute(rows.distinct())}
    alone = sa.select(Statement.id, Statement.young_person_id).where(
        Statement.young_person_id.in_(wanted), Statement.asked == ALONE
    )
    return found | {row[0]: row[1] for row in db.session.execute(alone)}
