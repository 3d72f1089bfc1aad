"""What is to be put on records, by whom; one statement for whoever may file it; a file with many."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.deadlines import queries as deadlines
from portal.deadlines.models import Deadline
from portal.filing.models import FilingBatch, FilingDecision
from portal.filing.queries.deciding import is_never, is_open, verdict_of, verdicts_of
from portal.filing.rules import KIND, Verdict, why_not_file
from portal.kit.errors import Refused
from portal.people import queries as people
from portal.policy.permissions import Permission
from portal.policy.predicates import Ask
from portal.policy.roles import Relation
from portal.policy.table import is_allowed
from portal.policy.viewer import Subject, Viewer
from portal.vault.models import StoredFile
from portal.voice.models import Addition, Answer, Attachment, Filing, Statement
from portal.voice.queries.apart import shut_to
from portal.voice.queries.delivered import delivered_subject, delivered_to_change
from portal.voice.queries.owed import may_have

PAGE_SIZE = 100


@dataclass(frozen=True)
class Row:
    """A line of the list: no word of what was said."""

    id: UUID
    name: str
    sent_at: datetime
    due_on: date | None
    days_late: int
    answers: int
    filed_on: date | None
    has_more: bool
    """Answered again since it was filed."""
    waits: bool = False
    """A safety lead says first how it goes on the record."""


@dataclass(frozen=True)
class LateOf:
    """What somebody the viewer manages did not file: who, how many, how late the oldest is; nothing else."""

    worker: str
    count: int
    due_on: date
    days_late: int


@dataclass(frozen=True)
class ToFile:
    """One statement that somebody may put on the record."""

    statement: Statement
    name: str
    due_on: date | None
    filings: Sequence[Filing]
    verdict: Verdict = Verdict.OPEN

    @property
    def is_open(self) -> bool:
        return is_open(self.verdict)


@dataclass(frozen=True)
class Period:
    """A young person of whom somebody files all of a period."""

    young_person_id: UUID
    name: str


@dataclass(frozen=True)
class Batch:
    """One file with many, for whoever asked for it."""

    row: FilingBatch
    size: int


def statement_to_file(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """A statement for whoever it was delivered to. Raises Refused when they had it and it was taken back."""
    return _to_file(delivered_subject(viewer, statement_id), statement_id)


def statement_to_make(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """The same for making its files. Raises Refused while a safety lead has to say something of it first, and
    when they keep it off the record."""
    subject = statement_to_file(viewer, statement_id)
    if subject is None or not is_allowed(Permission.FILE, Ask(viewer.roles, subject.relations)):
        return None
    if why := why_not_file(subject.thing.verdict):
        raise Refused(why)
    return subject


def statement_to_mark(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """The same with its row locked."""
    return _to_file(delivered_to_change(viewer, statement_id), statement_id)


def _to_file(subject: Subject | None, statement_id: UUID) -> Subject | None:
    if subject is None:
        return None
    clock = deadlines.running(KIND, statement_id)
    found = subject.thing
    thing = ToFile(
        found.statement,
        found.name,
        clock.due_on if clock else None,
        _filings_of(statement_id),
        verdict_of(statement_id),
    )
    return replace(_never_taken_back(subject), thing=thing)


def _never_taken_back(subject: Subject) -> Subject:
    """What was taken back is the desk's record only, passed on for safety or not."""
    if subject.thing.statement.taken_back_at is None:
        return subject
    return replace(subject, relations=subject.relations | {Relation.TAKEN_BACK})


def _filings_of(statement_id: UUID) -> Sequence[Filing]:
    return db.session.scalars(
        sa.select(Filing).where(Filing.statement_id == statement_id).order_by(Filing.filed_on, Filing.id)
    ).all()


