"""What requesters questioned, and by when it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.deadlines.models import Deadline
from portal.kit.pages import Page
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.queries import today as the_day
from portal.policy.roles import Relation, Role
from portal.policy.viewer import Subject, Viewer
from portal.records.models import Questioning, RecordsRequest, Release
from portal.records.queries.apart import is_shut_to, officers_for, people_shut_to
from portal.records.queries.theirs import hides_from_them
from portal.records.rules.questioning import ACKNOWLEDGE, ANSWER

SIZE = 25


@dataclass(frozen=True)
class Questioned:
    """One thing they questioned, with its days."""

    row: Questioning
    request: RecordsRequest
    acknowledge_by: date | None
    answer_by: date | None
    officer: str = ""


def questions_of(request_id: UUID) -> list[Questioned]:
    """Everything questioned of one request, newest first."""
    rows = db.session.scalars(
        sa.select(Questioning)
        .where(Questioning.request_id == request_id)
        .order_by(Questioning.at.desc(), Questioning.id)
    ).all()
    return _with_days(rows)


def count_of(request_id: UUID) -> int:
    """How many things were questioned of one request, and not answered yet."""
    return (
        db.session.scalar(
            sa.select(sa.func.count())
            .select_from(Questioning)
            .where(Questioning.request_id == request_id, Questioning.answered_on.is_(None))
        )
        or 0
    )


def all_questions(viewer: Viewer, *, page: int) -> Page[Questioned]:
    """What was questioned of every request this person may meet: what is open first, soonest first."""
    due = _due_on(ANSWER)
    seen = (
        sa.select(Questioning)
        .join(RecordsRequest, RecordsRequest.id == Questioning.request_id)
        .outerjoin(due, due.c.about_id == Questioning.id)
        .where(_may_meet(viewer))
    )
    total = db.session.scalar(sa.select(sa.func.count()).select_from(seen.subquery())) or 0
    rows = db.session.scalars(
        seen.order_by(
            Questioning.answered_on.is_not(None), due.c.due_on, Questioning.at.desc(), Questioning.id
        )
        .limit(SIZE)
        .offset((page - 1) * SIZE)
    ).all()
    return Page(_with_days(rows), page, total, SIZE)


def staff_question(viewer: Viewer, question_id: UUID) -> Subject | None:
    """One of them, for whoever may decide it."""
    row = db.session.get(Questioning, question_id)
    if row is None:
        return None
    request = db.session.get_one(RecordsRequest, row.request_id)
    young_person_id = request.young_person_id
    shut = young_person_id is not None and is_shut_to(viewer.account_id, young_person_id, the_day())
    relations = frozenset({Relation.CONFLICTED} if shut else set())
    return Subject(
        _with_days([row])[0], young_person_id, relations, "records_question", row.id, hides_from_them(request)
    )


def decided_before(request: RecordsRequest) -> frozenset[UUID]:
    """Who had the request or gave some of it: somebody else looks again."""
    gave = db.session.execute(
        sa.select(Release.by_id, Release.given_by_id).where(Release.request_id == request.id)
    ).all()
    people = {request.officer_id, *(person for row in gave for person in row)}
    return frozenset(person for person in people if person is not None)


def who_can_decide(request: RecordsRequest, on: date) -> list[UUID]:
    """Data protection officers first; where there is none, records officers who did not decide before."""
    officers = officers_for(request, on, Role.DATA_PROTECTION_OFFICER)
    before = decided_before(request)
    return [one for one in officers if one not in before] or [
        one for one in officers_for(request, on, Role.RECORDS_OFFICER) if one not in before
    ]


def open_until(day: date) -> Sequence[tuple[Questioning, RecordsRequest, date]]:
    """What is not answered, or not acknowledged, and has to be by this day, with that day."""
    rows = db.session.execute(
        sa.select(Questioning, RecordsRequest, sa.func.min(Deadline.due_on))
        .join(RecordsRequest, RecordsRequest.id == Questioning.request_id)
        .join(Deadline, Deadline.about_id == Questioning.id)
        .where(*_running(ACKNOWLEDGE, ANSWER), Deadline.due_on <= day)
        .group_by(Questioning.id, RecordsRequest.id)
        .order_by(sa.func.min(Deadline.due_on), Questioning.id)
    ).all()
    return [(question, request, due_on) for question, request, due_on in rows]


def last_told(question_id: UUID) -> dict[UUID, datetime]:
    """Who was told of it, and when last."""
    rows = db.session.execute(
        sa.select(Notice.account_id, sa.func.max(Notice.made_at))
        .where(Notice.about_id == question_id, Notice.kind == NoticeKind.RECORDS_QUESTION)
        .group_by(Notice.account_id)
    ).all()
    return {row[0]: row[1] for row in rows}


def sent_already(request_id: UUID, send_once: UUID) -> Questioning | None:
    return db.session.scalars(
        sa.select(Questioning).where(Questioning.request_id == request_id, Questioning.send_once == send_once)
    ).one_or_none()


def _with_days(rows: Sequence[Questioning]) -> list[Questioned]:
    ids = [row.id for row in rows]
    days: dict[tuple[UUID, str], date] = {}
    if ids:
        deadlines = sa.select(Deadline.about_id, Deadline.kind, Deadline.due_on).where(
            Deadline.about_id.in_(ids), Deadline.kind.in_((ACKNOWLEDGE, ANSWER))
        )
        days = {(about_id, kind): due_on for about_id, kind, due_on in db.session.execute(deadlines)}
    requests = _requests({row.request_id for row in rows})
    names = names_of({row.officer_id for row in rows if row.officer_id})
    return [
        Questioned(
            row,
            requests[row.request_id],
            days.get((row.id, ACKNOWLEDGE)),
            days.get((row.id, ANSWER)),
            names.get(row.officer_id, "") if row.officer_id else "",
        )
        for row in rows
    ]


def _requests(ids: set[UUID]) -> dict[UUID, RecordsRequest]:
    if not ids:
        return {}
    found = db.session.scalars(sa.select(RecordsRequest).where(RecordsRequest.id.in_(ids)))
    return {request.id: request for request in found}


def _may_meet(viewer: Viewer) -> sa.ColumnElement[bool]:
    shut = people_shut_to(viewer.account_id, the_day())
    if not shut:
        return sa.true()
    return sa.or_(RecordsRequest.young_person_id.is_(None), RecordsRequest.young_person_id.not_in(list(shut)))


def _running(*kinds: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (Deadline.kind.in_(kinds), Deadline.done_at.is_(None), Deadline.dropped_at.is_(None))


def _due_on(kind: str) -> sa.Subquery:
    return sa.select(Deadline.about_id, Deadline.due_on).where(*_running(kind)).subquery()
