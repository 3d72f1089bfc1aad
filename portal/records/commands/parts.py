"""Putting a part together and having it made; throwing away what was made of it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit.errors import Refused
from portal.records.commands.happenings import lock
from portal.records.commands.noting import put_in_log
from portal.records.models import Download, RecordsRequest, Release, Volume
from portal.records.queries import giving as queries
from portal.records.queries.checking import what_is_missing
from portal.records.rules import ReleaseState
from portal.records.rules.giving import WhyNotGiven, why_not_make
from portal.records.rules.reading import WhyNot, why_not_release
from portal.records.rules.request import ENDED
from portal.vault.files import keeping
from portal.vault.models import StoredFile

_NOT_GIVEN = (ReleaseState.DRAFT, ReleaseState.MAKING, ReleaseState.MADE, ReleaseState.FAILED)


def prepare(
    request: RecordsRequest,
    document_ids: Sequence[UUID],
    *,
    is_last: bool,
    send_once: UUID,
    by: UUID,
) -> Release:
    """Begin a part. Raises Refused while a page of it is not done or not checked, naming the first thing."""
    lock(request)
    there = queries.releases_of(request.id)
    if before := next((one for one in there if one.send_once == send_once), None):
        return before
    if request.state in ENDED:
        raise Refused(WhyNotGiven.ENDED)
    if any(one.state in _NOT_GIVEN for one in there):
        raise Refused(WhyNotGiven.OPEN_ALREADY)
    refuse_unready(request, document_ids)
    row = Release(
        id=uuid.uuid4(),
        request_id=request.id,
        send_once=send_once,
        number=len(there) + 1,
        is_last=is_last,
        document_ids=[str(one) for one in document_ids],
        by_id=by,
    )
    db.session.add(row)
    db.session.flush()
    put_in_log("prepared a part", request, by)
    return row


def refuse_unready(request: RecordsRequest, document_ids: Sequence[UUID]) -> None:
    """Raises Refused while anything of these documents is not read, decided or checked."""
    missing = what_is_missing(request.id, document_ids)
    if missing.documents != len(set(document_ids)):
        raise Refused(WhyNot.TAKEN_OUT)  # or of another request: nothing more is said
    if why := why_not_release(missing):
        raise Refused(why)


def save_letter(request: RecordsRequest, row: Release, letter: dict[str, Any], *, by: UUID) -> None:
    """What stands in front, in the words the officer left there. A part that was made must be made again."""
    lock_part(row)
    if row.state in (ReleaseState.GIVEN, ReleaseState.TAKEN_BACK):
        raise Refused(WhyNotGiven.IS_MADE)
    row.letter = json.dumps(letter, ensure_ascii=False, sort_keys=True)
    if row.state in (ReleaseState.MADE, ReleaseState.MAKING, ReleaseState.FAILED):
        row.state = ReleaseState.DRAFT
        throw_away(row)
    db.session.flush()
    put_in_log("wrote the letter", request, by)


def make(request: RecordsRequest, row: Release, *, by: UUID) -> None:
    """Ask the worker to burn in and bind. Asked twice it is made once. Raises Refused."""
    lock_part(row)
    if row.state is ReleaseState.MAKING:
        return
    has_changed = row.made_of != queries.fingerprint_of(row)
    if why := why_not_make(row.state, has_letter=bool(row.letter), has_changed=has_changed):
        raise Refused(why)
    refuse_unready(request, [UUID(one) for one in row.document_ids])
    throw_away(row)
    row.state, row.fault, row.tries, row.busy_until = ReleaseState.MAKING, "", 0, None
    row.made_of, row.run = queries.fingerprint_of(row), uuid.uuid4()
    row.pages = sum(one.pages for one in queries.chosen_documents(row))
    db.session.flush()
    put_in_log("has a part made", request, by)


def throw_away(row: Release) -> None:
    """What was made of it so far; what it is made from stays."""
    for volume in db.session.scalars(sa.select(Volume).where(Volume.release_id == row.id)).all():
        drop_volume(volume)
    row.pages_done, row.made_at, row.made_of, row.opened_at = 0, None, "", None
    db.session.flush()


def drop_volume(volume: Volume) -> None:
    """A volume or a piece of one, and its file."""
    file = db.session.get(StoredFile, volume.file_id)
    db.session.execute(sa.delete(Download).where(Download.volume_id == volume.id))
    db.session.delete(volume)
    db.session.flush()
    if file:
        keeping.let_go(file)


def drop_draft(request: RecordsRequest, row: Release, *, by: UUID) -> None:
    """This part is not wanted after all. Only before it is given."""
    lock_part(row)
    if row.state not in _NOT_GIVEN:
        raise Refused(WhyNotGiven.IS_MADE)
    throw_away(row)
    db.session.delete(row)
    db.session.flush()
    put_in_log("threw a part away", request, by)


def lock_part(row: Release) -> None:
    """As it is now, and nobody else's until this transaction ends."""
    db.session.flush()
    db.session.refresh(row, with_for_update=True)
