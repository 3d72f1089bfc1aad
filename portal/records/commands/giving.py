"""Putting a part together, having it made, giving it, taking it back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit.errors import Refused
from portal.records.commands import breaches
from portal.records.commands.happenings import happen, lock
from portal.records.commands.meetings import ring_after
from portal.records.commands.noting import put_in_log
from portal.records.commands.writing import tell_requester
from portal.records.models import Download, RecordsRequest, Release, Volume
from portal.records.queries import giving as queries
from portal.records.queries.checking import what_is_missing
from portal.records.rules import EventKind, HowGiven, ReleaseState
from portal.records.rules.giving import (
    OPEN_DAYS,
    WhyNotGiven,
    why_not_fetch,
    why_not_give,
    why_not_make,
)
from portal.records.rules.reading import WhyNot, why_not_release
from portal.records.rules.request import ENDED
from portal.vault.files import keeping
from portal.vault.models import StoredFile

_NOT_GIVEN = (ReleaseState.DRAFT, ReleaseState.MAKING, ReleaseState.MADE, ReleaseState.FAILED)


@dataclass(frozen=True)
class Sent:
    """A volume on its way to whoever may have it: how many bytes, and they piece by piece."""

    size: int
    pieces: Iterator[bytes]


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
    _refuse_unready(request, document_ids)
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


def _refuse_unready(request: RecordsRequest, document_ids: Sequence[UUID]) -> None:
    missing = what_is_missing(request.id, document_ids)
    if missing.documents != len(set(document_ids)):
        raise Refused(WhyNot.TAKEN_OUT)  # or of another request: nothing more is said
    if why := why_not_release(missing):
        raise Refused(why)


def save_letter(request: RecordsRequest, row: Release, letter: dict[str, Any], *, by: UUID) -> None:
    """What stands in front, in the words the officer left there. A part that was made must be made again."""
    _lock(row)
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
    _lock(row)
    if row.state is ReleaseState.MAKING:
        return
    has_changed = row.made_of != queries.fingerprint_of(row)
    if why := why_not_make(row.state, has_letter=bool(row.letter), has_changed=has_changed):
        raise Refused(why)
    _refuse_unready(request, [UUID(one) for one in row.document_ids])
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
    _lock(row)
    if row.state not in _NOT_GIVEN:
        raise Refused(WhyNotGiven.IS_MADE)
    throw_away(row)
    db.session.delete(row)
    db.session.flush()
    put_in_log("threw a part away", request, by)


def give(
    request: RecordsRequest,
    row: Release,
    how: HowGiven,
    *,
    on: date,
    by: UUID,
    now: datetime,
    today: date,
) -> None:
    """Give a part; the last one ends the request. Given twice it is given once. Raises Refused."""
    lock(request)
    _lock(row)
    if row.state is ReleaseState.GIVEN:
        return
    is_as_made = row.made_of == queries.fingerprint_of(row)
    if why := why_not_give(row.state, is_as_made=is_as_made, was_opened=row.opened_at is not None):
        raise Refused(why)
    _refuse_unready(request, [UUID(one) for one in row.document_ids])
    kind = EventKind.GIVEN if row.is_last else EventKind.PART_GIVEN
    happen(request, kind, on, send_once=row.id, by=by, now=now, today=today, reason=how.value)
    row.state, row.how, row.given_at, row.given_by_id = ReleaseState.GIVEN, how, now, by
    row.open_until = today + timedelta(days=OPEN_DAYS) if how is HowGiven.ONLINE else None
    db.session.flush()
    if row.is_last:
        ring_after(request, send_once=row.id, today=today)


def open_as_reader(request: RecordsRequest, row: Release, volume: Volume, *, by: UUID, now: datetime) -> Sent:
    """A volume as it will be given, for whoever gives it. The first has the letter: it must be opened once.

    Raises Refused for one that is not made or was taken back."""
    _lock(row)
    if row.state not in (ReleaseState.MADE, ReleaseState.GIVEN):
        raise Refused(WhyNotGiven.NOT_MADE)
    if volume.number == 1:
        row.opened_at = row.opened_at or now
    put_in_log("opened a part that was made", request, by)
    return _sent(volume)


def open_longer(request: RecordsRequest, row: Release, *, by: UUID, now: datetime, today: date) -> None:
    """Open a download again from today, on every device once more; they are told. Raises Refused."""
    _lock(row)
    if row.state is not ReleaseState.GIVEN or row.how is not HowGiven.ONLINE:
        raise Refused(WhyNotGiven.NOT_ONLINE)
    row.open_until = today + timedelta(days=OPEN_DAYS)
    volumes = sa.select(Volume.id).where(Volume.release_id == row.id)
    db.session.execute(sa.delete(Download).where(Download.volume_id.in_(volumes)))
    tell_requester(request, now=now)
    put_in_log("opened a download again", request, by)


def take_back(request: RecordsRequest, row: Release, *, by: UUID, now: datetime) -> None:
    """Something was given that should not have been: nobody can fetch it from now on. Where somebody has it
    already, the clock for telling the regulator begins."""
    _lock(row)
    if row.state is ReleaseState.TAKEN_BACK:
        return
    if row.state is not ReleaseState.GIVEN:
        raise Refused(WhyNotGiven.NOT_MADE)
    row.state, row.open_until = ReleaseState.TAKEN_BACK, None
    db.session.flush()
    if queries.somebody_has(row):
        breaches.learned_of(request, row, by=by, now=now)
    tell_requester(request, now=now)
    put_in_log("took a part back", request, by)


def fetch(
    request: RecordsRequest,
    row: Release,
    volume: Volume,
    device_hash: bytes,
    *,
    by: UUID | None,
    now: datetime,
    today: date,
) -> Sent:
    """The volume, for this device. Raises Refused."""
    _lock(row)
    before = queries.fetched_at(volume.id, device_hash)
    if why := why_not_fetch(
        row.state,
        row.how,
        row.open_until,
        first_fetched_at=before.at if before else None,
        now=now,
        today=today,
    ):
        raise Refused(why)
    row.fetched_at = row.fetched_at or now
    if before is None:
        db.session.add(Download(id=uuid.uuid4(), volume_id=volume.id, device_hash=device_hash, at=now))
        db.session.flush()
    put_in_log("fetched a part", request, by)
    return _sent(volume)


def _sent(volume: Volume) -> Sent:
    file = db.session.get_one(StoredFile, volume.file_id)
    return Sent(file.size, keeping.sent_of(file))


def _lock(row: Release) -> None:
    db.session.flush()
    db.session.refresh(row, with_for_update=True)
