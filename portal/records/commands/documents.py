"""Putting what was found into the file, in its order, and taking out what does not belong there."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit.errors import Refused
from portal.kit.spool import Content, size_of
from portal.records.commands.happenings import lock
from portal.records.commands.noting import put_in_log
from portal.records.models import Document, RecordsRequest
from portal.records.queries.documents import documents_of
from portal.records.rules import DocumentState, TakenOut
from portal.records.rules.reading import LONGEST_NOTE, LONGEST_TITLE, WhyNot
from portal.records.rules.request import ENDED
from portal.vault.files import keeping


def add(
    request: RecordsRequest,
    content: Content,
    name: str,
    *,
    send_once: UUID,
    by: UUID,
    now: datetime,
    most_bytes: int,
    search_id: UUID | None = None,
) -> Document:
    """Keep a file, sealed; the worker looks at what it is. Sent twice it is one. Raises Refused."""
    lock(request)
    if before := _sent_before(request.id, send_once):
        return before
    if why := why_not_add(request, size_of(content), most_bytes):
        raise Refused(why)
    file = keeping.keep(request.id, content, "application/octet-stream", now=now)
    row = Document(
        id=uuid.uuid4(),
        request_id=request.id,
        search_id=search_id,
        send_once=send_once,
        place=len(documents_of(request.id)) + len(documents_of(request.id, taken_out=True)) + 1,
        file_id=file.id,
        by_id=by,
        at=now,
    )
    row.title = name.strip()[:LONGEST_TITLE]
    db.session.add(row)
    db.session.flush()
    put_in_log("added to the file", request, by)
    return row


def why_not_add(request: RecordsRequest, size: int, most_bytes: int) -> WhyNot | None:
    """Why a file of this size is not taken, before it is read."""
    if request.state in ENDED:
        return WhyNot.ENDED
    if size == 0:
        return WhyNot.EMPTY
    return WhyNot.TOO_BIG if size > most_bytes else None


def _sent_before(request_id: UUID, send_once: UUID) -> Document | None:
    return db.session.scalars(
        sa.select(Document).where(Document.request_id == request_id, Document.send_once == send_once)
    ).one_or_none()


def describe(
    request: RecordsRequest,
    row: Document,
    *,
    title: str,
    note: str,
    from_on: date | None,
    until_on: date | None,
    search_id: UUID | None,
    by: UUID,
) -> None:
    """Say what it is, the time it is about, where it was found, and what a reader may want to know first.
    Raises Refused."""
    _check_open(request)
    row.title, row.note = title.strip()[:LONGEST_TITLE], note.strip()[:LONGEST_NOTE]
    row.from_on, row.until_on, row.search_id = from_on, until_on, search_id
    db.session.flush()
    put_in_log("described a part of the file", request, by)


def move(request: RecordsRequest, row: Document, *, up: bool) -> None:
    """One place up or down among those that are in. Raises Refused."""
    lock(request)
    _check_open(request)
    rows = list(documents_of(request.id))
    if row not in rows:
        return  # somebody took it out meanwhile
    at = rows.index(row)
    to = at - 1 if up else at + 1
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        for place, one in enumerate(rows, 1):
            one.place = place
        db.session.flush()


def take_out(request: RecordsRequest, row: Document, *, why: TakenOut, by: UUID, now: datetime) -> None:
    """It does not belong to this file. Nothing of it is thrown away. Raises Refused."""
    lock(request)
    _check_open(request)
    if row.taken_out_at is None:
        row.taken_out_at, row.taken_out_why = now, why.value
        db.session.flush()
        put_in_log("took out of the file", request, by)


def put_back(request: RecordsRequest, row: Document, *, by: UUID) -> None:
    """It does belong to it. Raises Refused."""
    lock(request)
    _check_open(request)
    if row.taken_out_at is not None:
        row.taken_out_at, row.taken_out_why = None, ""
        db.session.flush()
        put_in_log("put back into the file", request, by)


def look_again(row: Document) -> None:
    """Ask the worker to look at it once more."""
    if row.state is DocumentState.FAULTY:
        row.state, row.fault, row.tries, row.busy_until = DocumentState.WAITING, "", 0, None
        db.session.flush()


def _check_open(request: RecordsRequest) -> None:
    if request.state in ENDED:
        raise Refused(WhyNot.ENDED)
