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


def notes_of(young_person_id: UUID, wait_days: int) -> list[ShownNote]:
    """All that stand, newest first, for those who keep the groups."""
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
        )
        for row in rows
    ]


def own_notes(young_person_id: UUID, wait_days: int) -> list[ShownNote]:
    """What they may read themselves. That something is held back is not told: that would be half of it."""
    return [one for one in notes_of(young_person_id, wait_days) if one.state is NoteState.SHOWN]


def waiting(wait_days: int) -> list[tuple[UUID, str]]:
    """Of whom a note waits for a second person: young person's id and name."""
    rows = db.session.scalars(
        sa.select(WelfareNote).where(
            WelfareNote.held_back_by.is_not(None),
            WelfareNote.agreed_by.is_(None),
            WelfareNote.ended_at.is_(None),
        )
    ).all()
    whose = {row.young_person_id for row in rows if _state(row, wait_days) is NoteState.WAITS}
    return sorted(
        ((one, person.name) for one, person in people.several(whose).items()), key=lambda one: one[1]
    )


def note_for_staff(viewer: Viewer, note_id: UUID) -> Subject | None:
    """One that stands."""
    note = db.session.get(WelfareNote, note_id)
    if note is None or note.ended_at is not None:
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
