"""Who must not meet whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.participation.models.apart import MustNotMeet
from portal.participation.queries.together import Together, together_of
from portal.people import queries as people
from portal.policy.viewer import Subject, Viewer


@dataclass(frozen=True)
class Pair:
    """Two of them, by name, for the workers who keep them apart."""

    id: UUID
    one: str
    other: str
    why: str
    at: datetime
    together: Together
    """What holds both still, to be settled."""


def apart_from(young_person_id: UUID) -> set[UUID]:
    """Everybody this young person must not meet today, whoever of the two was written down first."""
    rows = db.session.execute(
        sa.select(MustNotMeet.one_id, MustNotMeet.other_id).where(
            MustNotMeet.ended_at.is_(None),
            sa.or_(MustNotMeet.one_id == young_person_id, MustNotMeet.other_id == young_person_id),
        )
    ).all()
    return {one for row in rows for one in row} - {young_person_id}


def pairs() -> Sequence[Pair]:
    """All that stand, the newest first."""
    rows = db.session.scalars(
        sa.select(MustNotMeet)
        .where(MustNotMeet.ended_at.is_(None))
        .order_by(MustNotMeet.at.desc(), MustNotMeet.id)
    ).all()
    known = people.several(one for row in rows for one in (row.one_id, row.other_id))
    both = together_of([row.id for row in rows])
    return [
        Pair(
            row.id,
            known[row.one_id].full_name,
            known[row.other_id].full_name,
            row.why,
            row.at,
            both[row.id],
        )
        for row in rows
    ]


def pair_subject(viewer: Viewer, apart_id: UUID) -> Subject | None:
    """One that stands."""
    row = db.session.get(MustNotMeet, apart_id)
    if row is None or row.ended_at or viewer.is_young_person:
        return None
    return Subject(row.id, kind="must_not_meet", id=row.id)
