"""Which look somebody chose for the page."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.voice.models import LookChosen
from portal.voice.rules import Look


def chosen_look(young_person_id: UUID) -> Look | None:
    """The look they chose; None: they have not, and their age says."""
    return db.session.scalar(_CHOSEN, {"whose": young_person_id})


_CHOSEN = sa.select(LookChosen.look).where(LookChosen.young_person_id == sa.bindparam("whose"))
