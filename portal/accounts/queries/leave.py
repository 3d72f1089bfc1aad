"""Who is away, until when, who stands in, and who could."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account, StandIn
from portal.accounts.queries.around import manager_of, names_of
from portal.accounts.queries.staff import roles_of
from portal.accounts.rules.leave import CouldStandIn, can_be_asked
from portal.policy.roles import COUNCIL, RECORDS
from portal.policy.viewer import Subject, Viewer


@dataclass(frozen=True)
class Away:
    """Somebody on leave: their last day away, and who does their work ("": nobody who may)."""

    name: str
    until_on: date
    instead: str


def away_on(account_id: UUID, on: date, *, but: Collection[UUID] = ()) -> Away | None:
    """Whether somebody is away that day. `but`: accounts that must not do their work in this matter."""
    rows = db.session.scalars(
        sa.select(StandIn)
        .where(StandIn.account_id == account_id, StandIn.from_on <= on, StandIn.until_on >= on)
        .order_by(StandIn.until_on.desc(), StandIn.id)
    ).all()
    if not rows:
        return None
    clear = [row.stand_in_id for row in rows if row.stand_in_id not in but]
    names = names_of([account_id, *clear])
    return Away(names.get(account_id, ""), rows[0].until_on, names.get(clear[0], "") if clear else "")


def leave_of(account_id: UUID, on: date) -> Sequence[StandIn]:
    """Somebody's own leave that is not over, the next first."""
    return db.session.scalars(
        sa.select(StandIn)
        .where(StandIn.account_id == account_id, StandIn.until_on >= on)
        .order_by(StandIn.from_on, StandIn.id)
    ).all()


def could_stand_in(account_id: UUID, on: date) -> list[CouldStandIn]:
    """Those of the same team or with the same work, and their manager, by name; no shut account."""
    accounts = db.session.scalars(
        sa.select(Account).where(Account.is_open.is_(True), Account.young_person_id.is_(None))
    ).all()
    roles = roles_of([one.id for one in accounts], on)
    manager = manager_of(account_id)
    mine = roles.get(account_id, frozenset()) & (COUNCIL | RECORDS)
    found = [
        CouldStandIn(one.id, one.name, is_manager=one.id == manager)
        for one in accounts
        if can_be_asked(
            account_id,
            one.id,
            mine & roles.get(one.id, frozenset()),
            is_council=bool(roles.get(one.id, frozenset()) & (COUNCIL | RECORDS)),
            same_team=manager is not None and one.manager_id == manager,
            is_manager=one.id == manager,
        )
    ]
    return sorted(found, key=lambda one: (one.name.casefold(), str(one.account_id)))


def own_leave(viewer: Viewer, stand_in_id: UUID) -> Subject | None:
    """Leave of the viewer's own, to end it; None for anybody else's."""
    row = db.session.get(StandIn, stand_in_id)
    if row is None or row.account_id != viewer.account_id:
        return None
    return Subject(row, kind="account", id=row.account_id)
