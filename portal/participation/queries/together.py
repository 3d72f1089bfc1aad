"""Where two who must not meet are together all the same: groups, meetings to come, offers of a place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True)
class Together:
    """What holds both, for the workers who settle it: each with its id and a name or a time."""

    groups: Sequence[tuple[UUID, str]] = ()
    meetings: Sequence[tuple[UUID, datetime]] = ()
    offers: Sequence[tuple[UUID, str]] = ()

    def __bool__(self) -> bool:
        return bool(self.groups or self.meetings or self.offers)


def together(one_id: UUID, other_id: UUID) -> Together:
    """The groups that go on and in which both have a place, what these plan, and offers to both."""
    groups = _groups_of_both(one_id, other_id)
    return Together(
        [(row.id, row.name) for row in groups],
        [(row.id, row.starts_at) for row in _to_come({row.id for row in groups})],
        [(row.id, row.title) for row in _offers_to_both(one_id, other_id)],
    )


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


def _groups_of_both(one_id: UUID, other_id: UUID) -> Sequence[Group]:
    one, other = aliased(Membership), aliased(Membership)
    on = today()
    return db.session.scalars(
        sa.select(Group)
        .join(one, sa.and_(one.group_id == Group.id, one.young_person_id == one_id))
        .join(other, sa.and_(other.group_id == Group.id, other.young_person_id == other_id))
        .where(
            one.is_live.is_(True),
            other.is_live.is_(True),
            sa.or_(Group.ends_on.is_(None), Group.ends_on >= on),
            sa.or_(Group.closed_on.is_(None), Group.closed_on > on),
        )
        .order_by(Group.made_at, Group.id)
    ).all()


def _to_come(group_ids: Collection[UUID]) -> Sequence[GroupMeeting]:
    return db.session.scalars(
        sa.select(GroupMeeting)
        .where(
            GroupMeeting.group_id.in_(group_ids),
            GroupMeeting.state == MeetingState.PLANNED,
            GroupMeeting.starts_at > clock.now(),
        )
        .order_by(GroupMeeting.starts_at, GroupMeeting.id)
    ).all()


def _offers_to_both(one_id: UUID, other_id: UUID) -> Sequence[RoomOffer]:
    one, other = aliased(RoomPlace), aliased(RoomPlace)
    no_no = [sa.or_(place.coming.is_(None), place.coming != Coming.NO) for place in (one, other)]
    return db.session.scalars(
        sa.select(RoomOffer)
        .join(one, sa.and_(one.offer_id == RoomOffer.id, one.young_person_id == one_id))
        .join(other, sa.and_(other.offer_id == RoomOffer.id, other.young_person_id == other_id))
        .where(RoomOffer.called_off_at.is_(None), RoomOffer.starts_at > clock.now(), *no_no)
        .order_by(RoomOffer.starts_at, RoomOffer.id)
    ).all()
