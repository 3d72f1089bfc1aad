"""Where somebody's name stands in the whole file of a request, some pages at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.documents import leaves
from portal.documents.leaves import Word
from portal.records.models import Document, Leaf, PersonNamed, Redaction
from portal.records.queries.reading import Suggestion, all_names, area_of, is_held, words_of
from portal.records.rules import DocumentState, PageRead

MOST_PLACES = 200
"""Places on one page of the list."""
MOST_PAGES = 400
"""Pages of the file looked through for one page of the list."""
_AROUND = 4


@dataclass(frozen=True)
class Place:
    """A name on a page, with the words around it; no box covers it yet."""

    document: Document
    leaf: Leaf
    found: Suggestion
    before: str
    after: str

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.leaf.id}:{self.found.key}"


@dataclass(frozen=True)
class Places:
    """One page of the list. `next_from`: how many pages of the file come before the rest of it, or None."""

    rows: list[Place]
    next_from: int | None
    unread: int  # pages of the request whose words are not known


def places_of(person: PersonNamed, *, skip: int) -> Places:
    """Where this person's names stand and nothing covers them, in the order of the file."""
    leaves_there = _pages(person.request_id, skip)
    boxes = _boxes(leaf.id for leaf, _document in leaves_there[:MOST_PAGES])
    rows: list[Place] = []
    looked = 0
    for leaf, document in leaves_there[:MOST_PAGES]:
        found = _on(leaf, document, person, boxes.get(leaf.id, []))
        if rows and len(rows) + len(found) > MOST_PLACES:
            break
        rows += found
        looked += 1
    is_more = looked < len(leaves_there)
    return Places(rows, skip + looked if is_more else None, _unread(person.request_id))


def picked(person: PersonNamed, keys: Iterable[str]) -> list[tuple[Document, Leaf, list[Suggestion]]]:
    """Of the places that were ticked, those that still stand open, page by page."""
    by_leaf: dict[UUID, set[str]] = {}
    for key in keys:
        leaf_id, _, place = key.partition(":")
        try:
            by_leaf.setdefault(UUID(leaf_id), set()).add(place)
        except ValueError:
            continue
    rows = db.session.execute(
        _ordered(person.request_id).where(Leaf.id.in_(list(by_leaf))).limit(MOST_PAGES)
    ).all()
    boxes = _boxes(row[0].id for row in rows)
    found = []
    for leaf, document in rows:
        here = [one.found for one in _on(leaf, document, person, boxes.get(leaf.id, []))]
        found.append((document, leaf, [one for one in here if one.key in by_leaf[leaf.id]]))
    return [one for one in found if one[2]]


def _ordered(request_id: UUID) -> sa.Select[Leaf, Document]:
    return (
        sa.select(Leaf, Document)
        .join(Document, Document.id == Leaf.document_id)
        .where(
            Leaf.request_id == request_id,
            Leaf.words_sealed.is_not(None),
            Document.taken_out_at.is_(None),
            Document.state == DocumentState.READY,
        )
        .order_by(Document.place, Document.at, Document.id, Leaf.number)
    )


def _pages(request_id: UUID, skip: int) -> list[tuple[Leaf, Document]]:
    rows = db.session.execute(_ordered(request_id).offset(skip).limit(MOST_PAGES + 1))
    return [(leaf, document) for leaf, document in rows]


def _boxes(leaf_ids: Iterable[UUID]) -> dict[UUID, list[Redaction]]:
    found: dict[UUID, list[Redaction]] = {}
    rows = db.session.scalars(
        sa.select(Redaction).where(Redaction.leaf_id.in_(list(leaf_ids)), Redaction.off_at.is_(None))
    )
    for box in rows:
        found.setdefault(box.leaf_id, []).append(box)
    return found


def _on(leaf: Leaf, document: Document, person: PersonNamed, boxes: list[Redaction]) -> list[Place]:
    words = words_of(leaf)
    covered = [area_of(box) for box in boxes]
    hits = leaves.find(words, names=tuple(all_names(person)), patterns=())
    return [
        Place(document, leaf, Suggestion(hit, person), *_around(words, hit))
        for hit in hits
        if not is_held(hit, covered)
    ]


def _around(words: list[Word], hit: leaves.Hit) -> tuple[str, str]:
    """A few words before and after it, on the same line."""
    first, last = hit.areas[0].inner, hit.areas[-1].inner
    middle = (first.y0 + first.y1) / 2
    here = [word for word in words if word.area.y0 <= middle <= word.area.y1]
    before = [word.text for word in here if word.area.x1 <= first.x0 + 0.002]
    after = [word.text for word in here if word.area.x0 >= last.x1 - 0.002]
    return " ".join(before[-_AROUND:]), " ".join(after[:_AROUND])


def _unread(request_id: UUID) -> int:
    unknown = Leaf.read.in_([PageRead.NOT_YET, PageRead.NOT_READABLE])
    return (
        db.session.scalar(
            sa.select(sa.func.count())
            .select_from(Leaf)
            .join(Document, Document.id == Leaf.document_id)
            .where(Leaf.request_id == request_id, Document.taken_out_at.is_(None), unknown)
        )
        or 0
    )
