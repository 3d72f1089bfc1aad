"""What stands between a file and giving it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.records.models import Document, HarmQuestion, Leaf, PersonNamed, RecordsRequest, Redaction
from portal.records.queries.apart import people_shut_to
from portal.records.queries.documents import needs_second
from portal.records.queries.reading import OnPage
from portal.records.rules import ENDED, DocumentState, HarmAnswer, PageRead
from portal.records.rules.reading import Missing, is_undecided


def what_is_missing(request_id: UUID, document_ids: Collection[UUID]) -> Missing:
    """Counts of what must be done before these documents can be given."""
    chosen = list(document_ids)
    states = db.session.execute(
        sa.select(Document.state, sa.func.count())
        .where(Document.id.in_(chosen), Document.request_id == request_id, Document.taken_out_at.is_(None))
        .group_by(Document.state)
    )
    by_state = {one[0]: one[1] for one in states}
    people = db.session.execute(
        sa.select(PersonNamed.who, PersonNamed.balance).where(
            PersonNamed.request_id == request_id, PersonNamed.off_at.is_(None)
        )
    )
    return Missing(
        documents=sum(by_state.values()),
        not_ready=sum(count for state, count in by_state.items() if state is not DocumentState.READY),
        undecided=sum(is_undecided(who, balance) for who, balance in people),
        harm_open=_count_harm(request_id),
        **_count_pages(chosen),
    )


def _count_harm(request_id: UUID) -> int:
    asked = sa.select(sa.func.count()).where(
        HarmQuestion.request_id == request_id, HarmQuestion.answer == HarmAnswer.ASKED
    )
    return db.session.scalar(asked) or 0


def _count_pages(document_ids: list[UUID]) -> dict[str, int]:
    done, unchecked = (
        Leaf.done_at.is_not(None),
        sa.or_(Leaf.checked_version.is_(None), Leaf.checked_version != Leaf.version),
    )
    counts = {
        "pages": sa.true(),
        "being_read": sa.or_(Leaf.read == PageRead.NOT_YET, Leaf.find_again.is_(True)),
        "not_done": sa.not_(done),
        "not_checked": sa.and_(done, needs_second(), unchecked),
        "sent_back": Leaf.back_sealed.is_not(None),
    }
    row = db.session.execute(
        sa.select(*(sa.func.sum(sa.case((rule, 1), else_=0)) for rule in counts.values())).where(
            Leaf.document_id.in_(document_ids)
        )
    ).one()
    return {name: int(value or 0) for name, value in zip(counts, row, strict=True)}


def to_check_for(account_id: UUID, request_ids: Collection[UUID]) -> dict[UUID, int]:
    """By request, pages that wait for a second person and that this one may check: not their own work."""
    rows = db.session.execute(
        sa.select(Leaf.request_id, sa.func.count())
        .join(Document, Document.id == Leaf.document_id)
        .where(Leaf.request_id.in_(list(request_ids)), *_waits_for(account_id))
        .group_by(Leaf.request_id)
    )
    return {one[0]: one[1] for one in rows}


def _waits_for(account_id: UUID) -> list[sa.ColumnElement[bool]]:
    """Pages that this person may check and nobody checked as they are now."""
    unchecked = sa.or_(Leaf.checked_version.is_(None), Leaf.checked_version != Leaf.version)
    drew = sa.select(Redaction.id).where(
        Redaction.leaf_id == Leaf.id, Redaction.by_id == account_id, Redaction.off_at.is_(None)
    )
    return [
        Document.taken_out_at.is_(None),
        Leaf.done_at.is_not(None),
        Leaf.done_by_id != account_id,
        Leaf.back_sealed.is_(None),
        unchecked,
        needs_second(),
        ~drew.correlate(Leaf).exists(),
    ]


def next_to_check(account_id: UUID, request_id: UUID, after: OnPage | None = None) -> tuple[UUID, int] | None:
    """The document and number of the next page of a request that this person may check: after a page, or
    else the first."""
    waiting = (
        sa.select(Leaf.document_id, Leaf.number)
        .join(Document, Document.id == Leaf.document_id)
        .where(Leaf.request_id == request_id, *_waits_for(account_id))
        .order_by(Document.place, Document.at, Document.id, Leaf.number)
        .limit(1)
    )
    if after is not None:
        here = waiting.where(Leaf.document_id == after.document.id, Leaf.number > after.leaf.number)
        if row := db.session.execute(here).first():
            return row[0], row[1]
        waiting = waiting.where(Leaf.id != after.leaf.id)
    row = db.session.execute(waiting).first()
    return (row[0], row[1]) if row else None


@dataclass(frozen=True)
class ToCheck:
    """A request in the queue of second checks: `mine` pages wait that this person may check."""

    request: RecordsRequest
    mine: int
    needed: int
    checked: int


def queue(account_id: UUID, on: date, *, page: int, size: int) -> tuple[list[ToCheck], int]:
    """Open requests with pages that need a second person, soonest due first, and how many in all."""
    shut = people_shut_to(account_id, on)
    needed = _counted(Leaf.done_at.is_not(None), needs_second())
    checked = _counted(Leaf.done_at.is_not(None), needs_second(), Leaf.checked_version == Leaf.version)
    chosen = sa.select(RecordsRequest, needed, checked).where(
        RecordsRequest.state.not_in(ENDED),
        sa.or_(RecordsRequest.young_person_id.is_(None), RecordsRequest.young_person_id.not_in(shut)),
        needed > checked,
    )
    total = db.session.scalar(sa.select(sa.func.count()).select_from(chosen.subquery())) or 0
    order = (RecordsRequest.due_on.is_(None), RecordsRequest.due_on, RecordsRequest.id)
    rows = db.session.execute(chosen.order_by(*order).limit(size).offset((page - 1) * size)).all()
    mine = to_check_for(account_id, [row[0].id for row in rows])
    return [ToCheck(row[0], mine.get(row[0].id, 0), row[1] or 0, row[2] or 0) for row in rows], total


def _counted(*conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count())
        .select_from(Leaf)
        .join(Document, Document.id == Leaf.document_id)
        .where(Leaf.request_id == RecordsRequest.id, Document.taken_out_at.is_(None), *conditions)
        .correlate(RecordsRequest)
        .scalar_subquery()
    )
