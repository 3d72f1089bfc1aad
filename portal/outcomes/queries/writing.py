"""What officers wrote: drafts, what is published, what was taken down."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.outcomes.models import Outcome
from portal.policy.viewer import Subject, Viewer

__all__ = ["PAGE_SIZE", "Outcome", "Tab", "outcome_subject", "written", "written_by"]  # Outcome: for views

PAGE_SIZE = 25


class Tab(StrEnum):
    """The parts of the list."""

    DRAFTS = "drafts"
    PUBLISHED = "published"
    TAKEN_DOWN = "taken_down"


_PARTS = {
    Tab.DRAFTS: Outcome.published_at.is_(None),
    Tab.PUBLISHED: sa.and_(Outcome.published_at.is_not(None), Outcome.taken_down_at.is_(None)),
    Tab.TAKEN_DOWN: Outcome.taken_down_at.is_not(None),
}


def written(tab: Tab, page: int) -> tuple[Sequence[Outcome], int]:
    """One page of a part of the list, what changed last first; and how many there are in all."""
    rows = db.session.scalars(
        sa.select(Outcome)
        .where(_PARTS[tab])
        .order_by(Outcome.changed_at.desc(), Outcome.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Outcome).where(_PARTS[tab])) or 0
    return rows, total


def outcome_subject(viewer: Viewer, outcome_id: UUID) -> Subject | None:
    """One of them, for any officer."""
    row = db.session.get(Outcome, outcome_id)
    return Subject(row, kind="outcome", id=row.id) if row else None


def written_by(rows: Sequence[Outcome]) -> dict[UUID, str]:
    """The names of those who wrote them."""
    return names_of({row.by_id for row in rows})
