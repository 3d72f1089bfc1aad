"""What became a conflict after somebody had it, or was told of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.records.models import Meeting, Questioning, RecordsRequest, Release, RequestEvent, Search
from portal.records.queries.apart import gives_records, has_it, people_shut_to
from portal.records.rules import EventKind, State

TO_STAFF = (
    NoticeKind.RECORDS_ASKED,
    NoticeKind.RECORDS_YOURS,
    NoticeKind.RECORDS_WROTE,
    NoticeKind.RECORDS_DUE,
    NoticeKind.RECORDS_LATE,
    NoticeKind.RECORDS_CHASE,
    NoticeKind.RECORDS_TALK,
    NoticeKind.RECORDS_QUESTION,
    NoticeKind.RECORDS_BREACH,
    NoticeKind.RECORDS_BREACH_DUE,
    NoticeKind.RECORDS_BREACH_LATE,
)
"""What staff are told of a request, of a search, a talk, a question or a part of it."""
R = RecordsRequest


def nobodys(on: date) -> list[RecordsRequest]:
    """Running requests that somebody took, who must not meet them any more or gives no records now."""
    runs = R.state.in_((State.OPEN, State.UNPROVEN))
    having = sa.select(R.officer_id).where(R.officer_id.is_not(None), runs).distinct()
    lost = [_lost(one, on) for one in db.session.scalars(having) if one is not None]
    rows = db.session.scalars(sa.select(R).where(runs, sa.or_(sa.false(), *lost)).order_by(R.made_at, R.id))
    return [one for one in rows if not has_it(one, on)]


def _lost(officer_id: UUID, on: date) -> sa.ColumnElement[bool]:
    if not gives_records(officer_id, on):
        return R.officer_id == officer_id
    return sa.and_(R.officer_id == officer_id, R.young_person_id.in_(people_shut_to(officer_id, on)))


def was_offered(request: RecordsRequest) -> bool:
    """Whether anybody was told of it since the last time somebody took it."""
    taken = sa.select(sa.func.max(RequestEvent.at)).where(
        RequestEvent.request_id == request.id, RequestEvent.kind == EventKind.TAKEN_ON
    )
    since: datetime | None = db.session.scalar(taken)
    told = sa.select(Notice.id).where(
        Notice.about_id == request.id,
        Notice.kind == NoticeKind.RECORDS_ASKED,
        Notice.made_at >= since if since else sa.true(),
    )
    return db.session.scalar(told.limit(1)) is not None


def no_longer_theirs(on: date) -> list[Notice]:
    """Notices that wait on somebody's page about what they must not meet today."""
    waits = (Notice.kind.in_(TO_STAFF), Notice.seen_at.is_(None), Notice.dropped_at.is_(None))
    accounts = db.session.scalars(sa.select(Notice.account_id).where(*waits).distinct()).all()
    found: list[Notice] = []
    for account_id in accounts:
        shut = people_shut_to(account_id, on)
        if shut:
            about = _about(shut)
            theirs = sa.select(Notice).where(Notice.account_id == account_id, *waits)
            found += [one for one in db.session.scalars(theirs) if one.about_id in about]
    return found


def _about(people: set[UUID]) -> set[UUID]:
    """Whatever a notice may be about: requests of these people, and what belongs to them."""
    requests = sa.select(R.id).where(R.young_person_id.in_(people))
    found: set[UUID] = set(db.session.scalars(requests))
    parts: Sequence[type[Search | Meeting | Questioning | Release]] = (Search, Meeting, Questioning, Release)
    for part in parts:
        found |= set(db.session.scalars(sa.select(part.id).where(part.request_id.in_(requests))))
    return found
