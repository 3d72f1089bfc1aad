"""Whether young people may come into a group: their age, who is in it, what they answered before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.participation.models import Group, Membership, MustNotMeet
from portal.participation.rules.groups import LIVE, fits_age
from portal.people import queries as people


@dataclass(frozen=True)
class Fit:
    """How one young person stands to a group today."""

    live: Membership | None
    fits_age: bool
    is_apart: bool  # from somebody who is in it, was invited or asked
    not_until: date | None  # the day before which they are not invited again


def fit_of(group: Group, young_person_ids: Collection[UUID], today: date) -> dict[UUID, Fit]:
    """How each of them stands, with the same few queries for however many."""
    wanted = set(young_person_ids)
    rows = db.session.scalars(sa.select(Membership).where(Membership.group_id == group.id)).all()
    inside = {row.young_person_id: row for row in rows if row.is_live}
    nos: dict[UUID, date] = {}
    for row in rows:
        if row.not_before is not None:
            nos[row.young_person_id] = max(row.not_before, nos.get(row.young_person_id, row.not_before))
    apart = _apart_from_any(set(inside))
    known = people.several(wanted)
    return {
        one: Fit(
            inside.get(one),
            fits_age(
                people.age_on(known[one], today) if one in known else None, group.youngest, group.oldest
            ),
            one in apart,
            nos.get(one),
        )
        for one in wanted
    }


def _apart_from_any(inside: set[UUID]) -> set[UUID]:
    """Everybody who must not meet one of those."""
    if not inside:
        return set()
    stands = sa.select(MustNotMeet.one_id, MustNotMeet.other_id).where(MustNotMeet.ended_at.is_(None))
    found = set()
    for one, other in db.session.execute(stands):
        found |= {other} if one in inside else set()
        found |= {one} if other in inside else set()
    return found


def live_ids(group_id: UUID) -> set[UUID]:
    """Who is in it, was invited or asked."""
    return set(
        db.session.scalars(
            sa.select(Membership.young_person_id).where(
                Membership.group_id == group_id, Membership.place.in_(LIVE)
            )
        )
    )
