"""Asking for a file with many, fetching it, and saying that something is on the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.deadlines import commands as deadlines
from portal.filing.models import FilingBatch
from portal.filing.queries import has_changed
from portal.filing.queries.deciding import verdict_of
from portal.filing.rules import KIND, WhyNot, is_gone, why_not_batch, why_not_file, why_not_filed_on
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.vault.files import keeping
from portal.vault.models import StoredFile
from portal.voice.models import Filing, Statement


def mark_filed(
    statements: Sequence[Statement],
    send_once: UUID,
    *,
    filed_on: date | None,
    reference: str,
    by: UUID,
    today: date,
    now: datetime,
) -> None:
    """They are on the record since that day, under this reference. Sent twice it is one.

    Raises Refused for a day on which that cannot be, and for what a safety lead has to say something of."""
    for statement in statements:
        why = why_not_file(verdict_of(statement.id))
        why = why or why_not_filed_on(filed_on, sent_on=statement.sent_at.date(), today=today)
        if why or filed_on is None:
            raise Refused(why or WhyNot.NO_DAY)
        if _is_there(statement.id, send_once):
            continue
        row = Filing(
            statement_id=statement.id,
            young_person_id=statement.young_person_id,
            send_once=send_once,
            filed_on=filed_on,
            by_id=by,
            at=now,
        )
        row.reference = reference
        db.session.add(row)
        deadlines.finish(KIND, statement.id, by=by)
        notices.drop(statement.id, NoticeKind.TO_FILE)
    db.session.flush()


def _is_there(statement_id: UUID, send_once: UUID) -> bool:
    same = (Filing.statement_id == statement_id, Filing.send_once == send_once)
    return db.session.scalar(sa.select(Filing.id).where(*same)) is not None


def ask_for_batch(
    statement_ids: Sequence[UUID], send_once: UUID, *, by: UUID, language: str, now: datetime
) -> UUID:
    """One .zip with all of these, made by the worker. Sent twice it is one. Raises Refused for none, or too
    many. The caller has asked the policy about each."""
    same = (FilingBatch.by_id == by, FilingBatch.send_once == send_once)
    known = db.session.scalar(sa.select(FilingBatch.id).where(*same))
    if known:
        return known
    if why := why_not_batch(len(statement_ids)):
        raise Refused(why)
    row = FilingBatch(
        by_id=by,
        send_once=send_once,
        language=language[:8],
        asked_at=now,
        statement_ids=[str(one) for one in statement_ids],
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def fetch(batch: FilingBatch, may_have: Mapping[UUID, bool], *, by: UUID, role: str, now: datetime) -> bytes:
    """The file, for whoever asked for it. Each statement in it is an event in its young person's history.

    Raises Refused when it is not made or gone, and when something in it is not theirs to see any more, was
    changed by its young person, or came with a file that was sealed since."""
    file = db.session.get(StoredFile, batch.file_id) if batch.file_id else None
    if file is None or is_gone(batch.made_at, now):
        raise Refused(WhyNot.NOT_READY)
    inside = {UUID(one) for one in batch.statement_ids}
    if not inside <= may_have.keys() or has_changed(batch):
        raise Refused(WhyNot.CHANGED_SINCE)
    note_made({one: may_have[one] for one in inside}, by=by, role=role)
    notices.see(by, batch.id)
    return keeping.content_of(file)


def note_made(made: Mapping[UUID, bool], *, by: UUID, role: str) -> None:
    """These left in a file: an event each, in the young person's history. With True: whoever made it has it
    from the safety team alone, so it shows when that is safe."""
    owners = db.session.execute(
        sa.select(Statement.id, Statement.young_person_id).where(Statement.id.in_(made))
    )
    for statement_id, young_person_id in owners:
        audit.record(
            "file",
            by=by,
            role=role,
            young_person_id=young_person_id,
            subject=("statement", statement_id),
            safety=made[statement_id],
        )
    db.session.flush()
