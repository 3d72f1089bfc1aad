"""A worker's own lists: what they owe an answer to, what else was delivered, whom to tell. No list holds a
word of what was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.deadlines.models import Deadline
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people import queries as people
from portal.people.models import CareLink
from portal.people.queries.links import holding
from portal.policy.viewer import Viewer
from portal.voice.models import Answer, Recipient, Statement
from portal.voice.queries.apart import is_written_down_for, shut_to
from portal.voice.rules import Desk, Says
from portal.voice.rules.desk import PASSED_ON

PAGE_SIZE = 25


@dataclass(frozen=True)
class ToAnswer:
    """An answer that is owed. `days_late` counts calendar days; 0 is not late."""

    id: UUID
    young_person_id: UUID
    name: str
    sent_at: datetime
    due_on: date
    days_late: int
    is_reopened: bool
    for_name: str  # whom the viewer stands in for, if it is not their own


@dataclass(frozen=True)
class DeliveredRow:
    """Something delivered that is not owed by the viewer."""

    id: UUID
    name: str
    sent_at: datetime
    opened: bool
    answered_at: datetime | None
    answer_read: bool
    told: bool
    says: Says | None
    answerer: str


@dataclass(frozen=True)
class PleaseTell:
    """An answer a young person has not seen, which the viewer was asked to tell them about."""

    id: UUID
    name: str
    answered_at: datetime


def to_answer(viewer: Viewer, on: date) -> list[ToAnswer]:
    """What the viewer, or somebody they stand in for, owes: soonest first, so that late ones are on top."""
    mine = _mine(viewer)
    rows = db.session.execute(
        sa.select(Statement, Deadline)
        .join(Deadline, sa.and_(Deadline.about_id == Statement.id, Deadline.kind == "answer"))
        .where(
            may_have(viewer, on),
            Statement.answerer_id.in_(mine),
            Deadline.done_at.is_(None),
            Deadline.dropped_at.is_(None),
        )
        .order_by(Deadline.due_on, Statement.sent_at, Statement.id)
    ).all()
    shut = shut_to(viewer.account_id, [s.id for s, _ in rows], on)
    young = people.several(s.young_person_id for s, _ in rows)
    names = names_of(s.answerer_id for s, _ in rows if s.answerer_id and s.answerer_id != viewer.account_id)
    return [
        ToAnswer(
            s.id,
            s.young_person_id,
            young[s.young_person_id].name,
            s.sent_at,
            clock.due_on,
            max(0, (on - clock.due_on).days),
            s.round > 1,
            names.get(s.answerer_id, "") if s.answerer_id else "",
        )
        for s, clock in rows
        if s.id not in shut
    ]


def others(viewer: Viewer, on: date, *, page: int) -> tuple[list[DeliveredRow], int]:
    """Everything else that was delivered to them, newest first, and how many there are."""
    owed = sa.select(Deadline.id).where(
        Deadline.about_id == Statement.id,
        Deadline.kind == "answer",
        Deadline.done_at.is_(None),
        Deadline.dropped_at.is_(None),
        Statement.answerer_id.in_(_mine(viewer)),
    )
    listed = sa.select(Statement).where(may_have(viewer, on), ~owed.correlate(Statement).exists())
    total = db.session.scalar(sa.select(sa.func.count()).select_from(listed.subquery())) or 0
    statements = db.session.scalars(
        listed.order_by(Statement.sent_at.desc(), Statement.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    shut = shut_to(viewer.account_id, [s.id for s in statements], on)
    return _rows(viewer, [s for s in statements if s.id not in shut]), total


def _rows(viewer: Viewer, statements: Sequence[Statement]) -> list[DeliveredRow]:
    ids = [s.id for s in statements]
    young = people.several(s.young_person_id for s in statements)
    names = names_of(s.answerer_id for s in statements if s.answerer_id)
    latest = _latest_answers(ids)
    opened = set(
        db.session.scalars(
            sa.select(Recipient.statement_id).where(
                Recipient.statement_id.in_(ids),
                Recipient.account_id == viewer.account_id,
                Recipient.opened_at.is_not(None),
            )
        )
    )
    found = []
    for s in statements:
        answer = latest.get(s.id)
        found.append(
            DeliveredRow(
                s.id,
                young[s.young_person_id].name,
                s.sent_at,
                s.id in opened,
                answer.at if answer else None,
                bool(answer and answer.read_at),
                bool(answer and answer.told_at),
                answer.says if answer else None,
                names.get(s.answerer_id, "") if s.answerer_id else "",
            )
        )
    return found


def _latest_answers(statement_ids: Iterable[UUID]) -> dict[UUID, Answer]:
    answers = db.session.scalars(
        sa.select(Answer).where(Answer.statement_id.in_(list(statement_ids))).order_by(Answer.at, Answer.id)
    )
    return {answer.statement_id: answer for answer in answers}


def _mine(viewer: Viewer) -> list[UUID]:
    return [viewer.account_id, *viewer.stands_in_for]


def may_have(viewer: Viewer, on: date) -> sa.ColumnElement[bool]:
    """Delivered to them or somebody they stand in for, whose part in it has not ended."""
    mine = _mine(viewer)
    linked = (
        sa.select(CareLink.id)
        .where(
            CareLink.young_person_id == Statement.young_person_id,
            CareLink.account_id == Recipient.account_id,
            holding(on),
        )
        .correlate(Statement, Recipient)
        .exists()
    )
    has_it = sa.and_(
        Recipient.delivered_at.is_not(None),
        Recipient.removed_at.is_(None),
        sa.or_(Recipient.kind == PASSED_ON, linked),
    )
    held = sa.select(Recipient.id).where(
        Recipient.statement_id == Statement.id, Recipient.account_id.in_(mine), has_it
    )
    ended = sa.select(Recipient.id).where(
        Recipient.statement_id == Statement.id, Recipient.account_id == Statement.answerer_id, ~has_it
    )
    answers = sa.and_(Statement.answerer_id.in_(mine), ~ended.correlate(Statement).exists())
    return sa.and_(
        Statement.desk == Desk.COUNCIL,
        Statement.read_at.is_not(None),
        sa.or_(
            Statement.taken_back_at.is_(None),
            held.where(Recipient.kind == PASSED_ON).correlate(Statement).exists(),
        ),
        ~is_written_down_for(viewer.account_id),
        sa.or_(held.correlate(Statement).exists(), answers),
    )


def please_tell(viewer: Viewer) -> list[PleaseTell]:
    """Answers the viewer was asked to tell a young person about, the oldest first."""
    rows = db.session.execute(
        sa.select(Statement, Notice.made_at)
        .join(Notice, Notice.about_id == Statement.id)
        .where(
            Notice.account_id == viewer.account_id,
            Notice.kind == NoticeKind.PLEASE_TELL,
            Notice.dropped_at.is_(None),
            Statement.taken_back_at.is_(None),
        )
        .order_by(Notice.made_at)
    ).all()
    shut = shut_to(viewer.account_id, [s.id for s, _ in rows], people.today())
    young = people.several(s.young_person_id for s, _ in rows)
    latest = _latest_answers(s.id for s, _ in rows)
    return [
        PleaseTell(s.id, young[s.young_person_id].name, latest[s.id].at)
        for s, _ in rows
        if s.id not in shut
        and s.id in latest
        and latest[s.id].read_at is None
        and latest[s.id].told_at is None
    ]
