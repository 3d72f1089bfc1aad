"""What was told of "you said, we did", for the panel: only what everybody may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.outcomes.models import Outcome
from portal.outcomes.rules import Did


@dataclass(frozen=True)
class Told:
    """One published outcome that may be shown to everybody."""

    id: UUID
    theme: str
    state: Did
    you_said: str
    we_did: str
    why: str
    published_at: datetime
    all_from_on: date
    challenge_id: UUID | None
    opened_to_all_at: datetime
    said_changed_at: datetime | None
    easy: str = ""

    def was_told_so(self, at: datetime) -> bool:
        """Was it open to all at this moment, and has it said the same ever since?"""
        return max(self.opened_to_all_at, self.said_changed_at or self.opened_to_all_at) <= at


def told(opened_from: datetime | None, opened_until: datetime) -> list[Told]:
    """What was opened to all after the first moment (None: ever) and no later than the second, oldest first.
    It may have been published long before, to those whose words led to it."""
    when = [Outcome.opened_to_all_at <= opened_until]
    if opened_from is not None:
        when.append(Outcome.opened_to_all_at > opened_from)
    return _told(*when)


def told_of(ids: Collection[UUID]) -> dict[UUID, Told]:
    """Those of these that may still be shown, by their id."""
    return {one.id: one for one in _told(Outcome.id.in_(ids))} if ids else {}


def of_challenges(ids: Collection[UUID]) -> dict[UUID, Told]:
    """The newest that came of each challenge, by the challenge's id."""
    found = _told(Outcome.challenge_id.in_(ids)) if ids else []
    return {one.challenge_id: one for one in found if one.challenge_id}


def _told(*conditions: sa.ColumnElement[bool]) -> list[Told]:
    rows = db.session.scalars(
        sa.select(Outcome)
        .where(
            *conditions,
            Outcome.published_at.is_not(None),
            Outcome.taken_down_at.is_(None),
            Outcome.all_from_on.is_not(None),
            Outcome.opened_to_all_at.is_not(None),
        )
        .order_by(Outcome.published_at, Outcome.id)
    )
    return [
        Told(
            row.id,
            row.theme,
            row.state,
            row.you_said,
            row.we_did,
            row.why,
            row.published_at,
            row.all_from_on,
            row.challenge_id,
            row.opened_to_all_at,
            row.said_changed_at,
            row.easy,
        )
        for row in rows
        if row.published_at and row.all_from_on and row.opened_to_all_at
    ]
