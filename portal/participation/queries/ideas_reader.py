"""Who reads ideas: with whom they share a pool, their groups, and whom they must not meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.participation.queries.apart import apart_from
from portal.participation.queries.groups import groups_of
from portal.participation.rules.ideas import Pool, pool_of
from portal.people import queries as people
from portal.people.rules import Support
from portal.policy.viewer import Viewer
from portal.voice.queries.drafts import past_shut_at


@dataclass(frozen=True)
class Reader:
    """A young person who reads: with whom they share a pool, their groups, whom they must not meet."""

    young_person_id: UUID
    account_id: UUID
    pool: Pool | None
    groups: frozenset[UUID] = frozenset()
    apart: frozenset[UUID] = frozenset()
    shut_at: datetime | None = None


def reader(viewer: Viewer, on: date) -> Reader:
    """Whoever is signed in, as somebody who reads ideas."""
    if viewer.young_person_id is None:
        raise ValueError("only a young person reads ideas like this")
    theirs = viewer.young_person_id
    return Reader(
        theirs,
        viewer.account_id,
        pool_on(theirs, on),
        frozenset(group.id for group in groups_of(theirs, on)),
        frozenset(apart_from(theirs)),
        past_shut_at(viewer.account_id) if viewer.past_is_shut else None,
    )


def pool_on(young_person_id: UUID, on: date) -> Pool | None:
    """Whose words they read that day."""
    person = people.get(young_person_id)
    if person is None:
        return None
    age = people.age_on(person, on)
    leaver = age is None and people.support_of(person, on) is Support.CARE_LEAVER
    return pool_of(age, leaver=leaver)


def age_of(young_person_id: UUID, on: date) -> int | None:
    """Their age that day, where it is known."""
    person = people.get(young_person_id)
    return people.age_on(person, on) if person else None
