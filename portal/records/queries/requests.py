"""One request, its history and its messages, for whoever may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people.queries import today
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.records.models import RecordsRequest, RequestEvent, RequestKey, RequestMessage
from portal.records.queries.apart import is_shut_to
from portal.records.rules import Came, EventKind, State
from portal.records.rules.life import BY_HAND, Happened, Life, life_after
from portal.records.rules.merging import Half, why_not_merge
from portal.records.rules.who import OWN_ASKERS, Question, is_own, is_unknown, offered

KIND = "records_request"


def get(request_id: UUID) -> RecordsRequest | None:
    """The request, or None."""
    return db.session.get(RecordsRequest, request_id)


def staff_request(viewer: Viewer, request_id: UUID) -> Subject | None:
    """One request for those who give records, and how the viewer stands to it."""
    request = get(request_id)
    if request is None:
        return None
    return Subject(
        request,
        request.young_person_id,
        _relations(viewer, request),
        KIND,
        request.id,
        hides_from_them(request),
    )


def _relations(viewer: Viewer, request: RecordsRequest) -> frozenset[Relation]:
    if is_shut_to(viewer.account_id, request.young_person_id, today()):
        return frozenset({Relation.CONFLICTED})
    return frozenset()


def own_request(viewer: Viewer, request_id: UUID) -> Subject | None:
    """A young person's own request. Not while their past is shut: a file is all of it."""
    request = get(request_id)
    if request is None or viewer.young_person_id is None or viewer.past_is_shut:
        return None
    if request.young_person_id != viewer.young_person_id or not is_theirs(request):
        return None
    return Subject(request, request.young_person_id, frozenset({Relation.OWN}), KIND, request.id)


def receipt(viewer: Viewer, request_id: UUID) -> Subject | None:
    """A request for whoever wrote it down: its reference and its day, nothing else of it."""
    request = get(request_id)
    if request is None or request.recorded_by_id != viewer.account_id:
        return None
    return Subject(request, None, frozenset(), KIND, request.id)


def event_of(viewer: Viewer, request_id: UUID, event_id: UUID) -> Subject | None:
    """One event of a request that still stands."""
    subject = staff_request(viewer, request_id)
    event = db.session.get(RequestEvent, event_id)
    if subject is None or event is None or event.request_id != request_id:
        return None
    return replace(subject, thing=(subject.thing, event))


def event_kind(viewer: Viewer, request_id: UUID, kind: str) -> Subject | None:
    """A request and a kind of event that an officer writes down by hand."""
    subject = staff_request(viewer, request_id)
    if subject is None or kind not in BY_HAND:
        return None
    return replace(subject, thing=(subject.thing, EventKind(kind)))


def who_question(viewer: Viewer, request_id: UUID, question: str) -> Subject | None:
    """A request and a question about who asks."""
    subject = staff_request(viewer, request_id)
    if subject is None or question not in offered(subject.thing.asker):
        return None
    return replace(subject, thing=(subject.thing, Question(question)))


def of_young_person(young_person_id: UUID) -> Sequence[RecordsRequest]:
    """What they asked for, newest first; one that was merged is shown as the one it went into."""
    rows = db.session.scalars(
        sa.select(RecordsRequest)
        .where(
            RecordsRequest.young_person_id == young_person_id,
            RecordsRequest.asker.in_(OWN_ASKERS),
            RecordsRequest.state != State.MERGED,
        )
        .order_by(RecordsRequest.made_at.desc(), RecordsRequest.id)
    ).all()
    decisions = _decisions([row.id for row in rows])
    return [row for row in rows if is_own(row.came, row.asker, decisions[row.id])]


def is_theirs(request: RecordsRequest) -> bool:
    """Whether the young person asked, or somebody for them who may: then it stands on their page."""
    if request.came is Came.OWN_PAGE:
        return is_own(request.came, request.asker, ())
    return is_own(request.came, request.asker, _decisions([request.id])[request.id])


