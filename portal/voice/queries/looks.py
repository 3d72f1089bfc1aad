"""Which look somebody chose for the page."""

from __future__ import annotations

from uuid import UUID

from portal import db
from portal.voice.models import LookChosen
from portal.voice.rules import Look


def chosen_look(young_person_id: UUID) -> Look | None:
    """The look they chose; None: they have not, and their age says."""
    row = db.session.get(LookChosen, young_person_id)
    return row.look if row else None
