"""That somebody carried a paper away: it is on a device of theirs from then on."""

from __future__ import annotations

from uuid import UUID

from portal import db
from portal.audit import commands as audit


def note_carried_away(kind: str, about_id: UUID, *, by: UUID) -> None:
    """`kind`: what it is of, "meeting", "annual_report" or "board_report"."""
    audit.record("carry a paper away as a file", by=by, subject=(kind, about_id))
    db.session.flush()
