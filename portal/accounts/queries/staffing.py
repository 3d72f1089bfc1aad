"""Who works here, for the panel: members, support, officers, and what staff are called. Nobody young."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import has_role, with_role
from portal.policy.roles import BOARD, COUNCIL, RECORDS, Role

_OWNERS = (*COUNCIL, *BOARD, *RECORDS, Role.PANEL_SUPPORT, Role.PARTNER)


def officers(on: date) -> list[tuple[UUID, str]]:
    """Those who may be handed a challenge that day, by name: open accounts of managers."""
    accounts = db.session.scalars(sa.select(Account).where(has_role(on, Role.MANAGER))).all()
    named = [(account.id, account.name) for account in accounts]
    return sorted(named, key=lambda one: (one[1].casefold(), str(one[0])))


def members(on: date) -> list[UUID]:
    """The panel's members that day."""
    return with_role(Role.PANEL_MEMBER, on)


def support(on: date) -> list[UUID]:
    """Those who prepare the panel's papers that day."""
    return with_role(Role.PANEL_SUPPORT, on)


def manager_of(account_id: UUID) -> UUID | None:
    """Who manages them, as long as that account is open; None where nobody is known to."""
    manager = sa.select(Account.manager_id).where(Account.id == account_id)
    return db.session.scalar(sa.select(Account.id).where(Account.id.in_(manager), Account.is_open))


def board(on: date) -> list[UUID]:
    """The Improvement Board that day, its chair first."""
    return [*with_role(Role.BOARD_CHAIR, on), *with_role(Role.BOARD_MEMBER, on)]


def chairs(on: date) -> list[UUID]:
    """Who chairs the Improvement Board that day."""
    return with_role(Role.BOARD_CHAIR, on)


def watchers(on: date) -> list[UUID]:
    """Who watches from outside that day: the government's observer, the scrutiny committee."""
    return [*with_role(Role.OBSERVER, on), *with_role(Role.SCRUTINY_MEMBER, on)]


def owners(on: date) -> list[tuple[UUID, str]]:
    """Those who may own a part of the improvement plan or a measure that day, by name: staff of the council,
    panel support, the board and partners."""
    accounts = db.session.scalars(sa.select(Account).where(has_role(on, *_OWNERS))).all()
    named = [(account.id, account.name) for account in accounts]
    return sorted(named, key=lambda one: (one[1].casefold(), str(one[0])))


def owner_ids(on: date) -> set[UUID]:
    """The same without their names, which are opened one by one."""
    return set(db.session.scalars(sa.select(Account.id).where(has_role(on, *_OWNERS))))


def names(account_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What staff are called, whoever left too. A young person's account is never in the answer."""
    wanted = set(account_ids)
    if not wanted:
        return {}
    rows = db.session.scalars(
        sa.select(Account).where(Account.id.in_(wanted), Account.young_person_id.is_(None))
    )
    return {account.id: account.name for account in rows}
