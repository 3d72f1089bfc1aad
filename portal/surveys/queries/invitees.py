"""Who could be asked: staff by what they do, young people by their age, each with the team they count in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import has_role
from portal.accounts.queries.staff_door import email_hash
from portal.people import queries as people
from portal.people.models import CareLink
from portal.people.queries.links import holding
from portal.people.queries.teams import teams_by_name
from portal.people.rules import LinkKind
from portal.policy.roles import STAFF, Role
from portal.surveys.queries.invitations import address_hash
from portal.surveys.rules.inviting import Ages, ages_of

_CLOSEST = (LinkKind.SOCIAL_WORKER, LinkKind.PERSONAL_ADVISER)
AT_ONCE = 500


@dataclass(frozen=True)
class Invitee:
    """Somebody who could be asked: their id (or the hash of an address), and their team. `also`: the column
    and the key by which the same person may have been asked the other way."""

    key: UUID | bytes
    team: str = ""
    address: str = ""
    also: tuple[str, UUID | bytes] | None = None


def staff_with(roles: Collection[Role], on: date) -> list[Invitee]:
    """Open accounts of staff that have one of the roles that day."""
    wanted = [role for role in roles if role in STAFF]
    if not wanted:
        return []
    accounts = db.session.scalars(sa.select(Account).where(has_role(on, *wanted)).order_by(Account.id)).all()
    teams = teams_by_name([one.id for one in accounts])
    return [
        Invitee(one.id, teams.get(one.id, ""), also=("address_hash", address_hash(one.email)))
        for one in accounts
    ]


def at_addresses(addresses: Sequence[str], team: str) -> list[Invitee]:
    """Whoever has these addresses; some of them may have an account of staff here."""
    owners = _owners(addresses)
    return [
        Invitee(
            address_hash(one),
            team,
            one,
            ("account_id", owners[email_hash(one)]) if email_hash(one) in owners else None,
        )
        for one in addresses
    ]


def _owners(addresses: Sequence[str]) -> dict[bytes, UUID]:
    wanted, found = sorted({email_hash(one) for one in addresses}), dict[bytes, UUID]()
    for first in range(0, len(wanted), AT_ONCE):
        rows = db.session.execute(
            sa.select(Account.email_hash, Account.id).where(
                Account.email_hash.in_(wanted[first : first + AT_ONCE])
            )
        )
        found |= {row.email_hash: row.id for row in rows}
    return found


def young_people_of(ages: Collection[Ages], on: date) -> list[Invitee]:
    """Young people of these ages who have an account to be asked by. Whose day of birth is not known, or who
    lost their way in and was not checked yet, is not asked."""
    if not ages:
        return []
    ids = db.session.scalars(
        sa.select(Account.young_person_id)
        .where(
            Account.young_person_id.is_not(None), Account.is_open.is_(True), Account.past_shut_at.is_(None)
        )
        .order_by(Account.young_person_id)
    ).all()
    wanted = [one for one in ids if one is not None]
    known = people.several(wanted)
    of_age = [one for one in wanted if one in known and _ages(people.age_on(known[one], on)) in ages]
    teams = _teams_of(of_age, on)
    return [Invitee(one, teams.get(one, "")) for one in of_age]


def _ages(age: int | None) -> Ages | None:
    return None if age is None else ages_of(age)


def _teams_of(young_people: list[UUID], on: date) -> dict[UUID, str]:
    """The team of whoever works with them most closely."""
    workers: dict[UUID, UUID] = {}
    for first in range(0, len(young_people), AT_ONCE):
        links = db.session.scalars(
            sa.select(CareLink)
            .where(
                CareLink.young_person_id.in_(young_people[first : first + AT_ONCE]),
                CareLink.kind.in_(_CLOSEST),
                holding(on),
            )
            .order_by(CareLink.from_on, CareLink.id)
        )
        for link in links:
            workers.setdefault(link.young_person_id, link.account_id)
    return _by_worker(workers)


def _by_worker(workers: dict[UUID, UUID]) -> dict[UUID, str]:
    teams = teams_by_name(set(workers.values()))
    return {one: teams[worker] for one, worker in workers.items() if worker in teams}


def accounts_of(young_people: Iterable[UUID]) -> dict[UUID | None, UUID]:
    """The open accounts by which young people come in."""
    wanted, found = sorted(young_people), dict[UUID | None, UUID]()
    for first in range(0, len(wanted), AT_ONCE):
        rows = db.session.execute(
            sa.select(Account.young_person_id, Account.id).where(
                Account.young_person_id.in_(wanted[first : first + AT_ONCE]), Account.is_open.is_(True)
            )
        )
        found |= {row.young_person_id: row.id for row in rows}
    return found
