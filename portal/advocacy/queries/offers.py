"""Offers of an advocate: those that wait for a young person's yes or no."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.advocacy.models import AdvocateOffer
from portal.advocacy.rules import Point, Reply
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer


def open_offers(young_person_id: UUID) -> list[AdvocateOffer]:
    """What they have not said yes or no to, the newest first. "Not now" stays where it can be found."""
    return list(
        db.session.scalars(
            sa.select(AdvocateOffer)
            .where(
                AdvocateOffer.young_person_id == young_person_id,
                sa.or_(AdvocateOffer.reply.is_(None), AdvocateOffer.reply == Reply.LATER),
            )
            .order_by(AdvocateOffer.at.desc(), AdvocateOffer.id)
        )
    )


def open_offer(young_person_id: UUID, point: Point | str, about_id: UUID) -> AdvocateOffer | None:
    """The offer about one thing, if they have not said yes or no to it."""
    wanted = Point(point)
    return next(
        (o for o in open_offers(young_person_id) if o.point is wanted and o.about_id == about_id), None
    )


def own_offer(viewer: Viewer, advocate_offer_id: UUID) -> Subject | None:
    """An offer for the young person it was made to."""
    row = db.session.get(AdvocateOffer, advocate_offer_id)
    if row is None or viewer.young_person_id is None or row.young_person_id != viewer.young_person_id:
        return None
    return Subject(row, row.young_person_id, frozenset({Relation.OWN}), "advocate_offer", row.id)


def all_offers(young_person_id: UUID) -> list[AdvocateOffer]:
    """Every offer, the newest first."""
    found = sa.select(AdvocateOffer).where(AdvocateOffer.young_person_id == young_person_id)
    return list(db.session.scalars(found.order_by(AdvocateOffer.at.desc(), AdvocateOffer.id).limit(100)))
