"""One request for whoever may see it, and others that may be the same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people.queries import today
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.records.models import RecordsRequest, RequestEvent, RequestKey
from portal.records.queries.apart import is_shut_to
from portal.records.queries.theirs import hides_from_them, is_theirs
from portal.records.rules import EventKind, Regime, State
from portal.records.rules.life import BY_HAND
from portal.records.rules.merging import Half, why_not_merge
from portal.records.rules.who import Question, offered

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
    if subject is None or question not in questions_about(subject.thing):
        return None
    return replace(subject, thing=(subject.thing, Question(question)))


def questions_about(request: RecordsRequest) -> tuple[Question, ...]:
    """What is asked about whoever asks."""
    is_adoption = request.regime is Regime.ADOPTION or request.apart_from_id is not None
    return offered(request.asker, is_adoption=is_adoption)


def by_reference(reference: str) -> RecordsRequest | None:
    """The request with this reference, however it was typed: spaces, no hyphens, small letters."""
    digits = "".join(c for c in reference if c.isascii() and c.isdigit())
    if len(digits) != 8:
        return None
    wanted = f"R-{digits[:4]}-{digits[4:]}"
    return db.session.scalars(
        sa.select(RecordsRequest).where(RecordsRequest.reference == wanted)
    ).one_or_none()


def newer_by_reference(viewer: Viewer, request: RecordsRequest, reference: str) -> RecordsRequest | None:
    """Another request about the same person, by its reference; none that the viewer must not meet."""
    other = by_reference(reference)
    if other is None or other.id == request.id or other.young_person_id != request.young_person_id:
        return None
    return None if is_shut_to(viewer.account_id, other.young_person_id, today()) else other


def halves_of(request_id: UUID) -> Sequence[RecordsRequest]:
    """What was merged into it."""
    return db.session.scalars(
        sa.select(RecordsRequest).where(RecordsRequest.merged_into_id == request_id)
    ).all()


def sent_before(request_id: UUID, send_once: UUID) -> RequestEvent | None:
    """What the same form wrote down the first time."""
    return db.session.scalars(
        sa.select(RequestEvent).where(
            RequestEvent.request_id == request_id, RequestEvent.send_once == send_once
        )
    ).one_or_none()


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
        RequestKey.request_id == request_id, RequestKey.ended_at.is_(None), RequestKey.opens
    )
    return db.session.scalar(open_ones.limit(1)) is not None
