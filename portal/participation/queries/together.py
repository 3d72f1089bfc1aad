"""Where two who must not meet are together all the same: groups, meetings to come, offers of a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal import db
from portal.kit import clock
from portal.participation.models import Group, GroupMeeting, Membership, RoomOffer, RoomPlace
from portal.participation.models.apart import MustNotMeet
from portal.participation.rules.meetings import MeetingState
from portal.participation.rules.room import Coming
from portal.people import queries as people
from portal.people.queries import today

T = TypeVar("T")


@dataclass(frozen=True)
class Together:
    """What holds both, for the workers who settle it: each with its id and a name or a time."""

    groups: Sequence[tuple[UUID, str]] = ()
    meetings: Sequence[tuple[UUID, datetime]] = ()
    offers: Sequence[tuple[UUID, str]] = ()

    def __bool__(self) -> bool:
        return bool(self.groups or self.meetings or self.offers)


def together_of(pair_ids: Collection[UUID]) -> dict[UUID, Together]:
    """By pair: the groups that go on and in which both have a place, what these plan, and offers to both.
    Three questions, however many pairs."""
    if not pair_ids:
        return {}
    groups = _groups_of_both(pair_ids)
    meetings = _to_come({row.id for found in groups.values() for row in found})
    offers = _offers_to_both(pair_ids)
    return {
        pair_id: Together(
            [(row.id, row.name) for row in groups[pair_id]],
            [(one.id, one.starts_at) for row in groups[pair_id] for one in meetings[row.id]],
            [(row.id, row.title) for row in offers[pair_id]],
        )
        for pair_id in pair_ids
    }


def both_in(group_id: UUID) -> list[tuple[str, str]]:
    """By name, those two and two who have a place in this group and must not meet."""
    one, other = aliased(Membership), aliased(Membership)
    rows = db.session.execute(
        sa.select(MustNotMeet.one_id, MustNotMeet.other_id)
        .join(one, one.young_person_id == MustNotMeet.one_id)
        .join(other, other.young_person_id == MustNotMeet.other_id)
        .where(
            MustNotMeet.ended_at.is_(None),
            *(place.group_id == group_id for place in (one, other)),
            *(place.is_live.is_(True) for place in (one, other)),
        )
        .order_by(MustNotMeet.at, MustNotMeet.id)
    ).all()
    known = people.several(whose for row in rows for whose in row)
    return [(known[row[0]].full_name, known[row[1]].full_name) for row in rows]


def _groups_of_both(pair_ids: Collection[UUID]) -> dict[UUID, list[Group]]:
    one, other = aliased(Membership), aliased(Membership)
    on = today()
    rows = db.session.execute(
        sa.select(MustNotMeet.id, Group)
        .join(one, one.young_person_id == MustNotMeet.one_id)
        .join(Group, Group.id == one.group_id)
        .join(other, sa.and_(other.group_id == Group.id, other.young_person_id == MustNotMeet.other_id))
        .where(
            MustNotMeet.id.in_(pair_ids),
            one.is_live.is_(True),
            other.is_live.is_(True),
            sa.or_(Group.ends_on.is_(None), Group.ends_on >= on),
            sa.or_(Group.closed_on.is_(None), Group.closed_on > on),
        )
        .order_by(Group.made_at, Group.id)
    )
    return _by_key((row[0], row[1]) for row in rows)


def _to_come(group_ids: Collection[UUID]) -> dict[UUID, list[GroupMeeting]]:
    rows = db.session.scalars(
        sa.select(GroupMeeting)
        .where(
            GroupMeeting.group_id.in_(group_ids),
            GroupMeeting.state == MeetingState.PLANNED,
            GroupMeeting.starts_at > clock.now(),
        )
        .order_by(GroupMeeting.starts_at, GroupMeeting.id)
    )
    return _by_key((row.group_id, row) for row in rows)


def _offers_to_both(pair_ids: Collection[UUID]) -> dict[UUID, list[RoomOffer]]:
    one, other = aliased(RoomPlace), aliased(RoomPlace)
    no_no = [sa.or_(place.coming.is_(None), place.coming != Coming.NO) for place in (one, other)]
    rows = db.session.execute(
        sa.select(MustNotMeet.id, RoomOffer)
        .join(one, one.young_person_id == MustNotMeet.one_id)
        .join(RoomOffer, RoomOffer.id == one.offer_id)
        .join(other, sa.and_(other.offer_id == RoomOffer.id, other.young_person_id == MustNotMeet.other_id))
        .where(
            MustNotMeet.id.in_(pair_ids),
            RoomOffer.called_off_at.is_(None),
            RoomOffer.starts_at > clock.now(),
            *no_no,
        )
        .order_by(RoomOffer.starts_at, RoomOffer.id)
    )
    return _by_key((row[0], row[1]) for row in rows)


def _by_key(rows: Iterable[tuple[UUID, T]]) -> dict[UUID, list[T]]:
    found: dict[UUID, list[T]] = defaultdict(list)
    for key, row in rows:
        found[key].append(row)
    return found
