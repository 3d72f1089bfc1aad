"""Who works here, for the panel: members, support, officers, and what staff are called. Nobody young."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import has_role, with_role
from portal.policy.roles import Role


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


def names(account_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What staff are called, whoever left too. A young person's account is never in the answer."""
    wanted = set(account_ids)
    if not wanted:
        return {}
    rows = db.session.scalars(
        sa.select(Account).where(Account.id.in_(wanted), Account.young_person_id.is_(None))
    )
    return {account.id: account.name for account in rows}
