"""What a complaint of a young person may grow out of: what is theirs, and nothing else."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.complaints.rules import Came
from portal.deadlines.models import Deadline
from portal.policy.viewer import Viewer
from portal.voice.queries.own import own_statement


def is_theirs(viewer: Viewer, came: Came, came_from_id: UUID) -> bool:
    """Whether the statement, or what was agreed, is theirs. An address or a form can say any id."""
    if viewer.young_person_id is None or viewer.past_is_shut:
        return False
    if came is Came.NOT_SORTED:
        return own_statement(viewer, came_from_id) is not None
    # What was agreed has a day: it is known by it here, whatever package it belongs to.
    agreed = sa.select(Deadline.id).where(
        Deadline.kind == "action",
        Deadline.about_id == came_from_id,
        Deadline.young_person_id == viewer.young_person_id,
    )
    return db.session.scalars(agreed.limit(1)).first() is not None
