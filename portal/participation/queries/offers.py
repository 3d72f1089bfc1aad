"""Offers to be in the room: whose they are, who said what, what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of, with_role
from portal.participation.models import RoomOffer, RoomPlace
from portal.participation.queries.apart import apart_from
from portal.participation.queries.groups import groups_of
from portal.participation.rules import room as rules
from portal.participation.rules.room import Ages, Coming
from portal.people import queries as people
from portal.policy.roles import BOARD, PANEL, Relation, Role
from portal.policy.viewer import Subject, Viewer

MOST = 60
CHAIRS = (*sorted(PANEL | BOARD), Role.MANAGER, Role.SAFETY_LEAD, Role.IRO)


@dataclass(frozen=True)
class Mine:
    """An offer as one young person has it; `place` once they were invited or answered."""

    offer: RoomOffer
    place: RoomPlace | None
    is_full: bool = False


@dataclass(frozen=True)
class Comer:
    """Somebody who was invited or answered, by name, for the workers."""

    young_person_id: UUID
    name: str
    place: RoomPlace


def get(offer_id: UUID) -> RoomOffer | None:
    return db.session.get(RoomOffer, offer_id)


def place_of(offer_id: UUID, young_person_id: UUID) -> RoomPlace | None:
    return db.session.scalar(
        sa.select(RoomPlace).where(
            RoomPlace.offer_id == offer_id, RoomPlace.young_person_id == young_person_id
        )
    )


def how_many_wait(young_person_id: UUID, now: datetime, today: date) -> int:
    """Invitations without an answer, and what changed where they have not said if it is true."""
    invited = sa.and_(
        RoomPlace.invited_at.is_not(None),
        RoomPlace.coming.is_(None),
        RoomOffer.reply_by_on >= today,
        RoomOffer.starts_at > now,
        RoomOffer.called_off_at.is_(None),
    )
    told = sa.and_(RoomPlace.took_part.is_(True), RoomOffer.changed.is_not(None), RoomPlace.truth.is_(None))
    wanted = (
        sa.select(sa.func.count())
        .select_from(RoomPlace)
        .join(RoomOffer, RoomOffer.id == RoomPlace.offer_id)
        .where(RoomPlace.young_person_id == young_person_id, sa.or_(invited, told))
    )
    return db.session.scalar(wanted) or 0


def places_of(offer_id: UUID) -> Sequence[RoomPlace]:
    return db.session.scalars(
        sa.select(RoomPlace).where(RoomPlace.offer_id == offer_id).order_by(RoomPlace.id)
    ).all()


def how_many_come(offer_id: UUID) -> int:
    wanted = sa.select(sa.func.count()).where(RoomPlace.offer_id == offer_id, RoomPlace.coming == Coming.YES)
    return db.session.scalar(wanted) or 0


def would_meet(offer_id: UUID, young_person_id: UUID) -> bool:
    """Whether somebody they must not meet was invited to it, or comes."""
    apart = apart_from(young_person_id)
    return any(
        place.young_person_id in apart and place.coming is not Coming.NO for place in places_of(offer_id)
    )


def comers(offer_id: UUID) -> list[Comer]:
    """Everybody who was invited or answered, by name."""
    places = places_of(offer_id)
    known = people.several(place.young_person_id for place in places)
    found = [
        Comer(place.young_person_id, known[place.young_person_id].full_name, place)
        for place in places
        if place.young_person_id in known
    ]
    return sorted(found, key=lambda one: (one.name, str(one.young_person_id)))


def offers_for(young_person_id: UUID, *, past_is_shut: bool = False) -> list[Mine]:
    """What one young person sees, the newest first. With the past shut only what is there for everybody."""
    offers = db.session.scalars(
        sa.select(RoomOffer).order_by(RoomOffer.starts_at.desc(), RoomOffer.id).limit(MOST * 4)
    ).all()
    own = sa.select(RoomPlace).where(RoomPlace.young_person_id == young_person_id)
    places = {} if past_is_shut else {place.offer_id: place for place in db.session.scalars(own)}
    taken = _taken([offer.id for offer in offers])
    sees = _Sees(young_person_id, past_is_shut=past_is_shut)
    found = [
        Mine(one, places.get(one.id), one.places is not None and taken.get(one.id, 0) >= one.places)
        for one in offers
        if sees(one, places.get(one.id))
    ]
    return found[:MOST]


def _taken(offer_ids: Sequence[UUID]) -> dict[UUID, int]:
    rows = db.session.execute(
        sa.select(RoomPlace.offer_id, sa.func.count())
        .where(RoomPlace.offer_id.in_(offer_ids), RoomPlace.coming == Coming.YES)
        .group_by(RoomPlace.offer_id)
    )
    return dict(rows.all())


class _Sees:
    """Which offers one young person sees: by age, group and invitation."""

    def __init__(self, young_person_id: UUID, *, past_is_shut: bool) -> None:
        today = people.today()
        person = people.get(young_person_id)
        self.age = people.age_on(person, today) if person else None
        self.groups = set() if past_is_shut else {one.id for one in groups_of(young_person_id, today)}

    def __call__(self, offer: RoomOffer, place: RoomPlace | None) -> bool:
        if place is not None and (place.invited_at or place.coming):
            return True
        return rules.is_for(
            offer.for_whom,
            Ages(offer.youngest, offer.oldest),
            offer.group_id,
            age=self.age,
            groups=self.groups,
            invited=False,
        )


def offer_subject(viewer: Viewer, offer_id: UUID) -> Subject | None:
    """One offer, for a young person who sees it (as `Mine`)."""
    offer = get(offer_id)
    if offer is None or viewer.young_person_id is None:
        return None
    place = None if viewer.past_is_shut else place_of(offer_id, viewer.young_person_id)
    if not _Sees(viewer.young_person_id, past_is_shut=viewer.past_is_shut)(offer, place):
        return None
    full = offer.places is not None and how_many_come(offer_id) >= offer.places
    return Subject(Mine(offer, place, full), kind="room_offer", id=offer_id)


def kept_subject(viewer: Viewer, offer_id: UUID) -> Subject | None:
    """One offer, for the workers who keep them."""
    offer = get(offer_id)
    if offer is None or viewer.is_young_person:
        return None
    return Subject(offer, kind="room_offer", id=offer_id)


def chair_subject(viewer: Viewer, offer_id: UUID) -> Subject | None:
    """One offer, for whoever is asked what it changed."""
    offer = get(offer_id)
    if offer is None or viewer.is_young_person or offer.called_off_at:
        return None
    relations = {Relation.ANSWERER} if offer.chair_id == viewer.account_id else set[Relation]()
    return Subject(offer, None, frozenset(relations), "room_offer", offer_id)


def all_offers() -> Sequence[RoomOffer]:
    """For the workers, the newest first."""
    return db.session.scalars(
        sa.select(RoomOffer).order_by(RoomOffer.starts_at.desc(), RoomOffer.id).limit(MOST * 4)
    ).all()


def answers_of(offer_ids: Sequence[UUID]) -> dict[UUID, dict[Coming, int]]:
    """How many said what, by offer."""
    rows = db.session.execute(
        sa.select(RoomPlace.offer_id, RoomPlace.coming, sa.func.count())
        .where(RoomPlace.offer_id.in_(offer_ids), RoomPlace.coming.is_not(None))
        .group_by(RoomPlace.offer_id, RoomPlace.coming)
    )
    found: dict[UUID, dict[Coming, int]] = {}
    for offer_id, coming, many in rows:
        if coming:
            found.setdefault(offer_id, {})[coming] = many
    return found


def asked_of(account_id: UUID) -> Sequence[RoomOffer]:
    """Where this account is asked what changed, what is not answered first."""
    return db.session.scalars(
        sa.select(RoomOffer)
        .where(RoomOffer.chair_id == account_id, RoomOffer.called_off_at.is_(None))
        .order_by(RoomOffer.changed_at.is_not(None), RoomOffer.starts_at.desc(), RoomOffer.id)
        .limit(MOST)
    ).all()


def chairs() -> list[tuple[UUID, str]]:
    """Who may be asked what changed, by name."""
    today = people.today()
    found = {one for role in CHAIRS for one in with_role(role, today)}
    return sorted(names_of(found).items(), key=lambda one: (one[1], str(one[0])))


def late_on(today: date) -> Sequence[RoomOffer]:
    """Where a chair has not said by the day before, and was not reminded yet."""
    return db.session.scalars(
        sa.select(RoomOffer).where(
            RoomOffer.chair_id.is_not(None),
            RoomOffer.changed_at.is_(None),
            RoomOffer.called_off_at.is_(None),
            RoomOffer.reminded_on.is_(None),
            RoomOffer.change_due_on < today,
        )
    ).all()
