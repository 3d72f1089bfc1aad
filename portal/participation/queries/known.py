"""What is known of young people, for counting whether the groups look like everyone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import load_only

from portal import db
from portal.participation.models import Group, Membership
from portal.participation.rules import coverage as rules
from portal.people import rules as people_rules
from portal.people.models import YoungPerson
from portal.people.queries import facts_of
from portal.people.queries.bands import in_care_or_left
from portal.vault import keys

_AT_ONCE = 1_000


@dataclass(frozen=True)
class Everybody:
    """All young people in care and care leavers on a day, what is known of each, and who is in a group."""

    ids: frozenset[UUID]
    known: dict[str, dict[UUID, str]]
    groups: dict[UUID, set[UUID]]

    @property
    def members(self) -> set[UUID]:
        return set[UUID]().union(*self.groups.values()) & self.ids


def everybody_on(on: date) -> Everybody:
    """The same few queries a thousand."""
    ids = in_care_or_left(on, on)
    return Everybody(frozenset(ids), _known(ids, on), members_on(on))


def members_on(on: date) -> dict[UUID, set[UUID]]:
    """Who was in each group at the end of a day, by group."""
    rows = db.session.execute(
        sa.select(Membership.group_id, Membership.young_person_id)
        .join(Group, Group.id == Membership.group_id)
        .where(
            Membership.joined_on <= on,
            sa.or_(Membership.left_on.is_(None), Membership.left_on > on),
            sa.or_(Group.ends_on.is_(None), Group.ends_on >= on),
            sa.or_(Group.closed_on.is_(None), Group.closed_on > on),
        )
    )
    found: dict[UUID, set[UUID]] = {}
    for group_id, young_person_id in rows:
        found.setdefault(group_id, set()).add(young_person_id)
    return found


def _known(ids: Collection[UUID], on: date) -> dict[str, dict[UUID, str]]:
    facts = facts_of(ids, on)
    found: dict[str, dict[UUID, str]] = {by: {} for by in rules.VALUES}
    for one in ids:
        found["distance"][one] = rules.distance(facts[one].distance)
        found["home"][one] = rules.home(facts[one].home_kind)
        found["ethnicity"][one] = rules.ethnicity(facts[one].ethnicity)
        found["disability"][one] = rules.disability(facts[one].disability)
    in_order = sorted(ids)
    columns = (YoungPerson.born_on_sealed, YoungPerson.sex, YoungPerson.unaccompanied_until)
    for first in range(0, len(in_order), _AT_ONCE):
        some = in_order[first : first + _AT_ONCE]
        keys.preload(some)
        wanted = sa.select(YoungPerson).where(YoungPerson.id.in_(some)).options(load_only(*columns))
        for person in db.session.scalars(wanted):
            found["age"][person.id] = rules.age_band(people_rules.age_on(person.born_on, on))
            found["gender"][person.id] = rules.gender(person.sex)
            until = person.unaccompanied_until
            found["unaccompanied"][person.id] = "yes" if until and until >= on else "no"
    return found
