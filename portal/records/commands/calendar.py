"""An officer's private calendar address: made, made anew, ended."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.records.models import RecordsCalendar
from portal.records.queries.calendar import hash_of


def make_address(account_id: UUID, *, now: datetime) -> str:
    """A new secret for the address, shown this once; one from before opens nothing any more."""
    token = secrets.token_urlsafe(32)
    _forget(account_id)
    db.session.add(RecordsCalendar(account_id=account_id, token_hash=hash_of(token), made_at=now))
    db.session.flush()
    audit.record("records: calendar address made", by=account_id)
    return token


def end_address(account_id: UUID) -> None:
    """The address opens nothing any more."""
    if _forget(account_id):
        audit.record("records: calendar address ended", by=account_id)


def _forget(account_id: UUID) -> bool:
    gone = db.session.execute(
        sa.delete(RecordsCalendar)
        .where(RecordsCalendar.account_id == account_id)
        .returning(RecordsCalendar.id)
    ).all()
    return bool(gone)
