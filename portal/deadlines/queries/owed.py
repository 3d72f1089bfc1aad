"""What is due, and what is late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.deadlines.models import Deadline


def open_for(owner_ids: Iterable[UUID], kind: str) -> Sequence[Deadline]:
    """What these people owe, soonest first."""
    return db.session.scalars(_running(kind).where(Deadline.owner_id.in_(list(owner_ids)))).all()


def late(kind: str, today: date) -> Sequence[Deadline]:
    """Everything of this kind that is past its day, oldest first. What stands still is not late."""
    return db.session.scalars(
        _running(kind).where(Deadline.due_on < today, Deadline.stands_still_since.is_(None))
    ).all()


def running(kind: str, about_id: UUID) -> Deadline | None:
    """The clock of this thing that still runs, the first to be due, or None."""
    return next(iter(all_running(kind, about_id)), None)


def all_running(kind: str, about_id: UUID) -> Sequence[Deadline]:
    """Every clock of this thing that still runs: two that were started at once are two."""
    return db.session.scalars(_running(kind).where(Deadline.about_id == about_id)).all()


def _running(kind: str) -> sa.Select[Deadline]:
    return (
        sa.select(Deadline)
        .where(Deadline.kind == kind, Deadline.done_at.is_(None), Deadline.dropped_at.is_(None))
        .order_by(Deadline.due_on, Deadline.id)
    )
