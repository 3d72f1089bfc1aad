"""Whose month is over, and what they said of how it felt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.records.models import Feeling, RecordsRequest
from portal.records.rules import State
from portal.records.rules.feelings import ASK_FOR_DAYS

_SHORTEST_MONTH = timedelta(days=28)


def to_ask(today: date) -> Sequence[RecordsRequest]:
    """Requests of which all was given about a month ago or longer, and nobody asked how it felt."""
    return db.session.scalars(
        sa.select(RecordsRequest)
        .where(
            RecordsRequest.state == State.GIVEN,
            RecordsRequest.ended_on <= today - _SHORTEST_MONTH,
            RecordsRequest.ended_on > today - timedelta(days=ASK_FOR_DAYS),
            ~sa.exists().where(Feeling.request_id == RecordsRequest.id),
        )
        .order_by(RecordsRequest.ended_on, RecordsRequest.id)
        .limit(200)
    ).all()


def feeling_of(request_id: UUID, today: date) -> Feeling | None:
    """The three questions of a request, while they are asked."""
    return db.session.scalars(
        sa.select(Feeling).where(
            Feeling.request_id == request_id,
            Feeling.ask_on <= today,
            Feeling.ask_on > today - timedelta(days=ASK_FOR_DAYS),
        )
    ).one_or_none()