def hides_from_them(request: RecordsRequest) -> bool:
    """Whether "who opened my record" leaves this out: somebody else asked for their file, or may have. The
    young person, and whoever is beside them, need not learn of it there."""
    return request.young_person_id is not None and not is_theirs(request)


def nobody_weighed_who(request: RecordsRequest) -> bool:
    """Whether it came from the public page in the person's own name, and nobody has weighed whether that is
    so."""
    return is_unknown(request.came, request.asker, _decisions([request.id])[request.id])


def _decisions(request_ids: Collection[UUID]) -> dict[UUID, list[str]]:
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


def by_reference(reference: str) -> RecordsRequest | None:
    """The request with this reference, however it was typed: spaces, no hyphens, small letters."""
    digits = "".join(c for c in reference if c.isascii() and c.isdigit())
    if len(digits) != 8:
        return None
    wanted = f"R-{digits[:4]}-{digits[4:]}"
    return db.session.scalars(
        sa.select(RecordsRequest).where(RecordsRequest.reference == wanted)
    ).one_or_none()


def goes_on_in(request: RecordsRequest) -> RecordsRequest:
    """Where it goes on: itself, or the one it was merged into, however often."""
    seen = {request.id}
    while request.merged_into_id and request.merged_into_id not in seen:
        seen.add(request.merged_into_id)
        request = db.session.get_one(RecordsRequest, request.merged_into_id)
    return request


def shown_to_its_asker(request: RecordsRequest) -> RecordsRequest:
    """What whoever made it sees: where it goes on, only while that is the same person's and no doubt about
    them is open; else their own half, which says no more than that it goes on."""
    onward = goes_on_in(request)
    is_same = (onward.young_person_id, onward.asker) == (request.young_person_id, request.asker)
    return onward if onward.id == request.id or (is_same and is_theirs(request)) else request


def halves_of(request_id: UUID) -> Sequence[RecordsRequest]:
    """What was merged into it."""
    return db.session.scalars(
        sa.select(RecordsRequest).where(RecordsRequest.merged_into_id == request_id)
    ).all()


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


def sent_before(request_id: UUID, send_once: UUID) -> RequestEvent | None:
    """What the same form wrote down the first time."""
    return db.session.scalars(
        sa.select(RequestEvent).where(
            RequestEvent.request_id == request_id, RequestEvent.send_once == send_once
        )
    ).one_or_none()


def messages_of(request_id: UUID) -> Sequence[RequestMessage]:
    """Everything that was written to and fro, oldest first."""
    return db.session.scalars(
        sa.select(RequestMessage)
        .where(RequestMessage.request_id == request_id)
        .order_by(RequestMessage.at, RequestMessage.id)
    ).all()


def other_open_of(request: RecordsRequest) -> Sequence[RecordsRequest]:
    """Open requests about the same young person: perhaps the same one, said twice."""
    if request.young_person_id is None:
        return []
    return db.session.scalars(
        sa.select(RecordsRequest)
        .where(
            RecordsRequest.young_person_id == request.young_person_id,
            RecordsRequest.id != request.id,
            RecordsRequest.state.in_((State.OPEN, State.UNPROVEN)),
        )
        .order_by(RecordsRequest.received_on, RecordsRequest.id)
    ).all()


def could_be_one(request: RecordsRequest, others: Sequence[RecordsRequest]) -> list[RecordsRequest]:
    """Of these, those that an officer may merge with it."""
    return [one for one in others if why_not_merge(half_of(request), half_of(one)) is None]


def half_of(request: RecordsRequest) -> Half:
    """The request as the rules of merging see it."""
    return Half(
        request.id,
        request.young_person_id,
        request.asker,
        request.regime,
        request.state,
        request.received_on,
        request.made_at,
        is_certain=is_theirs(request),
        has_way_in=_has_way_in(request.id),
    )


def _has_way_in(request_id: UUID) -> bool:
    open_ones = sa.select(RequestKey.id).where(
        RequestKey.request_id == request_id, RequestKey.ended_at.is_(None)
    )
    return db.session.scalar(open_ones.limit(1)) is not None
