"""The people that the desk's pages offer to pick: around them, found by name, or of the council."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account, RoleGrant
from portal.accounts.queries.around import has_role, people_around
from portal.people.rules import fold
from portal.policy.roles import COUNCIL, STAFF, Role
from portal.voice.models import Statement

MOST_FOUND = 20
_FIRST_TO_ANSWER = (Role.SAFETY_LEAD, Role.READER, Role.PARTICIPATION_WORKER, Role.MANAGER)


@dataclass(frozen=True)
class Person:
    """Somebody a page offers to pick."""

    id: UUID
    name: str
    capacity: str = ""
    roles: Sequence[str] = field(default_factory=tuple)


def around(statement: Statement, on: date) -> list[Person]:
    """Everybody around the young person now, with their capacity."""
    return [
        Person(person.account_id, person.name, person.kind.value)
        for person in people_around(statement.young_person_id, on)
    ]


def found_by_name(text: str, on: date, without: Collection[UUID]) -> list[Person]:
    """Staff, carers and partners whose name holds every word that was typed, in the order of the alphabet."""
    words = fold(text).split()
    if not words:
        return []
    people = [
        person
        for person in _with_roles(sa.true(), on, STAFF)
        if person.id not in without and all(word in fold(person.name) for word in words)
    ]
    return sorted(people, key=lambda person: person.name.casefold())[:MOST_FOUND]


def named(account_ids: Iterable[UUID], on: date) -> list[Person]:
    """These people, if they are staff, carers or partners here."""
    return _with_roles(Account.id.in_(list(account_ids)), on, STAFF)


def who_can_have_it(statement: Statement, apart: Collection[UUID], on: date) -> list[Person]:
    """People of the council to whom it can be passed on or given to answer: safety leads first, then those
    around the young person, then the others by role. Nobody who is kept apart."""
    near = {person.id for person in around(statement, on)}
    people = [person for person in _with_roles(sa.true(), on, COUNCIL) if person.id not in apart]

    def place(person: Person) -> tuple[int, str]:
        if Role.SAFETY_LEAD in person.roles:
            return (0, person.name.casefold())
        if person.id in near:
            return (1, person.name.casefold())
        rank = next((i for i, role in enumerate(_FIRST_TO_ANSWER) if role in person.roles), 9)
        return (2 + rank, person.name.casefold())

    return sorted(people, key=place)


def _with_roles(condition: sa.ColumnElement[bool], on: date, roles: Iterable[Role]) -> list[Person]:
    """Open accounts with one of the roles that day, each with all the roles it has."""
    wanted = list(roles)
    rows = db.session.execute(
        sa.select(Account, RoleGrant.role)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(
            condition,
            has_role(on, *wanted),
            Account.young_person_id.is_(None),
            RoleGrant.from_on <= on,
            sa.or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= on),
        )
        .order_by(Account.made_at, Account.id, RoleGrant.role)
    ).all()
    accounts: dict[UUID, Account] = {}
    held: dict[UUID, list[str]] = {}
    for account, role in rows:
        accounts[account.id] = account
        held.setdefault(account.id, []).append(role.value)
    return [Person(id_, account.name, "", tuple(held[id_])) for id_, account in accounts.items()]
