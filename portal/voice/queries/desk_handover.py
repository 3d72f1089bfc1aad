"""Notes at the desk, for those who may open what they are about: to all others they are not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.people import queries as people
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import HandOver, Statement
from portal.voice.queries.desk import listed_for, shut_to_viewer

MOST = 100
"""So many past notes are shown; older ones stand with their statements."""


@dataclass(frozen=True)
class Note:
    """A note as the desk shows it. `name`: of the young person it is about, empty for a general one."""

    id: UUID
    text: str
    by: str
    is_mine: bool
    at: datetime
    statement_id: UUID | None
    name: str
    read_by: str
    read_at: datetime | None


def to_confirm(viewer: Viewer) -> list[Note]:
    """Notes that nobody has confirmed yet, the oldest first; the viewer's own too."""
    return _notes(viewer, sa.select(HandOver).where(HandOver.read_at.is_(None)).order_by(HandOver.at))


def past(viewer: Viewer) -> list[Note]:
    """Notes that were confirmed, the newest first."""
    read = sa.select(HandOver).where(HandOver.read_at.is_not(None))
    return _notes(viewer, read.order_by(HandOver.at.desc()).limit(MOST))


def about(viewer: Viewer, statement_id: UUID) -> list[Note]:
    """All notes about one statement that the viewer has open."""
    notes = sa.select(HandOver).where(HandOver.statement_id == statement_id)
    return _notes(viewer, notes.order_by(HandOver.at))


def note_at_desk(viewer: Viewer, note_id: UUID) -> Subject | None:
    """A note for somebody who confirms it; None where it is shut to them."""
    row = db.session.scalar(
        _open_to(viewer, sa.select(HandOver).where(HandOver.id == note_id)).with_for_update(of=HandOver)
    )
    if row is None or _shut(viewer, [row]):
        return None
    return Subject(row, row.young_person_id, frozenset(), "hand_over", row.id)


def _open_to(viewer: Viewer, notes: sa.Select[HandOver]) -> sa.Select[HandOver]:
    listed = listed_for(viewer).with_only_columns(Statement.id)
    return notes.where(sa.or_(HandOver.statement_id.is_(None), HandOver.statement_id.in_(listed)))


def _shut(viewer: Viewer, rows: Sequence[HandOver]) -> set[UUID]:
    """Statements among these notes that the viewer has come too close to since they were marked."""
    ids = [row.statement_id for row in rows if row.statement_id]
    if not ids:
        return set()
    return shut_to_viewer(viewer, db.session.scalars(sa.select(Statement).where(Statement.id.in_(ids))).all())


def _notes(viewer: Viewer, notes: sa.Select[HandOver]) -> list[Note]:
    rows = db.session.scalars(_open_to(viewer, notes)).all()
    shut = _shut(viewer, rows)
    young = people.several(row.young_person_id for row in rows if row.young_person_id)
    names = names_of({one for row in rows for one in (row.by_id, row.read_by_id) if one})
    return [
        Note(
            id=row.id,
            text=row.note,
            by=names.get(row.by_id, ""),
            is_mine=row.by_id == viewer.account_id,
            at=row.at,
            statement_id=row.statement_id,
            name=young[row.young_person_id].name if row.young_person_id else "",
            read_by=names.get(row.read_by_id, "") if row.read_by_id else "",
            read_at=row.read_at,
        )
        for row in rows
        if row.statement_id not in shut or row.statement_id is None
    ]
