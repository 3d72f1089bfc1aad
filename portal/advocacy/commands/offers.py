"""An advocate is offered, once for each thing where it matters; the young person says yes, no or not now."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.advocacy.models import AdvocateOffer
from portal.advocacy.rules import Point, Reply, why_not_answer_offer
from portal.audit import commands as audit
from portal.kit.errors import Refused


def offer(
    young_person_id: UUID, point: Point | str, about_id: UUID, by: UUID | None = None, *, now: datetime
) -> AdvocateOffer:
    """Offer it. About one thing it is offered once, however often this is called: nobody is nagged."""
    same = sa.select(AdvocateOffer).where(
        AdvocateOffer.young_person_id == young_person_id,
        AdvocateOffer.point == Point(point),
        AdvocateOffer.about_id == about_id,
    )
    if before := db.session.scalars(same).one_or_none():
        return before
    row = AdvocateOffer(
        young_person_id=young_person_id, point=Point(point), about_id=about_id, by_id=by, at=now
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # offered twice at the same moment
        return db.session.scalars(same).one()
    audit.record(
        "advocate: offered", by=by, young_person_id=young_person_id, subject=("advocate_offer", row.id)
    )
    return row


def reply(row: AdvocateOffer, says: Reply, *, by: UUID | None, now: datetime) -> None:
    """They say yes, no or not now. Said twice the same it is once. Raises Refused."""
    if row.reply is says:
        return
    if why := why_not_answer_offer(row.reply):
        raise Refused(why)
    row.reply, row.replied_at = says, now
    db.session.flush()
    audit.record(
        "advocate: offer answered",
        by=by,
        young_person_id=row.young_person_id,
        subject=("advocate_offer", row.id),
    )
