"""Documents of a request with pages whose words are known, without asking a process apart: quick."""

from __future__ import annotations

import uuid
from uuid import UUID

from portal import db
from portal.accounts.models import Account
from portal.documents.leaves import Area, Word
from portal.kit import clock
from portal.records.models import Document, Leaf, RecordsRequest
from portal.records.queries.reading import words_as_kept
from portal.records.rules import DocumentState, PageRead
from portal.vault.files import keeping


def make_document(request: RecordsRequest, *pages: str, by: Account, title: str = "Notes") -> UUID:
    """A text of so many pages, read already; its file is the text itself."""
    with db.transaction():
        file = keeping.keep(request.id, "\f".join(pages).encode(), "text/plain", now=clock.now())
        row = Document(
            id=uuid.uuid4(),
            request_id=request.id,
            send_once=uuid.uuid4(),
            place=1,
            file_id=file.id,
            kind="text",
            pages=len(pages),
            pages_known=len(pages),
            state=DocumentState.READY,
            by_id=by.id,
            at=clock.now(),
        )
        row.title = title
        db.session.add(row)
        db.session.flush()
        for number, text in enumerate(pages, 1):
            leaf = Leaf(
                id=uuid.uuid4(),
                request_id=request.id,
                document_id=row.id,
                number=number,
                width=595,
                height=842,
                read=PageRead.TEXT,
            )
            leaf.words = words_as_kept(words_in_lines(text))
            db.session.add(leaf)
        return row.id


def words_in_lines(text: str) -> list[Word]:
    """Each word where a typewriter would put it."""
    return [
        Word(word, Area(0.08 + at * 0.09, 0.05 + line * 0.03, 0.16 + at * 0.09, 0.07 + line * 0.03), line)
        for line, row in enumerate(text.splitlines())
        for at, word in enumerate(row.split())
    ]
