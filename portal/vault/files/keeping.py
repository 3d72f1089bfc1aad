"""Files in the database, encrypted under their owner's key and bound to their row."""

from __future__ import annotations

import os
import uuid
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag

from portal import db
from portal.vault import keys
from portal.vault.models import StoredFile
from portal.vault.sealed import SealBroken

_VERSION = b"\x01"


def keep(owner_id: UUID, content: bytes, media_type: str, *, now: datetime) -> StoredFile:
    """Keep a file for a young person (or the council: `keys.COUNCIL`). Raises KeyMissing without a key."""
    row_id, nonce = uuid.uuid4(), os.urandom(keys.NONCE_BYTES)
    key = keys.opened(db.session(), owner_id)
    sealed = _VERSION + nonce + key.encrypt(nonce, content, _binding(row_id, owner_id))
    row = StoredFile(
        id=row_id, owner_id=owner_id, media_type=media_type, size=len(content), sealed=sealed, made_at=now
    )
    db.session.add(row)
    db.session.flush()
    return row


def content_of(row: StoredFile) -> bytes:
    """The file as it was kept. Raises SealBroken when it was changed or moved, KeyMissing without a key."""
    nonce, body = row.sealed[1:13], row.sealed[13:]
    try:
        return keys.opened(db.session(), row.owner_id).decrypt(nonce, body, _binding(row.id, row.owner_id))
    except InvalidTag:
        raise SealBroken(f"StoredFile {row.id}") from None


def let_go(row: StoredFile) -> None:
    """It is gone for good."""
    db.session.delete(row)
    db.session.flush()


def _binding(row_id: UUID, owner_id: UUID) -> bytes:
    return f"stored_files|sealed|{row_id}|{owner_id}".encode()
