"""Making a part: pages burned in a few at a time, bound into volumes, proven clean, and only then MADE.

A worker that is killed in the middle leaves pieces; another goes on after them. Nothing of it can be fetched
before all of it is there and the pages are still as they were when it was asked for."""

from __future__ import annotations

import hashlib
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.documents import leaves
from portal.documents.leaves import Mark, NotDrawn, TooBusy
from portal.documents.pdf import NotMade, pdf_of
from portal.kit import clock, logs
from portal.records.commands import giving
from portal.records.commands.fronts import Letter, front_page, label_of, left_out_words
from portal.records.models import Document, Leaf, RecordsRequest, Redaction, Release, Volume
from portal.records.queries import giving as queries
from portal.records.queries.documents import content_of
from portal.records.queries.reading import all_names, area_of, boxes_on, people_named, words_of
from portal.records.rules import ReleaseState
from portal.records.rules.giving import PAGES_A_VOLUME
from portal.records.rules.reading import COVER
from portal.vault.files import keeping
from portal.vault.models import StoredFile

BUSY_FOR = timedelta(minutes=15)
MOST_TRIES = 3
PAGES_A_PIECE = 5
A_TURN = 40.0
"""Seconds after which the job leaves the rest for its next turn: the worker has calls to make meanwhile."""
SPOKEN_PAGES = 300
"""A part of at most so many pages can be read aloud and searched: each page is read by machine for that, some
seconds each."""
_ONE_AT_A_TIME = threading.Lock()
PDF = "application/pdf"
_SHORT = 4


class Changed(Exception):
    """A page, or what stands in front, is not as it was when this part was asked for."""


class Superseded(Exception):
    """It was thrown away or asked for anew meanwhile: what this worker has in hand counts for nothing."""


class TurnOver(Exception):
    """Somebody else's turn; what is done so far is kept."""


class NotClean(Exception):
    """Something that was covered is still in the file. It is thrown away."""


@dataclass(frozen=True)
class Run:
    """One time that a part was asked for."""

    release_id: UUID
    run: UUID | None


@dataclass(frozen=True)
class Piece:
    """Some pages of one document: what is burned in one go."""

    volume: int
    number: int
    document_id: UUID
    pages: tuple[int, ...]


def make_releases(a_turn: float = A_TURN) -> int:
    """Make the parts that were asked for, as far as one turn goes. Returns how many were made."""
    if not _ONE_AT_A_TIME.acquire(blocking=False):
        return 0  # the worker's other hand is at it, and somebody must be free to call
    try:
        return _make_until(time.monotonic() + a_turn)
    finally:
        _ONE_AT_A_TIME.release()


def _make_until(end: float) -> int:
    made = 0
    while run := _take():
        try:
            _make(run, end)
            made += 1
        except (TooBusy, TurnOver):
            _give_back(run)
            return made
        except Superseded:
            continue
        except (Changed, NotClean, NotDrawn, NotMade) as fault:
            logs.fault("make a part", fault)
            _fail(run, type(fault).__name__)
        except Exception as fault:
            logs.fault("make a part", fault)
            _try_again(run)
    return made


