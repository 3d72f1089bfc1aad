"""Made rows for the panel's members: their seats, who votes, and a meeting still to come."""

from __future__ import annotations

import uuid
from datetime import timedelta

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.panels.commands import members as commands
from portal.panels.commands.members import Seat
from portal.panels.rules import MemberKind
from portal.policy.roles import Role
from tests.support.factories import Make


def seat(account: Account, by: Account, kind: MemberKind = MemberKind.YOUNG_MEMBER, **fields: bool) -> None:
    """They sit on the panel as this since a month ago."""
    now = clock.now()
    on = now.date()
    with db.transaction():
        held = Seat(kind, on - timedelta(days=30), None, **fields)
        commands.seat(account.id, held, uuid.uuid4(), by=by.id, now=now, on=on)


def young_member(make: Make, by: Account, name: str = "Zed Amaro") -> Account:
    """A young member of the panel."""
    account = make.staff(Role.PANEL_MEMBER, name=name)
    seat(account, by)
    return account


def terms(by: Account, *voting: MemberKind) -> None:
    """These kinds of members have a vote."""
    with db.transaction():
        commands.set_terms(voting, "terms of reference", uuid.uuid4(), by=by.id, now=clock.now())