def to_file(viewer: Viewer, on: date, *, page: int, filed: bool = False) -> tuple[list[Row], int]:
    """What they have and did not put on the record yet (or did), the longest due first, and how many."""
    last = _last_filed()
    listed = (
        sa.select(Statement, last, Deadline.due_on)
        .outerjoin(
            Deadline,
            sa.and_(
                Deadline.about_id == Statement.id,
                Deadline.kind == KIND,
                Deadline.done_at.is_(None),
                Deadline.dropped_at.is_(None),
            ),
        )
        .where(may_have(viewer, on), Statement.taken_back_at.is_(None))
        .where(last.is_not(None) if filed else sa.and_(last.is_(None), ~is_never()))
    )
    total = db.session.scalar(sa.select(sa.func.count()).select_from(listed.subquery())) or 0
    order = (last.desc(),) if filed else (Deadline.due_on.is_(None), Deadline.due_on, Statement.sent_at)
    found = db.session.execute(
        listed.order_by(*order, Statement.id).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    ).all()
    shut = shut_to(viewer.account_id, [row[0].id for row in found], on)
    return _rows([row for row in found if row[0].id not in shut], on), total


def _last_filed() -> sa.ScalarSelect[date]:
    return (
        sa.select(sa.func.max(Filing.filed_on))
        .where(Filing.statement_id == Statement.id)
        .correlate(Statement)
        .scalar_subquery()
    )


def _rows(found: Sequence[Any], on: date) -> list[Row]:
    ids = [statement.id for statement, _, _ in found]
    young = people.several(statement.young_person_id for statement, _, _ in found)
    answers = {
        one: (count, latest)
        for one, count, latest in db.session.execute(
            sa.select(Answer.statement_id, sa.func.count(), sa.func.max(Answer.at))
            .where(Answer.statement_id.in_(ids))
            .group_by(Answer.statement_id)
        )
    }
    filed, verdicts = _when_filed(ids), verdicts_of(ids)
    return [
        Row(
            statement.id,
            young[statement.young_person_id].name,
            statement.sent_at,
            due_on,
            max(0, (on - due_on).days) if due_on else 0,
            answers[statement.id][0] if statement.id in answers else 0,
            filed_on,
            statement.id in answers
            and statement.id in filed
            and answers[statement.id][1] > filed[statement.id],
            not is_open(verdicts[statement.id]),
        )
        for statement, filed_on, due_on in found
    ]


def _when_filed(ids: Collection[UUID]) -> dict[UUID, datetime]:
    rows = db.session.execute(
        sa.select(Filing.statement_id, sa.func.max(Filing.at))
        .where(Filing.statement_id.in_(ids))
        .group_by(Filing.statement_id)
    )
    return {row[0]: row[1] for row in rows}


def late_of_team(viewer: Viewer, on: date) -> list[LateOf]:
    """What people the viewer manages did not put on records in time. Never one the viewer is kept from."""
    if not viewer.manages:
        return []
    late = [one for one in deadlines.late(KIND, on) if one.owner_id in viewer.manages]
    shut = shut_to(viewer.account_id, [one.about_id for one in late], on)
    due: dict[UUID, list[date]] = {}
    for one in late:
        if one.owner_id and one.about_id not in shut:
            due.setdefault(one.owner_id, []).append(one.due_on)
    names = names_of(due)
    rows = [
        LateOf(names.get(who, ""), len(days), min(days), (on - min(days)).days) for who, days in due.items()
    ]
    return sorted(rows, key=lambda row: (row.due_on, row.worker.casefold()))


def period_of(viewer: Viewer, young_person_id: UUID) -> Subject | None:
    """A young person the viewer works with."""
    subject = people.young_person_subject(viewer, young_person_id)
    if subject is None:
        return None
    return replace(subject, thing=Period(young_person_id, subject.thing.name))


def said_in_period(
    viewer: Viewer, young_person_id: UUID, since: datetime, before: datetime, on: date
) -> list[Statement]:
    """All of theirs in the period that the viewer may file, oldest first."""
    statements = db.session.scalars(
        sa.select(Statement)
        .where(
            may_have(viewer, on),
            Statement.young_person_id == young_person_id,
            Statement.taken_back_at.is_(None),
            Statement.sent_at >= since,
            Statement.sent_at < before,
        )
        .order_by(Statement.sent_at, Statement.id)
    ).all()
    mine = may_file(viewer, [one.id for one in statements])
    return [one for one in statements if one.id in mine]


