"""What the worker does with uploaded files: looks at what they are, reads pages, finds names on them.

A few pages at a time, each few in a transaction of their own: a worker that is killed loses at most those,
and another goes on from there. Files are opened by a process apart, outside any transaction."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.documents import leaves
from portal.documents.leaves import Fault, How, Looked, NotDrawn, TooBusy
from portal.kit import clock, logs
from portal.kit.spool import Content
from portal.records.commands.found import count_found
from portal.records.models import Document, Leaf
from portal.records.queries.documents import content_of
from portal.records.queries.reading import people_named, words_as_kept
from portal.records.rules import DocumentState, PageRead

BUSY_FOR = timedelta(minutes=10)
MOST_TRIES = 3
AT_ONCE = 10
"""Pages read by one process and kept in one transaction."""
A_TURN = 40.0
"""Seconds after which a job leaves the rest for its next turn: the worker has calls to make meanwhile."""
_READ = {
    How.TEXT: PageRead.TEXT,
    How.MACHINE: PageRead.MACHINE,
    How.BOTH: PageRead.MACHINE,
    How.BLANK: PageRead.BLANK,
    How.NOT_READ: PageRead.NOT_READABLE,
}


@dataclass(frozen=True)
class Taken:
    """A file that this worker has for now."""

    id: UUID
    content: Content
    title: str
    pages: int
    known: int


def look_at_documents(most_pages: int = leaves.MOST_PAGES) -> int:
    """Look at every file that waits. Returns how many."""
    done = 0
    while taken := _take(Document.state == DocumentState.WAITING):
        try:
            looked = leaves.look_at(taken.content, taken.title, most_pages=most_pages)
        except TooBusy:
            _give_back(taken.id)
            return done
        except Exception as fault:
            logs.fault("look at a document", fault)
            _give_up(taken.id)
            continue
        _keep_looked(taken.id, looked)
        done += 1
    return done


def _take(which: sa.ColumnElement[bool]) -> Taken | None:
    now = clock.now()
    free = sa.or_(Document.busy_until.is_(None), Document.busy_until < now)
    with db.transaction():
        row = db.session.scalars(
            sa.select(Document)
            .where(which, free, Document.taken_out_at.is_(None), Document.file_id.is_not(None))
            .order_by(Document.at, Document.place)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).one_or_none()
        if row is None:
            return None
        row.busy_until = now + BUSY_FOR
        return Taken(row.id, content_of(row), row.title, row.pages, row.pages_known)


def _give_back(document_id: UUID) -> None:
    with db.transaction():
        db.session.get_one(Document, document_id).busy_until = None


def _give_up(document_id: UUID) -> None:
    """Three tries, then a person has to look."""
    with db.transaction():
        row = db.session.get_one(Document, document_id)
        row.tries += 1
        row.busy_until = None if row.tries >= MOST_TRIES else clock.now() + BUSY_FOR / 10
        if row.tries >= MOST_TRIES:
            row.state, row.fault = DocumentState.FAULTY, Fault.BROKEN.value


def _keep_looked(document_id: UUID, looked: Looked | Fault) -> None:
    with db.transaction():
        row = db.session.get_one(Document, document_id)
        row.busy_until = None
        if isinstance(looked, Fault):
            row.state, row.fault = DocumentState.FAULTY, looked.value
            return
        row.state, row.fault, row.kind, row.pages = DocumentState.READY, "", looked.kind.value, looked.pages
        known = set(db.session.scalars(sa.select(Leaf.number).where(Leaf.document_id == row.id)))
        new = [
            {
                "id": uuid.uuid4(),
                "request_id": row.request_id,
                "document_id": row.id,
                "number": number,
                "width": size.width,
                "height": size.height,
            }
            for number, size in enumerate(looked.sizes, 1)
            if number not in known
        ]
        if new:
            db.session.execute(sa.insert(Leaf), new)


def read_pages() -> int:
    """Read the words of pages that nobody has read yet, some at a time. Returns how many."""
    done = 0
    left = sa.and_(Document.state == DocumentState.READY, Document.pages_known < Document.pages)
    began = time.monotonic()
    while time.monotonic() - began < A_TURN and (taken := _take(left)):
        numbers = list(range(taken.known + 1, min(taken.pages, taken.known + AT_ONCE) + 1))
        try:
            read = _read(taken.content, numbers)
        except TooBusy:
            _give_back(taken.id)
            return done
        except Exception as fault:
            logs.fault("read the pages of a document", fault)
            _give_up(taken.id)
            continue
        _keep_words(taken.id, read)
        done += len(numbers)
    return done


def _read(content: Content, numbers: list[int]) -> dict[int, leaves.Read | None]:
    """The words of these pages; None for one that cannot be drawn."""
    read: dict[int, leaves.Read | None] = {}
    left = list(numbers)
    while left:
        try:
            for one in leaves.pages_words(content, left):
                read[one.page] = one
        except NotDrawn as fault:
            read[fault.page] = None
        if not any(number in read for number in left):
            read[left[0]] = None  # nothing came and nothing was said: it must not be asked for ever
        left = [number for number in left if number not in read]
    return read


def _keep_words(document_id: UUID, read: dict[int, leaves.Read | None]) -> None:
    with db.transaction():
        row = db.session.get_one(Document, document_id)
        rows = db.session.scalars(
            sa.select(Leaf).where(Leaf.document_id == document_id, Leaf.number.in_(list(read)))
        )
        for leaf in rows:
            one = read[leaf.number]
            leaf.read = _READ[one.how] if one else PageRead.NOT_READABLE
            leaf.words = words_as_kept(one.words) if one and one.words else ""
            leaf.hidden_words = one.hidden_words if one else 0
            leaf.find_again = True
        row.pages_known, row.busy_until, row.tries = max(read), None, 0


def find_names() -> int:
    """Count, page by page, what was found and no box covers. A page that was done and on which more is found
    now than was left in on purpose is not done any more. Returns how many pages were looked through."""
    done = 0
    began = time.monotonic()
    while time.monotonic() - began < A_TURN and (some := _find_some()):
        done += some
    return done


def _find_some() -> int:
    with db.transaction():
        request_id = db.session.scalar(
            sa.select(Leaf.request_id).where(Leaf.find_again, Leaf.read != PageRead.NOT_YET).limit(1)
        )
        if request_id is None:
            return 0
        pages = db.session.scalars(
            sa.select(Leaf)
            .where(Leaf.request_id == request_id, Leaf.find_again, Leaf.read != PageRead.NOT_YET)
            .order_by(Leaf.document_id, Leaf.number)
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)
        ).all()
        known = people_named(request_id)
        for leaf in pages:
            count_found(leaf, known)
        return len(pages)
