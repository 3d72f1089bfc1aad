"""What a young person may keep a copy of: everything they said, each with its answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal import db
from portal.policy.viewer import Viewer
from portal.voice.models import Statement
from portal.voice.queries.after import changed_words
from portal.voice.queries.conversation import Own, conversation
from portal.voice.queries.shown import is_shown
from portal.voice.rules import SafeNow

MOST = 300
"""So many at once, the newest: a page of ticks that a phone can still show."""


@dataclass(frozen=True)
class CanBeCopied:
    """A line to tick."""

    id: UUID
    sent_at: datetime
    words: str
    is_taken_back: bool
    is_safety: bool
    """They only told us that they are not safe: a safety answer and nothing else."""


@dataclass(frozen=True)
class Copied:
    """One thing in the copy; the answers about being safe and about calls only if asked for."""

    said: Own
    call_when: str
    call_who: str
    call_number: str


def can_be_copied(viewer: Viewer) -> list[CanBeCopied]:
    """All of theirs, newest first."""
    statements = db.session.scalars(_theirs(viewer).limit(MOST)).all()
    changed = changed_words([one.id for one in statements])
    return [
        CanBeCopied(
            one.id,
            one.sent_at,
            words := changed.get(one.id) or one.words or one.wants,
            one.taken_back_at is not None,
            not words and (one.not_safe_button or one.safe_now is SafeNow.NO),
        )
        for one in statements
    ]


def copied(viewer: Viewer, ids: Collection[UUID]) -> Sequence[Copied]:
    """Those of these that are theirs, oldest first."""
    everything = (
        selectinload(part)
        for part in (Statement.topics, Statement.recipients, Statement.concerns, Statement.answers)
    )
    statements = db.session.scalars(
        _theirs(viewer).where(Statement.id.in_(list(ids)[:MOST])).options(*everything)
    ).all()
    return [
        Copied(conversation(one), one.call_when, one.call_who, one.call_number)
        for one in reversed(statements)
    ]


def _theirs(viewer: Viewer) -> sa.Select[Statement]:
    return (
        sa.select(Statement)
        .where(
            Statement.young_person_id == viewer.young_person_id,
            is_shown(),
        )
        .order_by(Statement.sent_at.desc(), Statement.id)
    )
