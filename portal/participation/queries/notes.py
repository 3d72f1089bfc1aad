"""Notes about what helps a young person in their groups, for those who keep these, and for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.kit import clock
from portal.participation.models import WelfareNote
from portal.participation.rules.notes import NoteState, state_of
from portal.people import queries as people
from portal.policy.viewer import Subject, Viewer
from portal.vault import keys

_READ = (NoteState.SHOWN, NoteState.ASKED)
"""The young person reads it."""


@dataclass(frozen=True)
class ShownNote:
    """A note as a page shows it."""

    id: UUID
    words: str
    by: str
    at: datetime
    state: NoteState
    why: str
    look_again_on: date | None
    held_by: str
    held_by_id: UUID | None
    by_id: UUID


def notes_for(viewer: Viewer, young_person_id: UUID, wait_days: int) -> list[ShownNote]:
    """Those a worker reads. Whom the young person's own words concern reads only what they wrote themselves:
    the page is like that of somebody of whom nothing is written down, so that it tells nothing."""
    shut = viewer.account_id in people.kept_apart(young_person_id)
    return [one for one in notes_of(young_person_id, wait_days) if not shut or one.by_id == viewer.account_id]


def notes_of(young_person_id: UUID, wait_days: int) -> list[ShownNote]:
    """All that stand, newest first."""
    rows = _rows(young_person_id)
    names = names_of({one for row in rows for one in (row.by, row.held_back_by) if one})
    return [
        ShownNote(
            row.id,
            row.words,
            names.get(row.by, ""),
            row.at,
            _state(row, wait_days),
            row.why,
            row.look_again_on,
            names.get(row.held_back_by, "") if row.held_back_by else "",
            row.held_back_by,
            row.by,
        )
        for row in rows
    ]


def own_notes(young_person_id: UUID, wait_days: int) -> list[ShownNote]:
    """What they may read themselves. That something is held back is not told: that would be half of it."""
    return [one for one in notes_of(young_person_id, wait_days) if one.state in _READ]


def waiting(viewer: Viewer, wait_days: int) -> list[tuple[UUID, str]]:
    """Of whom a note waits for a second person: young person's id and name. Nobody whose words concern the
    worker who looks."""
    rows = db.session.scalars(
        sa.select(WelfareNote).where(
            WelfareNote.held_back_by.is_not(None),
            WelfareNote.agreed_by.is_(None),
            WelfareNote.ended_at.is_(None),
        )
    ).all()
    open_still = (NoteState.WAITS, NoteState.ASKED)
    whose = {row.young_person_id for row in rows if _state(row, wait_days) in open_still}
    whose = {one for one in whose if viewer.account_id not in people.kept_apart(one)}
    return sorted(
        ((one, person.name) for one, person in people.several(whose).items()), key=lambda one: one[1]
    )


def note_for_staff(viewer: Viewer, note_id: UUID) -> Subject | None:
    """One that stands, and that they may read."""
    note = db.session.get(WelfareNote, note_id)
    if note is None or note.ended_at is not None:
        return None
    if note.by != viewer.account_id and viewer.account_id in people.kept_apart(note.young_person_id):
        return None
    return Subject(note, note.young_person_id, frozenset(), "welfare_note", note.id)


def _rows(young_person_id: UUID) -> Sequence[WelfareNote]:
    keys.preload([young_person_id])
    return db.session.scalars(
        sa.select(WelfareNote)
        .where(WelfareNote.young_person_id == young_person_id, WelfareNote.ended_at.is_(None))
        .order_by(WelfareNote.at.desc(), WelfareNote.id)
    ).all()


def _state(row: WelfareNote, wait_days: int) -> NoteState:
    return state_of(
        held_by=row.held_back_by,
        asked_at=row.held_back_at,
        agreed_by=row.agreed_by,
        look_again_on=row.look_again_on,
        now=clock.now(),
        today=people.today(),
        wait_days=wait_days,
    )
