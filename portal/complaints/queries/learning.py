"""What was learned, for the list and the checks that are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.complaints.models import Learning
from portal.policy.viewer import Subject, Viewer


@dataclass(frozen=True)
class Learned:
    row: Learning
    by: str
    checked_by: str


def learned() -> list[Learned]:
    """All of it: what waits for its check first, then the newest."""
    rows = db.session.scalars(
        sa.select(Learning).order_by(
            Learning.checked_on.is_not(None), Learning.check_on, Learning.changed_on.desc(), Learning.id
        )
    ).all()
    names = names_of({one for row in rows for one in (row.by_id, row.checked_by_id) if one})
    return [
        Learned(row, names.get(row.by_id, ""), names.get(row.checked_by_id, "") if row.checked_by_id else "")
        for row in rows
    ]


def of_learning(viewer: Viewer, learning_id: UUID) -> Subject | None:
    """One of them."""
    row = db.session.get(Learning, learning_id)
    return Subject(row, kind="learning", id=row.id) if row else None


def due(on: date) -> list[Learning]:
    """What is to be checked and nobody was told of yet."""
    return list(
        db.session.scalars(
            sa.select(Learning).where(
                Learning.checked_on.is_(None), Learning.check_on <= on, Learning.reminded_at.is_(None)
            )
        )
    )
