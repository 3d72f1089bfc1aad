"""What young people say of what was done, for the panel: words, never how many."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.outcomes.models import STILL_STANDS, Outcome, SaidOfOutcome
from portal.outcomes.rules import Difference, Seen, seen_as

__all__ = ["Seen", "seen_by_young_people"]


def seen_by_young_people(outcome_ids: Collection[UUID]) -> dict[UUID, Seen]:
    """How young people see each of these outcomes as it is told now; every id has an entry."""
    said: dict[UUID, list[Difference]] = {outcome_id: [] for outcome_id in outcome_ids}
    if said:
        rows = db.session.execute(
            sa.select(SaidOfOutcome.outcome_id, SaidOfOutcome.says)
            .join(Outcome, Outcome.id == SaidOfOutcome.outcome_id)
            .where(SaidOfOutcome.outcome_id.in_(said), STILL_STANDS)
        )
        for outcome_id, says in rows:
            said[outcome_id].append(says)
    return {outcome_id: seen_as(answers) for outcome_id, answers in said.items()}
