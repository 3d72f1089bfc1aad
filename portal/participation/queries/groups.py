"""Groups, who is in them, and how a viewer stands to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal import db
from portal.participation.models import Group, Membership
from portal.participation.queries.apart import apart_from
from portal.participation.rules.groups import Joining, Place, is_over
from portal.people import queries as people
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.vault import keys

_RELATION = {
    Place.MEMBER: Relation.MEMBER,
    Place.INVITED: Relation.INVITED,
    Place.ASKED: Relation.INVITED,
}


def group(group_id: UUID) -> Group | None:
    """The group, or None."""
    return db.session.get(Group, group_id)


def is_shut(one: Group, today: date) -> bool:
    """Whether the group has ended."""
    return is_over(one.ends_on, one.closed_on, today)


def _still(today: date) -> sa.ColumnElement[bool]:
    open_end = sa.or_(Group.ends_on.is_(None), Group.ends_on >= today)
    return sa.and_(open_end, sa.or_(Group.closed_on.is_(None), Group.closed_on > today))


def all_groups(today: date, *, ended: bool = False) -> Sequence[Group]:
    """The groups there are, or those that have ended; the oldest first."""
    condition = sa.not_(_still(today)) if ended else _still(today)
    return db.session.scalars(sa.select(Group).where(condition).order_by(Group.made_at, Group.id)).all()


def groups_of(young_person_id: UUID, today: date) -> list[Group]:
    """The groups they are in today."""
    return list(
        db.session.scalars(
            sa.select(Group)
            .join(Membership, Membership.group_id == Group.id)
            .where(
                Membership.young_person_id == young_person_id,
                Membership.place == Place.MEMBER,
                _still(today),
            )
            .order_by(Group.made_at, Group.id)
        )
    )


def members_of(group_id: UUID, today: date) -> list[UUID]:
    """The young people who are in it today, by id; nobody once it has ended."""
    one = group(group_id)
    if one is None or is_shut(one, today):
        return []
    return list(
        db.session.scalars(
            sa.select(Membership.young_person_id)
            .where(Membership.group_id == group_id, Membership.place == Place.MEMBER)
            .order_by(Membership.joined_on, Membership.id)
        )
    )


def live_place(group_id: UUID, young_person_id: UUID) -> Membership | None:
    """Their invitation, asking or membership that stands now."""
    return db.session.scalar(
        sa.select(Membership).where(
            Membership.group_id == group_id,
            Membership.young_person_id == young_person_id,
            Membership.is_live.is_(True),
        )
    )


def places_of(young_person_id: UUID) -> Sequence[Membership]:
    """Every place they had in a group, newest first, with its group."""
    keys.preload([young_person_id])
    return db.session.scalars(
        sa.select(Membership)
        .where(Membership.young_person_id == young_person_id)
        .options(joinedload(Membership.group))
        .order_by(Membership.since.desc(), Membership.id)
    ).all()


def places_in(group_id: UUID) -> Sequence[Membership]:
    """Everybody's place in a group, newest first."""
    return db.session.scalars(
        sa.select(Membership)
        .where(Membership.group_id == group_id)
        .order_by(Membership.since.desc(), Membership.id)
    ).all()


def places_for(young_person_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """A place of each of them, by whose it is."""
    rows = db.session.execute(
        sa.select(Membership.young_person_id, Membership.id)
        .where(Membership.young_person_id.in_(young_person_ids))
        .order_by(Membership.since, Membership.id)
    )
    return {row[0]: row[1] for row in rows}


def a_place_of(young_person_id: UUID) -> UUID | None:
    """Their newest place in any group: the page on which their notes are."""
    return db.session.scalar(
        sa.select(Membership.id)
        .where(Membership.young_person_id == young_person_id)
        .order_by(Membership.is_live.desc().nulls_last(), Membership.since.desc(), Membership.id)
        .limit(1)
    )


def group_for_member(viewer: Viewer, group_id: UUID) -> Subject | None:
    """The group as a young person stands to it: MEMBER, INVITED (also who asked), or neither.

    For pages about the group: a group that has ended is there for its members still."""
    one = group(group_id)
    if one is None or viewer.young_person_id is None:
        return None
    place = live_place(group_id, viewer.young_person_id)
    stands = frozenset({_RELATION[place.place]}) if place else frozenset()
    return Subject(one, viewer.young_person_id, stands, "participation_group", one.id)


def open_to_asking(young_person_id: UUID, today: date) -> list[Group]:
    """Groups they may be told of: open to asking, and nobody in them whom they must not meet."""
    apart = apart_from(young_person_id)
    groups = db.session.scalars(
        sa.select(Group)
        .where(Group.joining == Joining.ASKING, _still(today))
        .order_by(Group.made_at, Group.id)
    ).all()
    if not apart:
        return list(groups)
    near = set(
        db.session.scalars(
            sa.select(Membership.group_id).where(
                Membership.young_person_id.in_(apart), Membership.is_live.is_(True)
            )
        )
    )
    return [one for one in groups if one.id not in near]


def group_to_ask(viewer: Viewer, group_id: UUID) -> Subject | None:
    """A group a young person may ask to be in: any other is not there."""
    if viewer.young_person_id is None:
        return None
    one = next((o for o in open_to_asking(viewer.young_person_id, people.today()) if o.id == group_id), None)
    return Subject(one, viewer.young_person_id, frozenset(), "participation_group", one.id) if one else None


def how_many_wait(young_person_id: UUID) -> int:
    """Invitations that wait for their answer, of groups that go on."""
    return (
        db.session.scalar(
            sa.select(sa.func.count())
            .select_from(Membership)
            .join(Group, Group.id == Membership.group_id)
            .where(
                Membership.young_person_id == young_person_id,
                Membership.place == Place.INVITED,
                _still(people.today()),
            )
        )
        or 0
    )


def how_many_in(group_ids: Collection[UUID]) -> dict[UUID, Counter[Place]]:
    """How many have which place, by group."""
    found: dict[UUID, Counter[Place]] = {one: Counter() for one in group_ids}
    rows = db.session.execute(
        sa.select(Membership.group_id, Membership.place, sa.func.count())
        .where(Membership.group_id.in_(group_ids))
        .group_by(Membership.group_id, Membership.place)
    )
    for group_id, place, count in rows:
        found[group_id][place] = count
    return found


def group_for_staff(viewer: Viewer, group_id: UUID) -> Subject | None:
    """The group for those who keep it: it is nobody's record."""
    one = group(group_id)
    return Subject(one, None, frozenset(), "participation_group", one.id) if one else None


def own_place(viewer: Viewer, own_place_id: UUID) -> Subject | None:
    """A young person's own place in a group, whatever became of it."""
    place = db.session.get(Membership, own_place_id, options=[joinedload(Membership.group)])
    if place is None or place.young_person_id != viewer.young_person_id:
        return None
    stands = Relation.MEMBER if place.place in (Place.MEMBER, Place.LEFT) else Relation.INVITED
    return Subject(place, place.young_person_id, frozenset({stands}), "membership", place.id)


def place_for_staff(viewer: Viewer, place_id: UUID) -> Subject | None:
    """Somebody's place in a group, for those who keep the group."""
    place = db.session.get(Membership, place_id, options=[joinedload(Membership.group)])
    if place is None:
        return None
    known = people.get(place.young_person_id)
    return Subject(place, place.young_person_id, frozenset(), "membership", place.id) if known else None
