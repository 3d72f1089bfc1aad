"""Passwords, codes and invitations of staff: made, set, checked. Only hashes and sealed secrets are kept."""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime, timedelta
from uuid import UUID

import argon2
import pyotp
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account, Invitation
from portal.accounts.queries.staff_door import code_step, invitation_hash
from portal.accounts.rules.doors import Wrong
from portal.audit import commands as audit
from portal.kit import clock
from portal.kit.errors import Refused

_HASHER = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""Argon2id with 19 MiB, two passes, one lane (OWASP's first choice): about 50 ms."""


def _of_nobody() -> str:
    """A hash that no password has, put together by hand: it takes as long to compare with as any other, and
    the start of the site does not wait for it to be worked out."""
    salt, rest = (
        base64.b64encode(secrets.token_bytes(length)).decode().rstrip("=")
        for length in (_HASHER.salt_len, _HASHER.hash_len)
    )
    costs = f"m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${rest}"


_NOBODY = _of_nobody()
_NO_CODE = pyotp.random_base32()


def hash_password(password: str) -> str:
    """The Argon2id hash to keep."""
    return _HASHER.hash(password)


def is_password(password_hash: str, password: str) -> bool:
    """Whether it is the password. Takes as long where there is none to compare with."""
    try:
        return _HASHER.verify(password_hash or _NOBODY, password) and bool(password_hash)
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False


def right_step(secret: str, code: str, at: datetime) -> int | None:
    """The half minute this code is of (this one, the one before or after), or None if it is wrong."""
    now = code_step(at)
    codes = pyotp.TOTP(secret or _NO_CODE)
    found = [
        step
        for step in (now - 1, now, now + 1)
        if hmac.compare_digest(codes.generate_otp(step).encode(), code.encode())
    ]
    return max(found) if found and secret else None


def set_password_and_totp(account: Account, password: str, secret: str) -> None:
    """Give an account its password and the secret of its codes (base32). Its open sessions end."""
    account.password_hash = hash_password(password)
    account.totp = secret
    account.totp_last_step = 0
    account.ways_version = (account.ways_version or 1) + 1
    db.session.flush()


def make_invitation(account_id: UUID, by: UUID | None, *, days: int = 7) -> str:
    """A link's token by which somebody sets a password and a code, once, within `days`.

    Earlier ones that were not used end. Only its hash is kept: hand the token over now."""
    now, token = clock.now(), secrets.token_urlsafe(32)
    open_ones = sa.and_(Invitation.account_id == account_id, Invitation.used_at.is_(None))
    db.session.execute(
        sa.update(Invitation).where(open_ones, Invitation.expires_at > now).values(expires_at=now)
    )
    db.session.add(
        Invitation(
            account_id=account_id,
            token_hash=invitation_hash(token),
            expires_at=now + timedelta(days=days),
            made_by=by,
            made_at=now,
        )
    )
    db.session.flush()
    return token


def accept_invitation(invitation_id: UUID, password: str, secret: str, step: int) -> None:
    """Set password and codes by an invitation. Raises Refused when somebody used it at the same moment."""
    now = clock.now()
    used = db.session.execute(
        sa.update(Invitation)
        .where(Invitation.id == invitation_id, Invitation.used_at.is_(None), Invitation.expires_at > now)
        .values(used_at=now)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]  # a CursorResult
        raise Refused(Wrong.NOT_RIGHT)
    invitation = db.session.get_one(Invitation, invitation_id)
    account = db.session.get_one(Account, invitation.account_id)
    set_password_and_totp(account, password, secret)
    account.totp_last_step = step
    audit.record("invitation used", by=account.id, subject=("account", account.id))
    db.session.flush()


def change_password(account_id: UUID, password: str) -> int:
    """A new password; every open session ends. Gives the version that this session must carry on with."""
    account = db.session.get_one(Account, account_id)
    account.password_hash = hash_password(password)
    return _changed(account, "password changed")


def change_codes(account_id: UUID, secret: str, step: int) -> int:
    """A new secret for codes, of which the code of `step` was used. Every open session ends."""
    account = db.session.get_one(Account, account_id)
    account.totp, account.totp_last_step = secret, step
    return _changed(account, "codes changed")


def _changed(account: Account, what: str) -> int:
    account.ways_version += 1
    audit.record(what, by=account.id, subject=("account", account.id))
    db.session.flush()
    return account.ways_version


def secret_from(digest: bytes) -> str:
    """A base32 secret for codes: 160 bits of a keyed hash, so that it need not be stored until confirmed."""
    return base64.b32encode(digest[:20]).decode()
