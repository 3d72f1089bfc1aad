"""On whose page a request stands, and which one its asker reads there."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.records.models import RecordsRequest
from portal.records.queries.history import decisions_of, events_of
from portal.records.rules import Came, EventKind, State
from portal.records.rules.reasons import WithdrawnReason
from portal.records.rules.who import OWN_ASKERS, is_in_doubt, is_known, is_own


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
    decisions = decisions_of([row.id for row in rows])
    return [row for row in rows if _is_theirs(row, decisions[row.id])]


def is_theirs(request: RecordsRequest) -> bool:
    """Whether the young person asked, or somebody for them who may: then it stands on their page. Not what
    was set apart from it before somebody says that they know of it."""
    return _is_theirs(request, _decisions(request))


def _is_theirs(request: RecordsRequest, reasons: Sequence[str]) -> bool:
    is_shown = request.apart_from_id is None or is_known(reasons)
    return is_shown and is_own(request.came, request.asker, reasons)


def may_say_adoption(request: RecordsRequest) -> bool:
    """Whether the page of whoever asked may speak of an adoption file."""
    return is_known(decisions_of([request.id])[request.id])


def _decisions(request: RecordsRequest) -> Sequence[str]:
    """None are needed for what can neither be doubted nor kept quiet."""
    is_plain = request.came is Came.OWN_PAGE and request.apart_from_id is None
    return () if is_plain else decisions_of([request.id])[request.id]


def hides_from_them(request: RecordsRequest) -> bool:
    """Whether "who opened my record" leaves this out: somebody else asked for their file, or may have. The
    young person, and whoever is beside them, need not learn of it there."""
    return request.young_person_id is not None and not is_theirs(request)


def is_doubted(request: RecordsRequest) -> bool:
    """Whether it came from somebody who was not signed in, and nobody has weighed yet who they are."""
    return is_in_doubt(request.came, _decisions(request))


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


def newer_of(request: RecordsRequest) -> UUID | None:
    """The newer request of the same asker that took its place, if they may read it too."""
    newer = db.session.get(RecordsRequest, newest) if (newest := superseded_by(request)) else None
    is_same = newer is not None and newer.young_person_id == request.young_person_id
    return newer.id if newer is not None and is_same and is_theirs(newer) else None


def superseded_by(request: RecordsRequest) -> UUID | None:
    """The newer request that an officer named when this one was closed."""
    if request.state is not State.WITHDRAWN:
        return None
    ends = [one for one in events_of(request.id) if one.kind is EventKind.WITHDRAWN]
    return ends[-1].other_id if ends and ends[-1].reason == WithdrawnReason.SUPERSEDED else None


def beside(request: RecordsRequest) -> RecordsRequest | None:
    """The other one that whoever asked has a page of: the adoption file that was set apart from it, or what
    this was set apart from. None while they are not known to know."""
    if request.apart_from_id is not None:
        return goes_on_in(db.session.get_one(RecordsRequest, request.apart_from_id))
    apart = set_apart_from(request)
    return apart if apart is not None and may_say_adoption(apart) else None


def set_apart_from(request: RecordsRequest) -> RecordsRequest | None:
    """The newest request that was set apart from this one, or from one that was merged into it."""
    halves = sa.select(RecordsRequest.id).where(RecordsRequest.merged_into_id == request.id)
    from_it = RecordsRequest.apart_from_id == request.id
    return db.session.scalars(
        sa.select(RecordsRequest)
        .where(sa.or_(from_it, RecordsRequest.apart_from_id.in_(halves)))
        .order_by(RecordsRequest.made_at.desc(), RecordsRequest.id)
        .limit(1)
    ).one_or_none()
