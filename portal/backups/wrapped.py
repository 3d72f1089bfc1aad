"""The wrapped keys in a file of their own: one copy, the newest. A key that was destroyed is in no other."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import datetime
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.backups.manifest import BadBackup
from portal.vault.models import DataKey


def write(session: Session, file: Path) -> int:
    """Write every wrapped key over the copy there was. Either the old copy or the new one is there, whole.
    Gives how many."""
    rows = session.execute(sa.select(DataKey.owner_id, DataKey.wrapped, DataKey.made_at)).all()
    keys = [[str(row.owner_id), row.wrapped.hex(), row.made_at.isoformat()] for row in rows]
    part = file.with_name(file.name + ".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        json.dump({"keys": keys, "sha256": _sum(keys)}, out)
        out.flush()
        os.fsync(out.fileno())
    os.replace(part, file)
    return len(keys)


def read(file: Path) -> list[DataKey]:
    """The keys of a copy. Raises BadBackup when it is not whole."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        if found["sha256"] != _sum(found["keys"]):
            raise BadBackup(f"{file} is not as it was written: its checksum is another one")
        return [
            DataKey(
                owner_id=UUID(owner), wrapped=bytes.fromhex(wrapped), made_at=datetime.fromisoformat(made)
            )
            for owner, wrapped, made in found["keys"]
        ]
    except (OSError, ValueError, TypeError, KeyError) as fault:
        raise BadBackup(f"{file} holds no keys that can be read ({type(fault).__name__})") from None


def _sum(keys: list[list[str]]) -> str:
    return hashlib.sha256(json.dumps(keys).encode()).hexdigest()