def _take() -> Run | None:
    now = clock.now()
    free = sa.or_(Release.busy_until.is_(None), Release.busy_until < now)
    with db.transaction():
        row = db.session.scalars(
            sa.select(Release)
            .where(Release.state == ReleaseState.MAKING, free)
            .order_by(Release.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).one_or_none()
        if row is None:
            return None
        row.busy_until = now + BUSY_FOR
        return Run(UUID(str(row.id)), row.run)


def _this_run(run: Run) -> Release | None:
    """The part, locked, if it is still being made for the same asking."""
    row = db.session.get(Release, run.release_id, with_for_update=True)
    return row if row is not None and row.state is ReleaseState.MAKING and row.run == run.run else None


def _give_back(run: Run) -> None:
    with db.transaction():
        if row := _this_run(run):
            row.busy_until = None


def _try_again(run: Run) -> None:
    with db.transaction():
        if row := _this_run(run):
            row.tries += 1
            row.busy_until = clock.now() + BUSY_FOR / 15
            if row.tries >= MOST_TRIES:
                _failed(row, "Broke")


def _fail(run: Run, fault: str) -> None:
    with db.transaction():
        if row := _this_run(run):
            _failed(row, fault)


def _failed(row: Release, fault: str) -> None:
    """Nothing that was made of it is kept."""
    giving.throw_away(row)
    row.state, row.fault, row.busy_until = ReleaseState.FAILED, fault[:40], None


def _make(run: Run, end: float) -> None:
    plan = _plan(run)
    for volume in sorted({one.volume for one in plan}):
        pieces = [one for one in plan if one.volume == volume]
        for piece in pieces:
            _look_at_the_clock(end)
            _burn(run, piece)
        _look_at_the_clock(end)
        _bind(run, volume, pieces, of=max(one.volume for one in plan))
    _finish(run)


def _look_at_the_clock(end: float) -> None:
    if time.monotonic() > end:
        raise TurnOver


def _plan(run: Run) -> list[Piece]:
    """Which pages go into which piece of which volume: the same each time it is worked out."""
    with db.transaction():
        row = _as_asked(run)
        pages = [
            (one.id, number) for one in queries.chosen_documents(row) for number in range(1, one.pages + 1)
        ]
    pieces: list[Piece] = []
    for at in range(0, len(pages), PAGES_A_VOLUME):
        volume, number = at // PAGES_A_VOLUME + 1, 0
        for document_id, some in _by_document(pages[at : at + PAGES_A_VOLUME]):
            for first in range(0, len(some), PAGES_A_PIECE):
                number += 1
                pieces.append(Piece(volume, number, document_id, tuple(some[first : first + PAGES_A_PIECE])))
    return pieces


def _by_document(pages: list[tuple[UUID, int]]) -> Iterator[tuple[UUID, list[int]]]:
    found: dict[UUID, list[int]] = defaultdict(list)
    for document_id, number in pages:
        found[document_id].append(number)
    yield from found.items()


def _as_asked(run: Run) -> Release:
    """The part, as it was when this run began. Raises Superseded, Changed."""
    row = _this_run(run)
    if row is None:
        raise Superseded
    if queries.fingerprint_of(row) != row.made_of:
        raise Changed
    return row


def _burn(run: Run, piece: Piece) -> None:
    with db.transaction():
        row = _as_asked(run)
        if _volume(row.id, piece.volume, 0) or _volume(row.id, piece.volume, piece.number):
            return  # there already: a worker before us made it
        letter = queries.letter_of(row)
        pages = _leaves(piece)
        boxes = _boxes(pages)
        marks = {
            leaf.number: [Mark(area_of(box), *label_of(letter, box.why)) for box in boxes[leaf.id]]
            for leaf in pages
        }
        left_out = {
            leaf.number: left_out_words(letter, leaf.left_out_why) for leaf in pages if leaf.left_out_why
        }
        content = content_of(db.session.get_one(Document, piece.document_id))
        speaks = row.pages <= SPOKEN_PAGES
    burned = leaves.burn_part(content, marks, piece.pages, left_out=left_out, speaks=speaks)
    with db.transaction():
        row = _as_asked(run)
        _keep(row, piece.volume, piece.number, len(piece.pages), burned, "application/octet-stream")
        row.pages_done += len(piece.pages)
        row.busy_until = clock.now() + BUSY_FOR


def _leaves(piece: Piece) -> list[Leaf]:
    return list(
        db.session.scalars(
            sa.select(Leaf)
            .where(Leaf.document_id == piece.document_id, Leaf.number.in_(piece.pages))
            .order_by(Leaf.number)
        )
    )


def _boxes(pages: list[Leaf]) -> dict[UUID, list[Redaction]]:
    found: dict[UUID, list[Redaction]] = defaultdict(list)
    for box in boxes_on([leaf.id for leaf in pages]):
        found[box.leaf_id].append(box)
    return found


def _volume(release_id: UUID, number: int, piece: int) -> Volume | None:
    return db.session.scalars(
        sa.select(Volume).where(
            Volume.release_id == release_id, Volume.number == number, Volume.piece == piece
        )
    ).one_or_none()


def _keep(row: Release, number: int, piece: int, pages: int, content: bytes, kind: str) -> None:
    file = keeping.keep(row.request_id, content, kind, now=clock.now())
    db.session.add(
        Volume(
            id=uuid.uuid4(),
            release_id=row.id,
            number=number,
            piece=piece,
            pages=pages,
            file_id=file.id,
            sha256=hashlib.sha256(content).hexdigest(),
        )
    )
    db.session.flush()


def _bind(run: Run, volume: int, pieces: list[Piece], *, of: int) -> None:
    with db.transaction():
        row = _as_asked(run)
        if _volume(row.id, volume, 0):
            return
        request = db.session.get_one(RecordsRequest, row.request_id)
        letter = queries.letter_of(row)
        page = front_page(letter, volume=volume, of=of)
        title, language = str(letter.get("title", "")), request.language
        secrets = _secrets(pieces, letter)
        names = _covered_names(row.request_id)
    front = pdf_of(page)
    parts = (_part(run, piece) for piece in pieces)
    bound = b"".join(leaves.bind(parts, title=title, lang=language, front=front))
    if leaves.prove_clean(bound, by_page=_moved(secrets, names, pieces, bound)):
        raise NotClean
    with db.transaction():
        row = _as_asked(run)
        pages = sum(len(one.pages) for one in pieces)
        _keep(row, volume, 0, pages, bound, PDF)
        for piece in pieces:
            if made := _volume(row.id, volume, piece.number):
                giving.drop_volume(made)
        row.busy_until = clock.now() + BUSY_FOR


def _part(run: Run, piece: Piece) -> bytes:
    with db.transaction():
        made = _volume(run.release_id, piece.volume, piece.number)
        if made is None:
            raise Superseded
        return keeping.content_of(db.session.get_one(StoredFile, made.file_id))


def _secrets(pieces: list[Piece], letter: Letter) -> dict[tuple[UUID, int], list[str]]:
    """What stood under the boxes of each page and nowhere else on it; of a page held back whole, its words.
    Without what we print there ourselves."""
    found = {}
    for piece in pieces:
        pages = _leaves(piece)
        boxes = _boxes(pages)
        for leaf in pages:
            words = words_of(leaf)
            if leaf.left_out_why:
                printed = left_out_words(letter, leaf.left_out_why)
                secret = [word.text for word in words if len(word.text) > _SHORT]
            else:
                printed = " ".join(label_of(letter, box.why)[0] for box in boxes[leaf.id])
                secret = leaves.secrets_of(words, [Mark(area_of(box)) for box in boxes[leaf.id]])
            found[piece.document_id, leaf.number] = _without(secret, printed)
    return found


def _without(secrets: list[str], printed: str) -> list[str]:
    ours = printed.casefold()
    return [one for one in secrets if one.casefold() not in ours]


def _moved(
    secrets: dict[tuple[UUID, int], list[str]], names: list[str], pieces: list[Piece], bound: bytes
) -> dict[int, list[str]]:
    """The same by page of the volume, behind what stands in front; there no covered name may stand either."""
    order = [(piece.document_id, number) for piece in pieces for number in piece.pages]
    looked = leaves.look_at(bound)
    if isinstance(looked, leaves.Fault):
        raise NotClean
    front = looked.pages - len(order)
    found = {front + at: secrets[page] for at, page in enumerate(order, 1) if page in secrets}
    phrases = [one for some in secrets.values() for one in some if " " in one]
    return {**{page: [*names, *phrases] for page in range(1, front + 1)}, **found}


def _covered_names(request_id: UUID) -> list[str]:
    """Names of people whose interests came out ahead: a title or a glossary could tell them all the same."""
    return [
        name
        for one in people_named(request_id)
        if one.balance in COVER
        for name in all_names(one)
        if len(name) > _SHORT
    ]


def _finish(run: Run) -> None:
    with db.transaction():
        row = _as_asked(run)
        row.state, row.made_at, row.busy_until = ReleaseState.MADE, clock.now(), None
        row.pages_done = row.pages
