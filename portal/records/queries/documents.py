"""The documents of a request, and how far each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit.spool import Spool
from portal.policy.viewer import Subject, Viewer
from portal.records.models import Document, Leaf, RecordsRequest, Redaction, Search
from portal.records.queries.requests import KIND, staff_request
from portal.records.rules import DocumentState, PageRead
from portal.vault.files import keeping
from portal.vault.models import StoredFile


@dataclass(frozen=True)
class Of:
    """A document with its request, as the pages get it."""

    request: RecordsRequest
    document: Document


@dataclass(frozen=True)
class Progress:
    """How far the reading of a document is: counts of pages."""

    pages: int = 0
    known: int = 0
    done: int = 0
    names_somebody: int = 0  # need a second person
    checked: int = 0
    sent_back: int = 0
    suggested: int = 0  # not done, and with something found that no box covers
    not_readable: int = 0

    @property
    def to_check(self) -> int:
        """Read by a first person, waiting for a second."""
        return self.names_somebody - self.checked


def document(viewer: Viewer, request_id: UUID, document_id: UUID) -> Subject | None:
    """One document of a request, for whoever may see the request."""
    subject = staff_request(viewer, request_id)
    row = db.session.get(Document, document_id)
    if subject is None or row is None or row.request_id != request_id:
        return None
    found = Of(subject.thing, row)
    return Subject(found, subject.young_person_id, subject.relations, KIND, request_id, subject.safety)


def documents_of(request_id: UUID, *, taken_out: bool = False) -> Sequence[Document]:
    """In the order of the file; those taken out only when asked for."""
    is_out = Document.taken_out_at.is_not(None) if taken_out else Document.taken_out_at.is_(None)
    return db.session.scalars(
        sa.select(Document)
        .where(Document.request_id == request_id, is_out)
        .order_by(Document.place, Document.at, Document.id)
    ).all()


def ready_of(request_id: UUID) -> Sequence[Document]:
    """Those that can be read and given."""
    return [one for one in documents_of(request_id) if one.state is DocumentState.READY]


def searches_of(request_id: UUID) -> Sequence[Search]:
    """Where somebody looked, for saying where a document was found."""
    return db.session.scalars(
        sa.select(Search).where(Search.request_id == request_id).order_by(Search.asked_on, Search.at)
    ).all()


def content_of(row: Document) -> Spool:
    """The file as it was uploaded, for work outside any transaction. Raises SealBroken, KeyMissing."""
    assert row.file_id is not None
    return keeping.spool_of(db.session.get_one(StoredFile, row.file_id))


def needs_second() -> sa.ColumnElement[bool]:
    """Pages that a second person must check: they name somebody, or hold something back."""
    boxed = sa.select(Redaction.id).where(Redaction.leaf_id == Leaf.id, Redaction.off_at.is_(None))
    return sa.or_(
        Leaf.names_somebody.is_(True), Leaf.left_out_why.is_not(None), boxed.correlate(Leaf).exists()
    )


def progress_of(request_id: UUID) -> dict[UUID, Progress]:
    """How far each document is, in one query."""
    second, done = needs_second(), Leaf.done_at.is_not(None)
    checked = Leaf.checked_version == Leaf.version
    rows = db.session.execute(
        sa.select(
            Leaf.document_id,
            sa.func.count(),
            _count(Leaf.read != PageRead.NOT_YET),
            _count(done),
            _count(sa.and_(done, second)),
            _count(sa.and_(done, second, checked)),
            _count(Leaf.back_sealed.is_not(None)),
            _count(sa.and_(sa.not_(done), Leaf.suggested > 0)),
            _count(Leaf.read == PageRead.NOT_READABLE),
        )
        .where(Leaf.request_id == request_id)
        .group_by(Leaf.document_id)
    )
    return {row[0]: Progress(*(int(value or 0) for value in row[1:])) for row in rows}


def _count(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((condition, 1), else_=0))
