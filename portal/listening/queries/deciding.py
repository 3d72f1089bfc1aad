"""Whose it is to decide about somebody's work: their manager's; a safety lead's where there is none, where
the manager has a part in it or must not see it, and when it is late."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import has_role, manager_of, with_role
from portal.policy.roles import COUNCIL, Role
from portal.policy.viewer import Viewer


def deciders(
    to_id: UUID,
    on: date,
    *,
    part: Collection[UUID],
    apart: Collection[UUID],
    roles: Collection[Role] = tuple(COUNCIL),
) -> list[UUID]:
    """Who decides about the work of `to_id`. `part`: who has a part in it, beside them; `apart`: who must not
    see it. `roles`: what a manager has to be to decide."""
    manager = manager_of(to_id)
    if manager and manager not in (*part, *apart) and holding(manager, on, roles):
        return [manager]
    out = {*part, *apart, to_id}
    return [one for one in with_role(Role.SAFETY_LEAD, on) if one not in out]


def holding(account_id: UUID, on: date, roles: Collection[Role]) -> bool:
    """Whether the account is open and has one of these roles that day."""
    here = sa.select(Account.id).where(Account.id == account_id, has_role(on, *roles))
    return db.session.scalar(here) is not None


@dataclass(frozen=True)
class Managers:
    """Who manages these accounts, of those who are here to decide."""

    of: dict[UUID, UUID]

    @classmethod
    def over(
        cls, account_ids: Iterable[UUID], on: date, roles: Collection[Role] = tuple(COUNCIL)
    ) -> Managers:
        managed = sa.select(Account.id, Account.manager_id).where(
            Account.id.in_(set(account_ids)), Account.manager_id.is_not(None)
        )
        rows = {row[0]: row[1] for row in db.session.execute(managed)}
        here = sa.select(Account.id).where(Account.id.in_(set(rows.values())), has_role(on, *roles))
        there = set(db.session.scalars(here))
        return cls({one: manager for one, manager in rows.items() if manager in there})

    def decides(
        self,
        viewer: Viewer,
        to_id: UUID,
        *,
        part: Collection[UUID],
        is_apart: bool,
        is_late: bool,
    ) -> bool:
        """Whether the viewer decides about the work of `to_id`. `is_apart`: their manager must not see it."""
        if viewer.account_id == to_id or viewer.account_id in part:
            return False
        if to_id in viewer.manages:
            return True
        if Role.SAFETY_LEAD not in viewer.roles:
            return False
        manager = self.of.get(to_id)
        return manager is None or manager in part or is_apart or is_late
