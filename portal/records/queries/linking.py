"""Whose records a request may be about: found by a person, decided by a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people.models import YoungPerson
from portal.people.queries.finding import matching
from portal.records.models import RecordsRequest
from portal.vault import keys

MOST = 20


@dataclass(frozen=True)
class Candidate:
    """A young person it may be: what tells them from others of the same name."""

    id: UUID
    name: str
    born_on: date | None
    number: str
    is_born_the_same_day: bool


def could_be(request: RecordsRequest, asked: str) -> list[Candidate]:
    """Young people whose names hold these words, or who have this number; those born on the day that was
    given come first. The same for everybody: somebody who vanished from it would tell whoever looks that
    something was said about them."""
    if not asked.strip():
        return []
    rows = db.session.scalars(
        sa.select(YoungPerson)
        .where(YoungPerson.merged_into_id.is_(None), matching(asked))
        .order_by(YoungPerson.made_at, YoungPerson.id)
        .limit(MOST)
    ).all()
    keys.preload(row.id for row in rows)
    born = request.born_on_text
    found = [
        Candidate(
            row.id,
            row.name,
            row.born_on,
            row.child_ref,
            bool(born) and row.born_on is not None and row.born_on.isoformat() == born,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: not one.is_born_the_same_day)


def person_of(request: RecordsRequest) -> YoungPerson | None:
    """The young person it is about, once somebody decided who."""
    return db.session.get(YoungPerson, request.young_person_id) if request.young_person_id else None
