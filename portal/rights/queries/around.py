"""How to reach the people around a young person, and whether they came into care lately."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account, StandIn
from portal.accounts.queries.around import names_of, people_around
from portal.people import queries as people
from portal.people.rules import WORKER_KINDS, LinkKind
from portal.policy.viewer import Viewer
from portal.rights.queries import SHORT_BREAKS
from portal.rights.rules.welcome import Pack, came_lately, pack_for


@dataclass(frozen=True)
class Reach:
    """Somebody around them. `email`: of the council's own workers only: a carer's is private.
    `away_until` and `instead`: while they are on leave, and who does their work ("": nobody who should)."""

    name: str
    kind: LinkKind
    organisation: str
    email: str
    away_until: date | None
    instead: str


def around(young_person_id: UUID, on: date) -> list[Reach]:
    """Everybody around them today, in the house's order."""
    near = people_around(young_person_id, on)
    ids = [one.account_id for one in near if one.kind in WORKER_KINDS]
    emails = _emails(ids)
    away = _away(ids, on, people.kept_apart(young_person_id)) if ids else {}
    return [
        Reach(
            one.name,
            one.kind,
            one.organisation,
            emails.get(one.account_id, ""),
            *away.get(one.account_id, (None, "")),
        )
        for one in near
    ]


def _emails(account_ids: list[UUID]) -> dict[UUID, str]:
    if not account_ids:
        return {}
    rows = db.session.scalars(sa.select(Account).where(Account.id.in_(account_ids)))
    return {row.id: row.email or "" for row in rows}


def _away(account_ids: list[UUID], on: date, but: Collection[UUID]) -> dict[UUID, tuple[date, str]]:
    """Nobody whom something they said concerns is named as the one to turn to."""
    rows = db.session.scalars(
        sa.select(StandIn)
        .where(StandIn.account_id.in_(account_ids), StandIn.from_on <= on, StandIn.until_on >= on)
        .order_by(StandIn.until_on, StandIn.id)
    ).all()
    names = names_of(row.stand_in_id for row in rows if row.stand_in_id not in but)
    return {row.account_id: (row.until_on, names.get(row.stand_in_id, "")) for row in rows}


def pack_of(young_person_id: UUID, on: date) -> Pack:
    """Which welcome pack is theirs."""
    person = people.get(young_person_id)
    if person is None:
        return Pack.TEEN
    alone = person.unaccompanied_until is not None and person.unaccompanied_until >= on
    return pack_for(people.age_on(person, on), came_alone=alone)


def is_new_in_care(viewer: Viewer, on: date, weeks: int) -> bool:
    """Whether they came into care in the last weeks. A short break is no coming into care."""
    if viewer.young_person_id is None:
        return False
    episodes = [
        one for one in people.episodes_of(viewer.young_person_id) if one.legal_status not in SHORT_BREAKS
    ]
    return came_lately([(one.started_on, one.ended_on) for one in episodes], on, weeks)


def age_of(young_person_id: UUID, on: date) -> int | None:
    """How old they are, or None."""
    person = people.get(young_person_id)
    return people.age_on(person, on) if person else None
