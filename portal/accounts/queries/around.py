"""The people around a young person and around each other: who works with whom, who is too close to
whom, who is on duty. What other capabilities ask about accounts, they ask here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account, RoleGrant, StandIn
from portal.accounts.queries.duty import duty_next_from, on_duty
from portal.people import queries as people
from portal.people.rules import LinkKind
from portal.policy.roles import Role

__all__ = [
    "PersonAround",
    "account_of",
    "address_of",
    "duty_next_from",
    "has_address",
    "has_role",
    "manager_of",
    "names_of",
    "on_duty",
    "people_around",
    "too_close_to",
    "with_role",
]

_ORDER = {kind: place for place, kind in enumerate(LinkKind)}


@dataclass(frozen=True)
class PersonAround:
    """Somebody who works with a young person or looks after them, and in what capacity."""

    account_id: UUID
    name: str
    kind: LinkKind
    organisation: str


def has_role(on: date, *roles: Role) -> sa.ColumnElement[bool]:
    """The condition for an open account that has one of the roles that day."""
    held = (
        sa.select(RoleGrant.id)
        .where(
            RoleGrant.account_id == Account.id,
            RoleGrant.role.in_(roles),
            RoleGrant.from_on <= on,
            sa.or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= on),
        )
        .correlate(Account)
    )
    return sa.and_(Account.is_open.is_(True), held.exists())


def people_around(young_person_id: UUID, on: date) -> list[PersonAround]:
    """Who works with a young person that day, foster carers, advocate and partners too: one entry a
    person, social worker first. Whoever left, or lost the role the link stands for, is not around."""
    links = sorted(people.links_of(young_person_id, on), key=lambda link: (_ORDER[link.kind], link.from_on))
    accounts = _open_with_roles({link.account_id for link in links}, on)
    found: dict[UUID, PersonAround] = {}
    for link in links:
        account, roles = accounts.get(link.account_id, (None, frozenset[Role]()))
        if account and Role(link.kind.value) in roles and account.id not in found:
            found[account.id] = PersonAround(account.id, account.name, link.kind, account.organisation)
    return list(found.values())


_ON = sa.bindparam("on", type_=sa.Date())
_WITH_ROLES = (
    sa.select(Account, RoleGrant.role)
    .join(RoleGrant, RoleGrant.account_id == Account.id)
    .where(
        Account.id.in_(sa.bindparam("accounts", expanding=True)),
        Account.is_open.is_(True),
        RoleGrant.from_on <= _ON,
        sa.or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= _ON),
    )
)


def _open_with_roles(account_ids: set[UUID], on: date) -> dict[UUID, tuple[Account, frozenset[Role]]]:
    if not account_ids:
        return {}
    rows = db.session.execute(_WITH_ROLES, {"accounts": list(account_ids), "on": on}).all()
    found: dict[UUID, tuple[Account, frozenset[Role]]] = {}
    for account, role in rows:
        found[account.id] = (account, found.get(account.id, (account, frozenset()))[1] | {role})
    return found


def too_close_to(account_ids: Iterable[UUID], on: date) -> dict[UUID, str]:
    """Everybody who must not meet what is said about these accounts, and why: `concerned` (themselves),
    `household`, `manager`, `stand_in`.

    Stand-ins count from today on, those agreed for later too, in both directions: who will do their work,
    and whose work they will do. Whoever stands in for their manager sees what the manager sees, so counts
    as one. Young people are never in the answer: nothing shuts them out of their own words."""
    concerned = set(account_ids)
    if not concerned:
        return {}
    rows = db.session.execute(
        sa.select(Account.household_id, Account.manager_id).where(Account.id.in_(concerned))
    ).all()
    households = {household for household, _ in rows if household}
    managers = {manager for _, manager in rows if manager}
    found = dict.fromkeys(_stand_ins(concerned, on) | _standing_for(managers, on), "stand_in")
    found |= dict.fromkeys(managers, "manager")
    found |= dict.fromkeys(_living_in(households), "household")
    found |= dict.fromkeys(concerned, "concerned")
    return _without_young_people(found)


def _stand_ins(account_ids: set[UUID], on: date) -> set[UUID]:
    rows = db.session.execute(
        sa.select(StandIn.account_id, StandIn.stand_in_id).where(
            StandIn.until_on >= on,
            sa.or_(StandIn.account_id.in_(account_ids), StandIn.stand_in_id.in_(account_ids)),
        )
    )
    return {account_id for row in rows for account_id in row}


def _standing_for(account_ids: set[UUID], on: date) -> set[UUID]:
    if not account_ids:
        return set()
    return set(
        db.session.scalars(
            sa.select(StandIn.stand_in_id).where(StandIn.until_on >= on, StandIn.account_id.in_(account_ids))
        )
    )


def _living_in(household_ids: set[UUID]) -> set[UUID]:
    if not household_ids:
        return set()
    return set(db.session.scalars(sa.select(Account.id).where(Account.household_id.in_(household_ids))))


def _without_young_people(found: dict[UUID, str]) -> dict[UUID, str]:
    young = set(
        db.session.scalars(
            sa.select(Account.id).where(Account.id.in_(found), Account.young_person_id.is_not(None))
        )
    )
    return {account_id: why for account_id, why in found.items() if account_id not in young}


def with_role(role: Role, on: date) -> list[UUID]:
    """Open accounts that have the role that day, those made first coming first."""
    return list(
        db.session.scalars(
            sa.select(Account.id).where(has_role(on, role)).order_by(Account.made_at, Account.id)
        )
    )


def names_of(account_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of accounts, closed ones too; a young person's is their own."""
    wanted = set(account_ids)
    if not wanted:
        return {}
    accounts = db.session.scalars(sa.select(Account).where(Account.id.in_(wanted))).all()
    young = people.several(a.young_person_id for a in accounts if a.young_person_id)
    return {a.id: young[a.young_person_id].name if a.young_person_id else a.name for a in accounts}


def account_of(young_person_id: UUID) -> Account | None:
    """A young person's account, or None when they never had a card."""
    return db.session.scalars(
        sa.select(Account).where(Account.young_person_id == young_person_id)
    ).one_or_none()


def address_of(account_id: UUID) -> str | None:
    """Where an open account's notices are mailed to, or None."""
    account = db.session.get(Account, account_id)
    return account.email or None if account and account.is_open else None


def has_address(account_id: UUID) -> bool:
    """Whether they gave an address for notices."""
    return bool(
        db.session.scalar(
            sa.select(sa.literal(True)).where(Account.id == account_id, Account.email_sealed.is_not(None))
        )
    )


def manager_of(account_id: UUID) -> UUID | None:
    """Whom they answer to, or None."""
    return db.session.scalar(sa.select(Account.manager_id).where(Account.id == account_id))
