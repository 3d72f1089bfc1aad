"""Pieces bound into a volume. It is proven in three ways before it is kept: for words, for what else a file
can hold, and for the pixels of every box."""

from __future__ import annotations

from uuid import UUID

from portal import db
from portal.documents import leaves
from portal.documents.leaves import Mark
from portal.documents.pdf import pdf_of
from portal.kit import clock
from portal.kit.spool import Spool, size_of, spooled
from portal.records.commands import parts
from portal.records.commands.fronts import front_page
from portal.records.jobs.pieces import Page, Piece, keep, pages_of, volume_of
from portal.records.jobs.runs import BUSY_FOR, Run, Superseded, as_asked
from portal.records.models import RecordsRequest
from portal.records.queries import giving as queries
from portal.records.queries.reading import all_names, people_named, words_of
from portal.records.rules.reading import COVER
from portal.vault.files import keeping
from portal.vault.models import StoredFile

PDF = "application/pdf"
_SHORT = 4


class NotClean(Exception):
    """Something that was covered is still in the file. It is thrown away."""


class Secrets:
    """What must not be in a volume, page by page as they follow each other."""

    def __init__(self) -> None:
        self.words: list[list[str]] = []
        self.marks: list[list[Mark]] = []
        self.held_back: list[str | None] = []

    def add(self, page: Page) -> None:
        """One more page."""
        self.words.append(_secrets_of(page))
        self.marks.append([] if page.held_back is not None else page.marks)
        self.held_back.append(page.held_back)


def bind(run: Run, volume: int, pieces: list[Piece], *, of: int) -> None:
    """Make the volume of its pieces, prove it clean and keep it; the pieces go. Raises NotClean."""
    with db.transaction(writes=False):
        row = as_asked(run)
        if volume_of(row.id, volume, 0):
            return
        request = db.session.get_one(RecordsRequest, row.request_id)
        letter = queries.letter_of(row)
        page = front_page(letter, volume=volume, of=of)
        title, language = str(letter.get("title", "")), request.language
        secrets = Secrets()
        for piece in pieces:
            for one in pages_of(piece, letter):
                secrets.add(one)
        names = _covered_names(row.request_id)
    front = pdf_of(page)
    burned = (_part(run, piece) for piece in pieces)
    bound = spooled(leaves.bind(burned, title=title, lang=language, front=front))
    prove(bound, secrets, names)
    with db.transaction():
        row = as_asked(run)
        pages = sum(len(one.pages) for one in pieces)
        keep(row, volume, 0, pages, bound, PDF)
        for piece in pieces:
            if made := volume_of(row.id, volume, piece.number):
                parts.drop_volume(made)
        row.busy_until = clock.now() + BUSY_FOR


def _part(run: Run, piece: Piece) -> bytes:
    with db.transaction(writes=False):
        made = volume_of(run.release_id, piece.volume, piece.number)
        if made is None:
            raise Superseded
        return keeping.content_of(db.session.get_one(StoredFile, made.file_id))


def _secrets_of(page: Page) -> list[str]:
    """What stood under the boxes and nowhere else on the page; of a page held back whole, its words. Without
    what we print there ourselves."""
    if page.held_back is None and not page.marks:
        return []
    words = words_of(page.leaf)
    if page.held_back is not None:
        return _without([word.text for word in words if len(word.text) > _SHORT], page.held_back)
    printed = " ".join(f"{mark.label} {mark.aloud}" for mark in page.marks)
    return _without(leaves.secrets_of(words, page.marks), printed)


def _without(secrets: list[str], printed: str) -> list[str]:
    ours = printed.casefold()
    return [one for one in secrets if one.casefold() not in ours]


def prove(bound: Spool, secrets: Secrets, names: list[str]) -> None:
    """Raises NotClean where anything that is covered can be found, or seen."""
    looked = leaves.look_at(bound, most_bytes=size_of(bound))
    if isinstance(looked, leaves.Fault) or looked.pages < len(secrets.words):
        raise NotClean
    first = looked.pages - len(secrets.words) + 1
    found = leaves.prove_clean(
        bound,
        by_page={**_in_front(first, secrets, names), **dict(enumerate(secrets.words, first))},
        marks=dict(enumerate(secrets.marks, first)),
        held_back={page: one for page, one in enumerate(secrets.held_back, first) if one is not None},
    )
    if found:
        raise NotClean


def _in_front(first: int, secrets: Secrets, names: list[str]) -> dict[int, list[str]]:
    """In our own pages no covered name may stand, nor several words that are covered anywhere."""
    phrases = [one for some in secrets.words for one in some if " " in one]
    return {page: [*names, *phrases] for page in range(1, first)}


def _covered_names(request_id: UUID) -> list[str]:
    """Names of people whose interests came out ahead: a title or a glossary could tell them all the same."""
    return [
        name
        for one in people_named(request_id)
        if one.balance in COVER
        for name in all_names(one)
        if len(name) > _SHORT
    ]
