"""What happened to a request and what was written to and fro: what stands, and where it has led."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.records.models import RecordsRequest, RequestEvent, RequestMessage
from portal.records.rules import EventKind
from portal.records.rules.life import Happened, Life, life_after


def all_events_of(request_id: UUID) -> list[RequestEvent]:
    """Everything written down, what was corrected too, in the order of writing."""
    return list(
        db.session.scalars(
            sa.select(RequestEvent).where(RequestEvent.request_id == request_id).order_by(RequestEvent.number)
        )
    )


def events_of(request_id: UUID) -> list[RequestEvent]:
    """What stands: not what was corrected, nor what was taken off. By the day it happened."""
    return sorted(standing(all_events_of(request_id)), key=lambda event: event.on)


def standing(events: Sequence[RequestEvent]) -> list[RequestEvent]:
    """Of all events those that stand, each correction in the place of what it corrects."""
    by_id = {event.id: event for event in events}
    corrected = {event.corrects_id for event in events if event.corrects_id}
    place = {event.id: number for number, event in enumerate(events)}

    def first_place(event: RequestEvent) -> int:
        while event.corrects_id and event.corrects_id in by_id:
            event = by_id[event.corrects_id]
        return place[event.id]

    left = [event for event in events if event.id not in corrected and not event.is_void]
    return sorted(left, key=first_place)


def history_of(request_id: UUID) -> list[Happened]:
    """The standing events as the rules see them, in the order of writing."""
    return happened(standing(all_events_of(request_id)))


def happened(events: Sequence[RequestEvent]) -> list[Happened]:
    """Events as the rules see them."""
    others = {event.other_id for event in events if event.kind is EventKind.TOOK_IN and event.other_id}
    received = {
        row.id: counts_from(row)
        for row in db.session.scalars(sa.select(RecordsRequest).where(RecordsRequest.id.in_(others)))
    }
    return [
        Happened(event.kind, event.on, event.reason, event.words, received.get(event.other_id or event.id))
        for event in events
    ]


def counts_from(request: RecordsRequest) -> date:
    """The day its clock counts from: the day it came, or on which it was asked for again."""
    return life_of(request).start_on


def life_of(request: RecordsRequest) -> Life:
    """Where it is, by all that stands."""
    return life_after(history_of(request.id))


def messages_of(request_id: UUID) -> Sequence[RequestMessage]:
    """Everything that was written to and fro, oldest first."""
    return db.session.scalars(
        sa.select(RequestMessage)
        .where(RequestMessage.request_id == request_id)
        .order_by(RequestMessage.at, RequestMessage.id)
    ).all()


def decisions_of(request_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """What was decided about who asks, by request, in order."""
    rows = db.session.scalars(
        sa.select(RequestEvent)
        .where(RequestEvent.request_id.in_(request_ids), RequestEvent.kind == EventKind.WHO_DECIDED)
        .order_by(RequestEvent.number)
    ).all()
    found: dict[UUID, list[str]] = defaultdict(list)
    for event in sorted(standing(rows), key=lambda one: one.on):
        found[event.request_id].append(event.reason)
    return found
