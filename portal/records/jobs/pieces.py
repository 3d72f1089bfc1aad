"""A part in pieces: which pages go together. Each is burned in by a process apart, and kept sealed until its
volume is bound."""

from __future__ import annotations

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.documents import leaves
from portal.documents.leaves import Mark
from portal.kit import clock
from portal.kit.spool import Content, pieces_of
from portal.records.commands import parts
from portal.records.commands.fronts import Letter, aloud_of, label_of, left_out_words
from portal.records.jobs.runs import BUSY_FOR, Run, as_asked
from portal.records.models import Document, Leaf, Redaction, Release, Volume
from portal.records.queries import giving as queries
from portal.records.queries.documents import content_of
from portal.records.queries.reading import area_of, boxes_on, words_of
from portal.records.rules.giving import PAGES_A_VOLUME
from portal.vault.files import keeping
from portal.vault.models import StoredFile

SPOKEN_PAGES = 300
"""Each page of a part of at most so many is read by machine once more, off the copy itself: seconds each.
A longer one says the words that were read off its pages before, as far as no box is near."""
FEW, MANY, LIGHT = 5, 40, 120
"""Pages in a piece: of a part that is read by machine, and of a longer one, whose pages are scans, or typed.
A process is started for each piece, which costs as much as ten pages; what it gives back is in our memory."""
TYPED = 50_000
"""Bytes a page: a file with fewer has no scans in it worth the name."""


@dataclass(frozen=True)
class Piece:
    """Some pages of one document: what is burned in one go."""

    volume: int
    number: int
    document_id: UUID
    pages: tuple[int, ...]


@dataclass(frozen=True)
class Page:
    """A page with what is covered on it, as it is burned in and as it is proven."""

    leaf: Leaf
    marks: list[Mark]
    held_back: str | None


def plan_of(run: Run) -> list[Piece]:
    """Which pages go into which piece of which volume: the same each time it is worked out."""
    with db.transaction(writes=False):
        row = as_asked(run)
        documents = queries.chosen_documents(row)
        pages = [(one.id, number) for one in documents for number in range(1, one.pages + 1)]
        sizes = {one.id: _pages_a_piece(row, one) for one in documents}
    pieces: list[Piece] = []
    for at in range(0, len(pages), PAGES_A_VOLUME):
        volume, number = at // PAGES_A_VOLUME + 1, 0
        for document_id, some in _by_document(pages[at : at + PAGES_A_VOLUME]):
            size = sizes[document_id]
            for first in range(0, len(some), size):
                number += 1
                pieces.append(Piece(volume, number, document_id, tuple(some[first : first + size])))
    return pieces


def _pages_a_piece(row: Release, document: Document) -> int:
    if row.pages <= SPOKEN_PAGES:
        return FEW
    file = db.session.get_one(StoredFile, document.file_id)
    return LIGHT if file.size <= TYPED * document.pages else MANY


def _by_document(pages: list[tuple[UUID, int]]) -> Iterator[tuple[UUID, list[int]]]:
    found: dict[UUID, list[int]] = defaultdict(list)
    for document_id, number in pages:
        found[document_id].append(number)
    yield from found.items()


def burn(run: Run, piece: Piece) -> None:
    """Burn its pages in and keep them, unless a worker before us did. Raises NotDrawn, TooBusy."""
    with db.transaction(writes=False):
        row = as_asked(run)
        if volume_of(row.id, piece.volume, 0) or _is_there(row, piece):
            return
        pages = pages_of(piece, queries.letter_of(row))
        marks = {page.leaf.number: page.marks for page in pages}
        left_out = {page.leaf.number: page.held_back for page in pages if page.held_back is not None}
        content = content_of(db.session.get_one(Document, piece.document_id))
        speaks = row.pages <= SPOKEN_PAGES
        known = {} if speaks else {page.leaf.number: words_of(page.leaf) for page in pages}
    burned = leaves.burn_part(content, marks, piece.pages, left_out=left_out, speaks=speaks, known=known)
    with db.transaction():
        row = as_asked(run)
        if older := volume_of(row.id, piece.volume, piece.number):
            parts.drop_volume(older)
        keep(row, piece.volume, piece.number, len(piece.pages), burned, "application/octet-stream")
        row.pages_done += len(piece.pages)
        row.busy_until = clock.now() + BUSY_FOR


def _is_there(row: Release, piece: Piece) -> bool:
    """Whether it was made before. One of another size is of an older way of cutting and does not count."""
    made = volume_of(row.id, piece.volume, piece.number)
    return made is not None and made.pages == len(piece.pages)


def pages_of(piece: Piece, letter: Letter) -> list[Page]:
    """Its pages in their order, with the boxes on each."""
    rows = db.session.scalars(
        sa.select(Leaf)
        .where(Leaf.document_id == piece.document_id, Leaf.number.in_(piece.pages))
        .order_by(Leaf.number)
    ).all()
    boxes: dict[UUID, list[Redaction]] = defaultdict(list)
    for box in boxes_on([leaf.id for leaf in rows]):
        boxes[box.leaf_id].append(box)
    return [
        Page(
            leaf,
            [_mark(letter, box) for box in boxes[leaf.id]],
            left_out_words(letter, leaf.left_out_why) if leaf.left_out_why else None,
        )
        for leaf in rows
    ]


def _mark(letter: Letter, box: Redaction) -> Mark:
    """What is read aloud says that it is a name, never how long."""
    aloud = aloud_of(letter, box.why) if box.person_id else ""
    return Mark(area_of(box), *label_of(letter, box.why), aloud)


def volume_of(release_id: UUID, number: int, piece: int) -> Volume | None:
    """A volume (piece 0), or a piece of one."""
    return db.session.scalars(
        sa.select(Volume).where(
            Volume.release_id == release_id, Volume.number == number, Volume.piece == piece
        )
    ).one_or_none()


def keep(row: Release, number: int, piece: int, pages: int, content: Content, kind: str) -> None:
    """Keep a volume or a piece of one, sealed."""
    digest = hashlib.sha256()
    for some in pieces_of(content):
        digest.update(some)
    file = keeping.keep(row.request_id, content, kind, now=clock.now())
    db.session.add(
        Volume(
            id=uuid.uuid4(),
            release_id=row.id,
            number=number,
            piece=piece,
            pages=pages,
            file_id=file.id,
            sha256=digest.hexdigest(),
        )
    )
    db.session.flush()
