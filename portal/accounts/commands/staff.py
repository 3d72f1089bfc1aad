"""Inviting staff, giving and ending roles, who manages and lives with whom, closing accounts."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.accounts.commands.staff_secrets import make_invitation
from portal.accounts.models import Account, RoleGrant
from portal.accounts.queries import staff as queries
from portal.accounts.queries.staff_door import email_hash
from portal.accounts.rules.staff import Reason, why_not_close, why_not_end_role, why_not_manager, why_not_role
from portal.audit import commands as audit
from portal.kit import clock
from portal.kit.errors import Refused
from portal.people.commands import keep_apart_too
from portal.people.rules import overlaps
from portal.policy.roles import Role


@dataclass(frozen=True)
class StaffFacts:
    """What a page says about a member of staff. `lives_with` is somebody else with an account, or None."""

    name: str
    email: str
    organisation: str = ""
    manager_id: UUID | None = None
    lives_with: UUID | None = None


def invite(
    facts: StaffFacts,
    roles: Iterable[Role],
    *,
    by: UUID | None,
    today: date,
    days: int,
    send_once: UUID | None = None,
) -> tuple[Account, str]:
    """A new member of staff (or carer, partner, advocate) with roles from today, and the token of the link
    by which they come in. The same form twice gives the same account and a new link.

    Raises Refused when another account has the address, or for an advocate who is the council's too."""
    account = db.session.get(Account, send_once) if send_once else None
    if account is None:
        account = _add(facts, send_once or uuid.uuid4())
        for role in roles:
            give_role(account, role, today, None, by=by)
        _arrange(account, facts)
        _record("invite_staff", account, by)
    elif account.email_hash != email_hash(facts.email) or account.password_hash:
        raise Refused(Reason.ADDRESS_TAKEN)
    return account, make_invitation(account.id, by, days=days)


def _add(facts: StaffFacts, account_id: UUID) -> Account:
    if queries.address_owner(facts.email) is not None:
        raise Refused(Reason.ADDRESS_TAKEN)
    account = Account(id=account_id, made_at=clock.now())
    account.name, account.email = facts.name, facts.email
    account.email_hash = email_hash(facts.email)
    account.organisation = facts.organisation
    _put(account)
    return account


def _put(account: Account) -> None:
    """Write the account; should another take the address at the same moment, it was first."""
    try:
        with db.session.begin_nested():
            db.session.add(account)
            db.session.flush()
    except IntegrityError:
        raise Refused(Reason.ADDRESS_TAKEN) from None


def invite_again(account: Account, *, by: UUID | None, days: int) -> str:
    """A new link for somebody who lost theirs, or lost their password and codes. Raises Refused if closed."""
    if not account.is_open:
        raise Refused(Reason.IS_CLOSED)
    _record("invite_again", account, by)
    return make_invitation(account.id, by, days=days)


def change_staff(account: Account, facts: StaffFacts, *, by: UUID | None) -> None:
    """New facts about a member of staff. Raises Refused: address taken, manager in a ring."""
    if queries.address_owner(facts.email) not in (None, account.id):
        raise Refused(Reason.ADDRESS_TAKEN)
    account.name, account.organisation = facts.name, facts.organisation
    account.email, account.email_hash = facts.email, email_hash(facts.email)
    _put(account)
    _arrange(account, facts)
    _record("change_staff", account, by)
    db.session.flush()


def _arrange(account: Account, facts: StaffFacts) -> None:
    set_manager(account, facts.manager_id)
    live_with(account, facts.lives_with)


def set_manager(account: Account, manager_id: UUID | None) -> None:
    """Whom they answer to. A new manager is kept from what concerns their people at once."""
    if manager_id is not None:
        if reason := why_not_manager(account.id, manager_id, queries.managers_above(manager_id)):
            raise Refused(reason)
        keep_apart_too(account.id, manager_id, "manager")
    account.manager_id = manager_id
    db.session.flush()


def live_with(account: Account, other_id: UUID | None) -> None:
    """They live with somebody else who has an account (None: with nobody who has one)."""
    if other_id is None:
        account.household_id = None
        db.session.flush()
        return
    other = db.session.get_one(Account, other_id)
    if other.household_id is None:
        other.household_id = uuid.uuid4()
    account.household_id = other.household_id
    db.session.flush()
    for one in queries.household_of(account):
        keep_apart_too(account.id, one, "household")
        keep_apart_too(one, account.id, "household")


def give_role(
    account: Account, role: Role, from_on: date, until_on: date | None, *, by: UUID | None
) -> RoleGrant:
    """A role from and to (both days included). Raises Refused: see `why_not_give`."""
    if until_on and until_on < from_on:
        raise Refused(Reason.ENDS_BEFORE_START)
    _lock(account.id)
    if reason := why_not_give(account.id, role, from_on, until_on, by=by):
        raise Refused(reason)
    grant = RoleGrant(account_id=account.id, role=role, from_on=from_on, until_on=until_on, given_by=by)
    db.session.add(grant)
    _record(f"give_role {role.value}", account, by)
    db.session.flush()
    return grant


def _lock(account_id: UUID) -> None:
    """Two roles given at once are given one after the other, so that each knows of the other. SQLite lets
    only one write at a time anyway."""
    db.session.flush()
    row = sa.select(Account).where(Account.id == account_id).with_for_update()
    db.session.scalars(row.execution_options(populate_existing=True)).one()


def why_not_give(
    account_id: UUID, role: Role, from_on: date, until_on: date | None, *, by: UUID | None
) -> Reason | None:
    """Why they cannot have this role in those days: they have it, it is the other side's, it is one's own."""
    held = {
        grant.role
        for grant in queries.grants_of(account_id)
        if overlaps((grant.from_on, grant.until_on), (from_on, until_on))
    }
    return why_not_role(role, held, is_own=account_id == by)


def end_role(account: Account, grant: RoleGrant, *, by: UUID | None, today: date) -> None:
    """The role ends now: yesterday was its last day, so the next request is refused already.

    Raises Refused when it has ended, or when nobody else could give roles."""
    others = queries.other_administrators(account.id, today)
    if reason := why_not_end_role(grant.role, grant.until_on, today=today, others=others):
        raise Refused(reason)
    if grant.from_on >= today:
        db.session.delete(grant)  # it never held a whole day
    else:
        grant.until_on = today - timedelta(days=1)
    _record(f"end_role {grant.role.value}", account, by)
    db.session.flush()


def close_account(account: Account, *, by: UUID, today: date) -> None:
    """They come in no longer; open sessions end at their next request. What they did stays.

    Raises Refused for one's own account and for the last one who can give roles."""
    if reason := why_not_close(account.id, by, queries.other_administrators(account.id, today)):
        raise Refused(reason)
    account.is_open = False
    account.ways_version += 1
    _record("close_account", account, by)
    db.session.flush()


def open_account(account: Account, *, by: UUID) -> None:
    """A closed account is open again, with the roles and links it has today."""
    account.is_open = True
    _record("open_account", account, by)
    db.session.flush()


def _record(action: str, account: Account, by: UUID | None) -> None:
    audit.record(action, by=by, role="administrator" if by else "", subject=("account", account.id))
