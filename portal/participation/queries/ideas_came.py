"""What happened to an idea."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.participation.models.ideas import IdeaEvent
from portal.participation.rules.ideas import IdeaState


@dataclass(frozen=True)
class EventShown:
    """One step of what happened to it."""

    state: IdeaState
    at: datetime
    words: str
    who: str
    by_when: date | None
    look_again_on: date | None


def history_of(idea_id: UUID) -> Sequence[EventShown]:
    """What happened to it, the newest first."""
    rows = db.session.scalars(
        sa.select(IdeaEvent).where(IdeaEvent.idea_id == idea_id).order_by(IdeaEvent.at.desc(), IdeaEvent.id)
    ).all()
    return [EventShown(row.state, row.at, row.words, row.who, row.by_when, row.look_again_on) for row in rows]
