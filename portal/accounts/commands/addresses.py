"""Where a young person wants neutral notices sent, if anywhere."""

from __future__ import annotations

from uuid import UUID

from portal import db
from portal.accounts.models import Account
from portal.audit import commands as audit


def give_address(account_id: UUID, email: str) -> None:
    """Send notices here from now on; an empty address ends that. It opens no door: nobody signs in by it."""
    account = db.session.get_one(Account, account_id)
    if account.email == email:
        return
    account.email = email
    audit.record(
        "address given" if email else "address taken away",
        by=account.id,
        role="young_person",
        young_person_id=account.young_person_id,
        subject=("account", account.id),
    )
    db.session.flush()
