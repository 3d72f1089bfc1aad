"""Leaving a note for whoever has the desk next, and confirming that one was read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.voice.models import HandOver, Statement
from portal.voice.rules.desk_handover import why_not_confirm


def hand_over(send_once: UUID, note: str, statement: Statement | None, *, by: UUID, now: datetime) -> None:
    """Leave a note, about a statement or in general, once however often the form is sent."""
    row = HandOver(
        send_once=send_once,
        statement_id=statement.id if statement else None,
        young_person_id=statement.young_person_id if statement else None,
        by_id=by,
        at=now,
    )
    row.note = note
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:
        return  # a double tap: the first is there
    if statement:
        audit.record(
            "hand_over",
            by=by,
            young_person_id=statement.young_person_id,
            subject=("statement", statement.id),
            safety=True,
        )
        db.session.flush()


def confirm(note: HandOver, *, by: UUID, now: datetime) -> None:
    """ "I have read it": it no longer stands at the top of the desk. Said twice it is the same."""
    if note.read_at:
        return
    if why := why_not_confirm(written_by=note.by_id, by=by):
        raise Refused(why)
    note.read_by_id, note.read_at = by, now
    db.session.flush()