def may_file(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, bool]:
    """Of these, those that the viewer may put on a record at this moment; each is asked of the policy. True
    for what they have from the safety team alone. Nothing that waits for a safety lead's word, or that they
    keep off the record."""
    found = {}
    for one in (one for one, how in verdicts_of(dict.fromkeys(ids)).items() if is_open(how)):
        try:
            subject = delivered_subject(viewer, one)
        except Refused:  # taken back
            continue
        if subject is None:
            continue
        relations = _never_taken_back(subject).relations
        if is_allowed(Permission.FILE, Ask(viewer.roles, relations)):
            found[one] = subject.safety
    return found


def has_changed(batch: FilingBatch) -> bool:
    """Whether the words of something in it were changed, a file sealed, or a safety lead decided of it, since
    it was asked for."""
    ids = [UUID(one) for one in batch.statement_ids]
    changed = sa.exists().where(
        Addition.statement_id.in_(ids), Addition.replaces.is_(True), Addition.at > batch.asked_at
    )
    sealed = sa.exists().where(Attachment.statement_id.in_(ids), Attachment.sealed_at > batch.asked_at)
    decided = sa.exists().where(FilingDecision.statement_id.in_(ids), FilingDecision.at > batch.asked_at)
    return bool(db.session.scalar(sa.select(sa.or_(changed, sealed, decided))))


def batch_subject(viewer: Viewer, batch_id: UUID) -> Subject | None:
    """A file with many statements: its owner's alone."""
    row = db.session.scalars(
        sa.select(FilingBatch).where(FilingBatch.id == batch_id).execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return None
    own = frozenset({Relation.OWN}) if row.by_id == viewer.account_id else frozenset[Relation]()
    file = db.session.get(StoredFile, row.file_id) if row.file_id else None
    return Subject(Batch(row, file.size if file else 0), None, own, "filing_batch", row.id)


def whose(viewer: Viewer, batch: FilingBatch, on: date) -> list[str]:
    """The names of those whose words are in it, of what the viewer still may have."""
    ids = [UUID(one) for one in batch.statement_ids]
    theirs = (Statement.id.in_(ids), may_have(viewer, on), Statement.taken_back_at.is_(None))
    found = db.session.execute(sa.select(Statement.id, Statement.young_person_id).where(*theirs)).all()
    shut = shut_to(viewer.account_id, [row[0] for row in found], on)
    young = people.several({row[1] for row in found if row[0] not in shut})
    return sorted((one.name for one in young.values()), key=str.casefold)


def batches_of(account_id: UUID) -> Sequence[FilingBatch]:
    """Files they asked for that are not gone, the newest first."""
    return db.session.scalars(
        sa.select(FilingBatch)
        .where(FilingBatch.by_id == account_id, FilingBatch.gone_at.is_(None))
        .order_by(FilingBatch.asked_at.desc(), FilingBatch.id)
    ).all()


def file_of(batch: FilingBatch) -> StoredFile | None:
    return db.session.get(StoredFile, batch.file_id) if batch.file_id else None


def last_sent(batch: FilingBatch) -> datetime:
    """When the last of them was said."""
    ids = [UUID(one) for one in batch.statement_ids]
    found = db.session.scalar(sa.select(sa.func.max(Statement.sent_at)).where(Statement.id.in_(ids)))
    return found or batch.asked_at


def rows_to_mark(viewer: Viewer, ids: Collection[UUID]) -> Sequence[Statement]:
    """Those of these that the viewer may file, locked."""
    mine = may_file(viewer, ids)
    return db.session.scalars(
        sa.select(Statement).where(Statement.id.in_(mine)).order_by(Statement.id).with_for_update()
    ).all()
