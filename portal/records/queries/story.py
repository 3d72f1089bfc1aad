"""A young person's book: its pieces, where each comes from, and chapters.

Each source is a function: certificates join `SOURCES` when they land."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import names_of
from portal.people import queries as people
from portal.people.models import YoungPerson
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.records.models import Book, Chapter
from portal.records.queries import story_pictures, story_reviews, story_said
from portal.records.queries.story_pictures import Shown
from portal.records.queries.story_said import MOST, Piece
from portal.records.rules.story import Lived, Source, homes_lived, ids_of, key_of
from portal.vault.files.keeping import content_of
from portal.vault.models import StoredFile

__all__ = ["MOST", "Piece"]

_Wanted = Collection[UUID] | None


def chapters(young_person_id: UUID, only: _Wanted = None) -> list[Piece]:
    """What they or a worker wrote for the book, and is not put away."""
    conditions = [Chapter.young_person_id == young_person_id, Chapter.off_at.is_(None)]
    if only is not None:
        conditions.append(Chapter.id.in_(list(only)))
    rows = db.session.scalars(sa.select(Chapter).where(*conditions).order_by(Chapter.at, Chapter.id)).all()
    return _as_pieces(rows)


def _as_pieces(rows: Sequence[Chapter]) -> list[Piece]:
    names = names_of({row.by_id for row in rows if not row.is_own})
    return [
        Piece(
            key=key_of(Source.CHAPTER, row.id),
            source=Source.CHAPTER,
            id=row.id,
            at=row.at,
            title=row.title,
            words=row.words,
            by="" if row.is_own else names.get(row.by_id, ""),
            about=row.kind,
            from_on=row.from_on,
            until_on=row.until_on,
            own_side=row.own_side,
            picture_id=row.picture_id,
            file_id=row.file_id,
            says=row.says,
            is_new=not row.is_own and row.seen_at is None,
        )
        for row in rows
    ]


SOURCES: dict[Source, Callable[[UUID, _Wanted], list[Piece]]] = {
    Source.CHAPTER: chapters,
    Source.SAID: story_said.said,
    Source.ANSWER: story_said.answers,
    Source.PICTURE: story_pictures.pictures,
    Source.SAFETY: story_said.safety,
    Source.LETTER: story_reviews.letters,
    Source.AGREED: story_reviews.agreed,
}


@dataclass(frozen=True)
class Bound:
    """The book as it is now: title, cover, its pieces in order. A piece that is gone is passed over."""

    title: str
    cover: str
    pieces: Sequence[Piece]

    @property
    def keys(self) -> list[str]:
        return [piece.key for piece in self.pieces]


def offered(young_person_id: UUID) -> list[Piece]:
    """All that can be in it, from each source the newest ones, in the order of time."""
    found = [piece for source in SOURCES.values() for piece in source(young_person_id, None)]
    return sorted(found, key=lambda piece: (piece.at, piece.key))


def bound(young_person_id: UUID) -> Bound:
    """The book. Each piece is looked up anew: what must not be shown any more is not in it."""
    book = book_of(young_person_id)
    chosen = list(book.chosen) if book else []
    found: dict[str, Piece] = {}
    for source, pieces_of in SOURCES.items():
        if ids := ids_of(source, chosen):
            found |= {piece.key: piece for piece in pieces_of(young_person_id, ids)}
    return Bound(
        book.title if book else "", book.cover if book else "", [found[key] for key in chosen if key in found]
    )


def book_of(young_person_id: UUID, *, to_change: bool = False) -> Book | None:
    """Their book's own row."""
    wanted = sa.select(Book).where(Book.young_person_id == young_person_id)
    if to_change:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(wanted)


def sent_before(young_person_id: UUID, send_once: UUID) -> Chapter | None:
    """What this form made when it came the first time."""
    same = (Chapter.young_person_id == young_person_id, Chapter.send_once == send_once)
    return db.session.scalar(sa.select(Chapter).where(*same))


def own_chapter(viewer: Viewer, chapter_id: UUID) -> Subject | None:
    """A chapter of the viewer's own story, put away or not. None of a shut past."""
    row = db.session.get(Chapter, chapter_id)
    if row is None or viewer.past_is_shut or row.young_person_id != viewer.young_person_id:
        return None
    return Subject(row, row.young_person_id, frozenset({Relation.OWN}), "chapter", row.id)


def piece_of(chapter: Chapter) -> Piece:
    """One chapter as it is shown."""
    return _as_pieces([chapter])[0]


def chapter_picture(viewer: Viewer, chapter_id: UUID) -> Subject | None:
    """The picture that came with a chapter of the viewer's own story."""
    subject = own_chapter(viewer, chapter_id)
    file_id = subject.thing.file_id if subject else None
    shown = files_of([file_id]).get(file_id) if file_id else None
    if subject is None or shown is None:
        return None
    return Subject(shown, subject.young_person_id, subject.relations, "chapter", chapter_id)


def files_of(ids: Collection[UUID]) -> dict[UUID, Shown]:
    """The bytes of pictures that came with chapters."""
    rows = db.session.scalars(sa.select(StoredFile).where(StoredFile.id.in_(list(ids)))) if ids else ()
    return {row.id: Shown(content_of(row), row.media_type) for row in rows}


def put_away(young_person_id: UUID) -> list[Piece]:
    """What they put away and can bring back; not what a worker took back."""
    rows = db.session.scalars(
        sa.select(Chapter)
        .where(
            Chapter.young_person_id == young_person_id,
            Chapter.off_at.is_not(None),
            sa.or_(Chapter.is_own, Chapter.seen_at.is_not(None)),
        )
        .order_by(Chapter.off_at.desc(), Chapter.id)
        .limit(MOST)
    ).all()
    return _as_pieces(rows)


def new_ones(viewer: Viewer) -> int:
    """How many pieces workers wrote that they have not looked at."""
    if viewer.past_is_shut:
        return 0
    waiting = (Chapter.is_own.is_(False), Chapter.seen_at.is_(None), Chapter.off_at.is_(None))
    return (
        db.session.scalar(
            sa.select(sa.func.count(Chapter.id)).where(
                Chapter.young_person_id == viewer.young_person_id, *waiting
            )
        )
        or 0
    )


def homes_of(young_person_id: UUID) -> list[Lived]:
    """Where they lived, as far as the returns say: kinds and days, never places."""
    return homes_lived(people.episodes_of(young_person_id))


def born_on(young_person_id: UUID) -> date | None:
    person = db.session.get(YoungPerson, young_person_id)
    return person.born_on if person else None


def account_to_tell(young_person_id: UUID) -> UUID | None:
    """Their account, if they have one that is open to notices."""
    return db.session.scalar(sa.select(Account.id).where(Account.young_person_id == young_person_id))
