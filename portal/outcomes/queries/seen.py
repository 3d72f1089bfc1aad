"""What a young person sees of "you said, we did", and what they said of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.outcomes.models import STILL_STANDS, Outcome, SaidOfOutcome
from portal.outcomes.rules import Did, Difference, Reach, is_asked_about

Spoke = Collection[tuple[str, date]]
"""The themes somebody spoke of, and when: what decides which outcomes their words led to."""


@dataclass(frozen=True)
class Reached:
    """An outcome that somebody may see, without its words."""

    id: UUID
    published_at: datetime
    is_theirs: bool  # their words led to it


@dataclass(frozen=True)
class Card:
    """An outcome as a young person sees it."""

    id: UUID
    state: Did
    you_said: str
    we_did: str
    why: str
    published_at: datetime
    is_theirs: bool
    says: Difference | None
    is_asked: bool  # whether it made a difference
    easy: str = ""


def reached(spoke: Spoke, today: date) -> list[Reached]:
    """Which outcomes somebody who spoke of these themes may see today, newest first. Opens no words."""
    rows = db.session.execute(
        sa.select(Outcome.id, *_REACH)
        .where(Outcome.published_at.is_not(None), Outcome.taken_down_at.is_(None))
        .order_by(Outcome.published_at.desc(), Outcome.id)
    )
    reaches = [(row.id, Reach(*row[1:])) for row in rows]
    return [
        Reached(outcome_id, reach.published_at, reach.led_by(spoke))
        for outcome_id, reach in reaches
        if reach.published_at is not None and reach.is_seen(spoke, today)
    ]


def cards(shown: Sequence[Reached], young_person_id: UUID | None) -> list[Card]:
    """These outcomes with their words and what the young person said of each (None: leave that out and ask
    nothing), in the same order."""
    ids = [one.id for one in shown]
    rows = {row.id: row for row in db.session.scalars(sa.select(Outcome).where(Outcome.id.in_(ids)))}
    said = said_of(ids, young_person_id) if young_person_id else {}
    may_say = young_person_id is not None
    return [_card(rows[one.id], one, said.get(one.id), may_say) for one in shown if one.id in rows]


def said_of(ids: Collection[UUID], young_person_id: UUID) -> dict[UUID, Difference]:
    """What they said of these outcomes as they are told now; of changed ones they are asked anew."""
    rows = db.session.execute(
        sa.select(SaidOfOutcome.outcome_id, SaidOfOutcome.says)
        .join(Outcome, Outcome.id == SaidOfOutcome.outcome_id)
        .where(
            SaidOfOutcome.young_person_id == young_person_id, SaidOfOutcome.outcome_id.in_(ids), STILL_STANDS
        )
    )
    return {row.outcome_id: row.says for row in rows}


_REACH = (
    Outcome.theme,
    Outcome.said_from,
    Outcome.said_until,
    Outcome.published_at,
    Outcome.all_from_on,
    Outcome.taken_down_at,
)


def _card(row: Outcome, shown: Reached, says: Difference | None, may_say: bool) -> Card:
    return Card(
        row.id,
        row.state,
        row.you_said,
        row.we_did,
        row.why,
        shown.published_at,
        shown.is_theirs,
        says,
        may_say and is_asked_about(row.state),
        row.easy,
    )
