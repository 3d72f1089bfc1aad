"""Signing in as staff: address, password and code at once, the same answer whatever was wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.commands.staff_secrets import is_password, right_step
from portal.accounts.commands.throttle import count_wrong
from portal.accounts.models import Account
from portal.accounts.queries.sessions import roles_on
from portal.accounts.queries.staff_door import address_of, staff_account
from portal.accounts.queries.throttle import EVERYBODY, wait_for_all, wait_for_one
from portal.accounts.rules.doors import Opened, Shut, Wrong
from portal.accounts.rules.throttle import ALL_STAFF, STAFF_ACCOUNT
from portal.audit import commands as audit

DOOR = "staff"


def sign_in(
    email: str, password: str, code: str, *, browser: str, now: datetime, today: date
) -> Opened | Shut:
    """Try the staff door. `browser` is the key of a browser this person signed in with before, or empty.

    A known browser is counted by itself: a stranger who keeps guessing cannot hold its owner up. Whether the
    address is known shows neither in the answer nor in the time it takes."""
    key = f"{address_of(email)}|{browser}"
    wait = wait_for_one(DOOR, key, STAFF_ACCOUNT, now)
    if not browser:
        wait = max(wait, wait_for_all(DOOR, ALL_STAFF, now))
    if wait > timedelta():
        return Shut(Wrong.TOO_SOON, wait)
    account = staff_account(email)
    is_right = is_password(account.password_hash if account else "", password)
    step = right_step(account.totp if account else "", code, now)
    if not (account and is_right and step and roles_on(account.id, today) and _use_code(account.id, step)):
        return _wrong(key, browser, account, now)
    audit.record("signed in", by=account.id, subject=("account", account.id))
    return Opened(account.id, account.ways_version, account.language)


def try_own_password(account_id: UUID, password: str, now: datetime) -> Shut | None:
    """Ask somebody signed in for their password again. None: it is right."""
    wait = wait_for_one("own password", str(account_id), STAFF_ACCOUNT, now)
    if wait > timedelta():
        return Shut(Wrong.TOO_SOON, wait)
    account = db.session.get_one(Account, account_id)
    if is_password(account.password_hash, password):
        return None
    count_wrong("own password", [str(account_id)], now)
    return Shut(Wrong.NOT_RIGHT)


def _wrong(key: str, browser: str, account: Account | None, now: datetime) -> Shut:
    count_wrong(DOOR, [key] if browser else [key, EVERYBODY], now)
    audit.record_refusal("refused: sign in", by=None, subject=("account", account.id if account else None))
    return Shut(Wrong.NOT_RIGHT)


def _use_code(account_id: UUID, step: int) -> bool:
    """Use a code up. Of two who show the same code at the same moment one gets in."""
    used = db.session.execute(
        sa.update(Account)
        .where(Account.id == account_id, Account.totp_last_step < step)
        .values(totp_last_step=step)
    )
    return bool(used.rowcount == 1)  # type: ignore[attr-defined]  # a CursorResult
