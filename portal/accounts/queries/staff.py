"""Staff as the pages about them need them: the list, one person, choices for forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account, RoleGrant, StandIn
from portal.accounts.queries.staff_door import email_hash
from portal.kit.pages import Page
from portal.people.models import CareLink
from portal.people.queries.links import holding
from portal.people.rules import LinkKind, fold, words_of
from portal.policy.roles import Role


@dataclass(frozen=True)
class Member:
    """Somebody on the staff list. `is_invited`: they have not used their invitation yet."""

    id: UUID
    name: str
    email: str
    organisation: str
    roles: frozenset[Role]
    is_open: bool
    is_invited: bool


@dataclass(frozen=True)
class Choice:
    """Somebody who can be chosen on a form."""

    id: UUID
    name: str
    organisation: str
    roles: frozenset[Role]

    @property
    def label(self) -> str:
        return f"{self.name} ({self.organisation})" if self.organisation else self.name


_IS_STAFF = Account.young_person_id.is_(None)


def _held(on: date) -> sa.ColumnElement[bool]:
    return sa.and_(RoleGrant.from_on <= on, sa.or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= on))


def _roles(on: date, account_ids: Iterable[UUID] | None = None) -> dict[UUID, frozenset[Role]]:
    """The roles people have that day."""
    wanted = sa.select(RoleGrant.account_id, RoleGrant.role).where(_held(on))
    if account_ids is not None:
        wanted = wanted.where(RoleGrant.account_id.in_(list(account_ids)))
    found: dict[UUID, set[Role]] = {}
    for account_id, role in db.session.execute(wanted):
        found.setdefault(account_id, set()).add(role)
    return {account_id: frozenset(roles) for account_id, roles in found.items()}


def staff(
    *,
    asked: str = "",
    role: Role | None = None,
    closed: bool = False,
    number: int = 1,
    on: date,
    size: int = 25,
) -> Page[Member]:
    """One page of the staff list, in the order of the alphabet. Names are opened to be sorted: staff are
    hundreds, not thousands. Two queries, however many there are."""
    accounts = db.session.scalars(sa.select(Account).where(_IS_STAFF)).all()
    roles = _roles(on)
    words = words_of(asked)
    found = [
        _member(account, roles.get(account.id, frozenset()))
        for account in accounts
        if account.is_open is not closed
        and (role is None or role in roles.get(account.id, ()))
        and _fits(words, account)
    ]
    found.sort(key=lambda one: (fold(one.name), one.email))
    number = min(number, max(1, -(-len(found) // size)))
    return Page(found[(number - 1) * size : number * size], number, len(found), size)


def _fits(words: Sequence[str], account: Account) -> bool:
    """Whether each word asked for begins a word of the name, the address or the organisation."""
    there = words_of(f"{account.name} {account.email} {account.organisation}")
    return all(any(word.startswith(asked) for word in there) for asked in words)


def _member(account: Account, roles: frozenset[Role]) -> Member:
    return Member(
        account.id,
        account.name,
        account.email,
        account.organisation,
        roles,
        account.is_open,
        not account.password_hash,
    )


def choices(on: date, *, roles: Iterable[Role] = (), only: Iterable[UUID] | None = None) -> list[Choice]:
    """Open staff accounts with any of the roles (any role at all if none is named), by name."""
    held = _roles(on)
    wanted = set(roles)
    allowed = None if only is None else set(only)
    found = [
        Choice(account.id, account.name, account.organisation, held[account.id])
        for account in db.session.scalars(sa.select(Account).where(_IS_STAFF, Account.is_open.is_(True)))
        if account.id in held
        and (not wanted or held[account.id] & wanted)
        and (allowed is None or account.id in allowed)
    ]
    return sorted(found, key=lambda one: fold(one.name))


def link_choices(on: date) -> dict[LinkKind, list[Choice]]:
    """Who can work with a young person from that day, kind by kind."""
    everybody = choices(on, roles=[Role(kind.value) for kind in LinkKind])
    return {kind: [one for one in everybody if kind.value in one.roles] for kind in LinkKind}


def grants_of(account_id: UUID) -> Sequence[RoleGrant]:
    """Every role somebody has, had or will have, latest first."""
    return db.session.scalars(
        sa.select(RoleGrant)
        .where(RoleGrant.account_id == account_id)
        .order_by(RoleGrant.from_on.desc(), RoleGrant.role)
    ).all()


def roles_of(account_ids: Iterable[UUID], on: date) -> dict[UUID, frozenset[Role]]:
    """The roles each of them has that day."""
    return _roles(on, account_ids)


def stand_ins_from(on: date) -> Sequence[StandIn]:
    """Stand-ins that hold that day or will, soonest first."""
    return db.session.scalars(
        sa.select(StandIn).where(StandIn.until_on >= on).order_by(StandIn.from_on, StandIn.id)
    ).all()


def household_of(account: Account) -> list[UUID]:
    """The others who live with them."""
    if account.household_id is None:
        return []
    return list(
        db.session.scalars(
            sa.select(Account.id).where(
                Account.household_id == account.household_id, Account.id != account.id, _IS_STAFF
            )
        )
    )


def managers_above(account_id: UUID) -> list[UUID]:
    """Somebody's manager, that one's manager, and so on. A ring, should there be one, ends it."""
    found: list[UUID] = []
    at: UUID | None = account_id
    while at is not None:
        at = db.session.scalar(sa.select(Account.manager_id).where(Account.id == at))
        if at is None or at in found:
            break
        found.append(at)
    return found


def address_owner(email: str) -> UUID | None:
    """Whose address it is, closed accounts too."""
    return db.session.scalar(sa.select(Account.id).where(Account.email_hash == email_hash(email)))


def count_of_links(account_id: UUID, on: date) -> int:
    """With how many young people they work that day."""
    of_theirs = sa.select(sa.func.count(CareLink.young_person_id.distinct())).where(
        CareLink.account_id == account_id, holding(on)
    )
    return db.session.scalar(of_theirs) or 0


def other_administrators(account_id: UUID, on: date) -> int:
    """How many others can give roles that day, for good."""
    return len(
        set(
            db.session.scalars(
                sa.select(RoleGrant.account_id)
                .join(Account, Account.id == RoleGrant.account_id)
                .where(
                    RoleGrant.role == Role.ADMINISTRATOR,
                    RoleGrant.from_on <= on,
                    RoleGrant.until_on.is_(None),
                    Account.is_open.is_(True),
                    Account.id != account_id,
                )
            )
        )
    )
