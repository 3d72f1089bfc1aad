"""Photos of a child's people, put there by a worker so that a small child can tap a face."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.vault.files import keeping
from portal.vault.files.sheets import face_of
from portal.vault.models import StoredFile
from portal.voice.commands.drafts import one_at_a_time
from portal.voice.models import PersonPhoto
from portal.voice.queries import little as queries


def put_photo(
    young_person_id: UUID,
    account_id: UUID,
    picture: bytes,
    *,
    by: UUID,
    role: str,
    now: datetime,
) -> None:
    """This is how they look from now on, for this child only. `picture`: made anew already. Its middle is
    kept, as large as it is shown."""
    one_at_a_time(young_person_id)
    _let_go(young_person_id, account_id)
    file = keeping.keep(young_person_id, face_of(picture), "image/jpeg", now=now)
    db.session.add(
        PersonPhoto(
            young_person_id=young_person_id,
            account_id=account_id,
            file_id=file.id,
            made_by_id=by,
            made_at=now,
        )
    )
    db.session.flush()
    _record("put_photo", young_person_id, account_id, by, role)


def take_photo_away(young_person_id: UUID, account_id: UUID, *, by: UUID, role: str) -> bool:
    """The photo is gone for good. False: there was none."""
    one_at_a_time(young_person_id)
    if not _let_go(young_person_id, account_id):
        return False
    _record("take_photo_away", young_person_id, account_id, by, role)
    return True


def _let_go(young_person_id: UUID, account_id: UUID) -> bool:
    row = queries.photo_row(young_person_id, account_id)
    if row is None:
        return False
    file = db.session.get_one(StoredFile, row.file_id)
    db.session.delete(row)
    db.session.flush()
    keeping.let_go(file)
    return True


def _record(action: str, young_person_id: UUID, account_id: UUID, by: UUID, role: str) -> None:
    audit.record(action, by=by, role=role, young_person_id=young_person_id, subject=("photo", account_id))
