"""What the staff door has to look up: accounts by address, invitations by token, browsers it has seen."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account, Invitation
from portal.vault import keys

CODE_SECONDS = 30


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation that can still be used."""

    id: UUID
    account_id: UUID
    name: str
    email: str


def address_of(email: str) -> str:
    """The one form in which addresses are compared: nobody thinks of capitals when they type theirs."""
    return email.strip().casefold()


def email_hash(email: str) -> bytes:
    """The keyed hash by which a member of staff is found by their address."""
    return keys.blind("email", address_of(email))


def staff_account(email: str) -> Account | None:
    """The open staff account with this address."""
    return db.session.scalars(
        sa.select(Account).where(
            Account.email_hash == email_hash(email),
            Account.is_open.is_(True),
            Account.young_person_id.is_(None),
        )
    ).one_or_none()


def code_step(at: datetime) -> int:
    """The number of the half minute, since 1970, that codes are made from (RFC 6238)."""
    return int(at.timestamp()) // CODE_SECONDS


def invitation_hash(token: str) -> bytes:
    return keys.blind("invitation", token)


def invitation_secret(token: str) -> bytes:
    """What the codes' secret is made from: the same each time the page is opened, stored nowhere."""
    return keys.blind("totp of invitation", token)


def new_codes_secret(account_id: UUID, nonce: str) -> bytes:
    """The same for somebody who changes their codes; `nonce` is their session's."""
    return keys.blind("totp anew", f"{account_id}:{nonce}")


def invitation(token: str, now: datetime) -> OpenInvitation | None:
    """The invitation with this token, if it was neither used nor grew too old."""
    row = db.session.execute(
        sa.select(Invitation.id, Account)
        .join(Account, Account.id == Invitation.account_id)
        .where(
            Invitation.token_hash == invitation_hash(token),
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
            Account.is_open.is_(True),
        )
    ).one_or_none()
    return OpenInvitation(row[0], row[1].id, row[1].name, row[1].email) if row else None


def browser_mark(email: str, nonce: str) -> str:
    """The value of the cookie that says: this person has signed in with this browser before."""
    return f"{nonce}.{keys.blind('known browser', f'{address_of(email)}:{nonce}').hex()}"


def known_browser(email: str, mark: str) -> str:
    """The browser's own key if the mark is ours and for this address, else an empty text."""
    nonce = mark.partition(".")[0]
    known = nonce and hmac.compare_digest(mark.encode(), browser_mark(email, nonce).encode())
    return nonce if known else ""
