"""Pages of a document: what is on one, what is covered, what could be covered, who is named."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.documents import leaves
from portal.documents.leaves import Area, Hit, Pattern, Word
from portal.policy.viewer import Subject, Viewer
from portal.records.models import Document, HarmQuestion, Leaf, PersonNamed, RecordsRequest, Redaction
from portal.records.queries.documents import Of, document, needs_second
from portal.records.queries.requests import KIND, staff_request
from portal.records.rules import HarmAnswer, PageRead
from portal.records.rules.reading import is_covered_by_default

PAGE_SIZE = 50


@dataclass(frozen=True)
class OnPage:
    """One page with its document and request."""

    request: RecordsRequest
    document: Document
    leaf: Leaf


@dataclass(frozen=True)
class Suggestion:
    """Something found on a page that no box covers. `person` is set where it is a name on the list."""

    hit: Hit
    person: PersonNamed | None

    @property
    def key(self) -> str:
        """What names it in a form, as long as the page's words are the same."""
        area = self.hit.areas[0]
        return f"{area.x0:.4f}-{area.y0:.4f}-{area.x1:.4f}-{area.y1:.4f}"


def page(viewer: Viewer, request_id: UUID, document_id: UUID, number: int) -> Subject | None:
    """One page, for whoever may see the request."""
    subject = document(viewer, request_id, document_id)
    if subject is None:
        return None
    found: Of = subject.thing
    leaf = leaf_of(document_id, number)
    if leaf is None or found.document.taken_out_at is not None:
        return None
    thing = OnPage(found.request, found.document, leaf)
    return Subject(thing, subject.young_person_id, subject.relations, KIND, request_id, subject.safety)


def leaf_of(document_id: UUID, number: int) -> Leaf | None:
    """The page with this number, or None."""
    return db.session.scalars(
        sa.select(Leaf).where(Leaf.document_id == document_id, Leaf.number == number)
    ).one_or_none()


def words_of(leaf: Leaf) -> list[Word]:
    """The words that can be seen on it, as far as they are known."""
    rows = json.loads(leaf.words or "[]")
    return [Word(text, Area(x0, y0, x1, y1), line) for text, x0, y0, x1, y1, line in rows]


