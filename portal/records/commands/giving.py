"""Giving a part that is made, opening it, taking it back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.advocacy.commands import offers
from portal.advocacy.rules import Point
from portal.kit.errors import Refused
from portal.records.commands import breaches
from portal.records.commands.happenings import happen, lock
from portal.records.commands.meetings import ring_after
from portal.records.commands.noting import put_in_log
from portal.records.commands.parts import lock_part, refuse_unready
from portal.records.commands.writing import tell_requester
from portal.records.models import Download, RecordsRequest, Release, Volume
from portal.records.queries import giving as queries
from portal.records.rules import EventKind, HowGiven, ReleaseState
from portal.records.rules.giving import OPEN_DAYS, WhyNotGiven, why_not_fetch, why_not_give
from portal.vault.files import keeping
from portal.vault.models import StoredFile


@dataclass(frozen=True)
class Sent:
    """A volume on its way to whoever may have it: how many bytes, and they piece by piece."""

    size: int
    pieces: Iterator[bytes]


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
    lock_part(row)
    if row.state is ReleaseState.GIVEN:
        return
    is_as_made = row.made_of == queries.fingerprint_of(row)
    if why := why_not_give(row.state, is_as_made=is_as_made, was_opened=row.opened_at is not None):
        raise Refused(why)
    refuse_unready(request, [UUID(one) for one in row.document_ids])
    kind = EventKind.GIVEN if row.is_last else EventKind.PART_GIVEN
    happen(request, kind, on, send_once=row.id, by=by, now=now, today=today, reason=how.value)
    row.state, row.how, row.given_at, row.given_by_id = ReleaseState.GIVEN, how, now, by
    row.open_until = today + timedelta(days=OPEN_DAYS) if how is HowGiven.ONLINE else None
    db.session.flush()
    if row.is_last and request.young_person_id:
        # What was held back is explained in the letter: somebody may help to question it.
        offers.offer(request.young_person_id, Point.HELD_BACK, request.id, now=now)
    if row.is_last:
        ring_after(request, send_once=row.id, today=today)


def open_as_reader(request: RecordsRequest, row: Release, volume: Volume, *, by: UUID, now: datetime) -> Sent:
    """A volume as it will be given, for whoever gives it. The first has the letter: it must be opened once.

    Raises Refused for one that is not made or was taken back."""
    lock_part(row)
    if row.state not in (ReleaseState.MADE, ReleaseState.GIVEN):
        raise Refused(WhyNotGiven.NOT_MADE)
    if volume.number == 1:
        row.opened_at = row.opened_at or now
    put_in_log("opened a part that was made", request, by)
    return _sent(volume)


def open_longer(request: RecordsRequest, row: Release, *, by: UUID, now: datetime, today: date) -> None:
    """Open a download again from today, on every device once more; they are told. Raises Refused."""
    lock_part(row)
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
    lock_part(row)
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
    lock_part(row)
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
