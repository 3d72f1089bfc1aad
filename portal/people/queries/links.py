"""Who works with whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal import db
from portal.people.models import CareLink
from portal.vault import keys


def holding(on: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """The condition for links that hold that day (first and last day included)."""
    return sa.and_(CareLink.from_on <= on, sa.or_(CareLink.until_on.is_(None), CareLink.until_on >= on))


_HOLDING = (
    sa.select(CareLink)
    .where(CareLink.young_person_id == sa.bindparam("whose"), holding(sa.bindparam("on")))
    .order_by(CareLink.from_on, CareLink.id)
)


def links_of(young_person_id: UUID, on: date) -> Sequence[CareLink]:
    """The links of a young person that hold that day, oldest first."""
    return db.session.scalars(_HOLDING, {"whose": young_person_id, "on": on}).all()


def all_links_of(young_person_id: UUID) -> Sequence[CareLink]:
    """Every link a young person has or had or will have, latest first."""
    return db.session.scalars(
        sa.select(CareLink)
        .where(CareLink.young_person_id == young_person_id)
        .order_by(CareLink.from_on.desc(), CareLink.id)
    ).all()


def young_people_of(account_ids: Iterable[UUID], on: date) -> Sequence[CareLink]:
    """The links of these accounts that hold that day, with the young person and their key loaded."""
    links = db.session.scalars(
        sa.select(CareLink)
        .where(CareLink.account_id.in_(list(account_ids)), holding(on))
        .options(joinedload(CareLink.young_person))
        .order_by(CareLink.from_on, CareLink.id)
    ).all()
    keys.preload(link.young_person_id for link in links)
    return links


def link_of(young_person_id: UUID, link_id: UUID) -> CareLink | None:
    """One link, if it is this young person's."""
    link = db.session.get(CareLink, link_id)
    return link if link and link.young_person_id == young_person_id else None