def words_as_kept(words: Iterable[Word]) -> str:
    """The same, as a page keeps them."""
    return json.dumps(
        [
            [w.text, *(round(v, 5) for v in (w.area.x0, w.area.y0, w.area.x1, w.area.y1)), w.line]
            for w in words
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def boxes_on(leaf_ids: Iterable[UUID], *, off: bool = False) -> Sequence[Redaction]:
    """What is covered on these pages; with `off` also what was and no longer is."""
    chosen = sa.select(Redaction).where(Redaction.leaf_id.in_(list(leaf_ids)))
    if not off:
        chosen = chosen.where(Redaction.off_at.is_(None))
    return db.session.scalars(chosen.order_by(Redaction.y0, Redaction.x0, Redaction.id)).all()


def area_of(box: Redaction) -> Area:
    return Area(box.x0, box.y0, box.x1, box.y1)


def people_named(request_id: UUID) -> Sequence[PersonNamed]:
    """Everybody on the request's list."""
    return db.session.scalars(
        sa.select(PersonNamed)
        .where(PersonNamed.request_id == request_id, PersonNamed.off_at.is_(None))
        .order_by(PersonNamed.at, PersonNamed.id)
    ).all()


def person(viewer: Viewer, request_id: UUID, person_id: UUID) -> Subject | None:
    """One of them."""
    subject, row = staff_request(viewer, request_id), db.session.get(PersonNamed, person_id)
    if subject is None or row is None or row.request_id != request_id or row.off_at is not None:
        return None
    return Subject(
        (subject.thing, row), subject.young_person_id, subject.relations, KIND, request_id, subject.safety
    )


def harm_question(viewer: Viewer, request_id: UUID, harm_id: UUID) -> Subject | None:
    """One question about serious harm."""
    subject, row = staff_request(viewer, request_id), db.session.get(HarmQuestion, harm_id)
    if subject is None or row is None or row.request_id != request_id:
        return None
    return Subject(
        (subject.thing, row), subject.young_person_id, subject.relations, KIND, request_id, subject.safety
    )


def harm_questions(request_id: UUID) -> Sequence[HarmQuestion]:
    """Every question about serious harm, oldest first."""
    return db.session.scalars(
        sa.select(HarmQuestion)
        .where(HarmQuestion.request_id == request_id)
        .order_by(HarmQuestion.asked_on, HarmQuestion.at)
    ).all()


def harm_answers(request_id: UUID) -> list[HarmAnswer]:
    """What was answered, and what is still open."""
    return list(
        db.session.scalars(sa.select(HarmQuestion.answer).where(HarmQuestion.request_id == request_id))
    )


def find_on(leaf: Leaf, known: Sequence[PersonNamed]) -> list[Suggestion]:
    """What was found on a page and no box covers."""
    return suggestions(words_of(leaf), [area_of(box) for box in boxes_on([leaf.id])], known)


def suggestions(
    words: Sequence[Word], covered: Sequence[Area], known: Sequence[PersonNamed]
) -> list[Suggestion]:
    """Names on the list that are normally covered, and patterns, as far as no box covers them yet."""
    by_name = {
        name: one for one in known for name in all_names(one) if is_covered_by_default(one.who, one.balance)
    }
    hits = leaves.find(words, names=tuple(by_name), patterns=tuple(Pattern))
    return [
        Suggestion(hit, by_name.get(hit.name) if hit.what is None else None)
        for hit in hits
        if not is_held(hit, covered)
    ]


def is_held(hit: Hit, covered: Sequence[Area]) -> bool:
    """Whether boxes cover all of it."""
    return all(any(_holds(box, area) for box in covered) for area in hit.areas)


def all_names(one: PersonNamed) -> list[str]:
    """Every name somebody goes by in the file."""
    return [name.strip() for name in [one.name, *one.other_names.splitlines()] if name.strip()]


def _holds(box: Area, area: Area) -> bool:
    inner = area.inner
    return box.x0 <= inner.x0 and box.y0 <= inner.y0 and box.x1 >= inner.x1 and box.y1 >= inner.y1


@dataclass(frozen=True)
class PageRow:
    """A page in a list."""

    leaf: Leaf
    boxes: int
    needs_second: bool


def pages_of(document_id: UUID, which: str, *, page: int) -> tuple[list[PageRow], int]:
    """Pages of a document, those that match a filter, and how many there are in all."""
    where = [Leaf.document_id == document_id, *_filter(which)]
    boxes = (
        sa.select(sa.func.count())
        .where(Redaction.leaf_id == Leaf.id, Redaction.off_at.is_(None))
        .correlate(Leaf)
        .scalar_subquery()
    )
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Leaf).where(*where)) or 0
    rows = db.session.execute(
        sa.select(Leaf, boxes, needs_second())
        .where(*where)
        .order_by(Leaf.number)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return [PageRow(leaf, int(count), bool(second)) for leaf, count, second in rows], total


def _filter(which: str) -> list[sa.ColumnElement[bool]]:
    unchecked = sa.or_(Leaf.checked_version.is_(None), Leaf.checked_version != Leaf.version)
    conditions: dict[str, list[sa.ColumnElement[bool]]] = {
        "to_read": [Leaf.done_at.is_(None)],
        "found": [Leaf.suggested > Leaf.suggested_when_done],
        "not_readable": [Leaf.read == PageRead.NOT_READABLE],
        "to_check": [Leaf.done_at.is_not(None), needs_second(), unchecked, Leaf.back_sealed.is_(None)],
        "sent_back": [Leaf.back_sealed.is_not(None)],
    }
    return conditions.get(which, [])


def next_page(document_id: UUID, after: int, which: str) -> int | None:
    """The number of the next page that matches, or of the first one when there is none after it; never the
    page itself."""
    numbers = sa.select(Leaf.number).where(Leaf.document_id == document_id, *_filter(which))
    others = numbers.where(Leaf.number != after)
    following = db.session.scalar(others.where(Leaf.number > after).order_by(Leaf.number).limit(1))
    return following or db.session.scalar(others.order_by(Leaf.number).limit(1))


def readers_of(rows: Iterable[Leaf], boxes: Iterable[Redaction] = ()) -> dict[UUID, str]:
    """Names of whoever read and checked these pages, and drew these boxes."""
    ids = {one for leaf in rows for one in (leaf.done_by_id, leaf.checked_by_id) if one}
    return names_of(ids | {box.by_id for box in boxes})
