"""Talks beside a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import people_around
from portal.people.queries import today
from portal.people.rules import LinkKind
from portal.policy.roles import Role
from portal.policy.viewer import Subject, Viewer
from portal.records.models import Meeting, RecordsRequest
from portal.records.queries.apart import is_shut_to, officers_for, people_shut_to
from portal.records.queries.requests import KIND, staff_request

_WORKERS = frozenset(
    {LinkKind.SOCIAL_WORKER, LinkKind.PERSONAL_ADVISER, LinkKind.IRO, LinkKind.PARTICIPATION_WORKER}
)


def talk(viewer: Viewer, request_id: UUID, meeting_id: UUID) -> Subject | None:
    """One talk of a request, for those who give records."""
    subject, row = staff_request(viewer, request_id), meeting_of(request_id, meeting_id)
    if subject is None or row is None:
        return None
    return Subject(
        (subject.thing, row), subject.young_person_id, subject.relations, KIND, request_id, subject.safety
    )


def meeting_of(request_id: UUID, meeting_id: UUID) -> Meeting | None:
    """One talk of this request, or None."""
    row = db.session.get(Meeting, meeting_id)
    return row if row is not None and row.request_id == request_id else None


def meetings_of(request_id: UUID) -> list[Meeting]:
    """Every talk: those with a time first, by it; then those that still want one."""
    rows = db.session.scalars(
        sa.select(Meeting).where(Meeting.request_id == request_id).order_by(Meeting.id)
    ).all()
    return sorted(rows, key=lambda row: (row.at is None, row.at.timestamp() if row.at else 0, row.id))


def open_meetings_of(request_id: UUID) -> list[Meeting]:
    """Those that are still to come."""
    return [row for row in meetings_of(request_id) if row.done_at is None and row.off_at is None]


def sent_before(request_id: UUID, send_once: UUID) -> Meeting | None:
    """What the same form made the first time."""
    return db.session.scalars(
        sa.select(Meeting).where(Meeting.request_id == request_id, Meeting.send_once == send_once)
    ).one_or_none()


def to_remind(until: datetime) -> Sequence[tuple[Meeting, RecordsRequest]]:
    """Talks nobody was reminded of that are soon, or whose day has come."""
    soon = sa.or_(Meeting.at <= until, sa.and_(Meeting.at.is_(None), Meeting.due_on <= until.date()))
    rows = db.session.execute(
        sa.select(Meeting, RecordsRequest)
        .join(RecordsRequest, RecordsRequest.id == Meeting.request_id)
        .where(Meeting.done_at.is_(None), Meeting.off_at.is_(None), Meeting.reminded_at.is_(None), soon)
        .order_by(Meeting.id)
    )
    return [(row[0], row[1]) for row in rows]


def mine(account_id: UUID) -> list[tuple[Meeting, RecordsRequest]]:
    """Talks to come in which this person sits beside somebody, soonest first; none it is a conflict for."""
    shut = people_shut_to(account_id, today())
    rows = db.session.execute(
        sa.select(Meeting, RecordsRequest)
        .join(RecordsRequest, RecordsRequest.id == Meeting.request_id)
        .where(Meeting.with_id == account_id, Meeting.done_at.is_(None), Meeting.off_at.is_(None))
        .order_by(Meeting.at.is_(None), Meeting.at, Meeting.due_on, Meeting.id)
    ).all()
    return [(row[0], row[1]) for row in rows if row[1].young_person_id not in shut]


def asked_for(account_id: UUID) -> list[tuple[Meeting, RecordsRequest]]:
    """Talks that somebody would like and that have no time yet, where this officer has the request or nobody
    does; none it is a conflict for."""
    shut = people_shut_to(account_id, today())
    rows = db.session.execute(
        sa.select(Meeting, RecordsRequest)
        .join(RecordsRequest, RecordsRequest.id == Meeting.request_id)
        .where(
            Meeting.at.is_(None),
            Meeting.is_asked.is_(True),
            Meeting.done_at.is_(None),
            Meeting.off_at.is_(None),
            sa.or_(RecordsRequest.officer_id == account_id, RecordsRequest.officer_id.is_(None)),
        )
        .order_by(Meeting.id)
    ).all()
    return [(row[0], row[1]) for row in rows if row[1].young_person_id not in shut]


def who_can_talk(request: RecordsRequest) -> list[UUID]:
    """Who may sit with them: those who give records, and the workers they know; nobody in conflict."""
    on = today()
    found = officers_for(request, on, Role.RECORDS_OFFICER, Role.DATA_PROTECTION_OFFICER)
    if request.young_person_id:
        known = people_around(request.young_person_id, on)
        found += [
            one.account_id
            for one in known
            if one.kind in _WORKERS and not is_shut_to(one.account_id, request.young_person_id, on)
        ]
    return list(dict.fromkeys(found))
