"""Making the book: chapters by the young person or a worker, what goes in, its order and its cover."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.records.models import Book, Chapter
from portal.records.queries import story as queries
from portal.records.rules import story as rules
from portal.records.rules.story import ChapterKind, Source, key_of
from portal.vault.files import keeping
from portal.voice.commands.drafts import one_at_a_time

_Choose = Callable[[list[str]], list[str]]


@dataclass(frozen=True)
class Wrote:
    """A chapter as it is typed."""

    kind: ChapterKind
    title: str
    words: str
    from_on: date | None = None
    until_on: date | None = None
    picture_id: UUID | None = None
    photo: tuple[bytes, str] | None = None
    """Content and type of a picture that comes with it, made anew."""
    says: str = ""


def write_own(young_person_id: UUID, wrote: Wrote, *, send_once: UUID, by: UUID, now: datetime) -> Chapter:
    """They wrote it: it is in their book, at its end. Sent twice it is one."""
    chapter, is_new = _write(young_person_id, wrote, send_once, by, now, is_own=True)
    if is_new:
        book = _book(young_person_id, now)
        book.chosen = [*book.chosen, key_of(Source.CHAPTER, chapter.id)]
        _note("write a chapter of their story", young_person_id, by, chapter.id)
        db.session.flush()
    return chapter


def write_for(
    young_person_id: UUID, wrote: Wrote, *, send_once: UUID, by: UUID, role: str, now: datetime
) -> Chapter:
    """A worker wrote it. It is in the book once the young person puts it there; they are told that it is
    there."""
    chapter, is_new = _write(young_person_id, wrote, send_once, by, now, is_own=False)
    if is_new:
        _note("write_for_story", young_person_id, by, chapter.id, role)
        account_id = queries.account_to_tell(young_person_id)
        if account_id:
            notices.notify(account_id, NoticeKind.STORY_WROTE, chapter.id)
        db.session.flush()
    return chapter


def change_own(chapter: Chapter, wrote: Wrote, *, by: UUID, now: datetime) -> None:
    """Other words in a chapter of their own. Raises Refused of one that a worker wrote."""
    if why := rules.why_not_change(is_own=chapter.is_own):
        raise Refused(why)
    _fill(chapter, wrote)
    chapter.changed_at = now
    db.session.flush()
    _note("change a chapter of their story", chapter.young_person_id, by, chapter.id)


def look_at(chapter: Chapter, own_side: str, *, is_in: bool, by: UUID, now: datetime) -> None:
    """What they do with a worker's piece: in the book or not, and their own side of it. Raises Refused of
    their own, which has no other side."""
    if chapter.is_own:
        raise Refused(rules.WhyNot.NOT_THEIR_WORDS)
    chapter.seen_at = chapter.seen_at or now
    chapter.own_side = own_side
    _put(chapter, is_in, now)
    notices.see(by, chapter.id)
    _note("look at a chapter of their story", chapter.young_person_id, by, chapter.id)
    db.session.flush()


def put_away(chapter: Chapter, *, by: UUID, now: datetime) -> None:
    """Out of the book and out of sight, until they bring it back."""
    chapter.seen_at = chapter.seen_at or now
    chapter.off_at = chapter.off_at or now
    _put(chapter, False, now)
    notices.see(by, chapter.id)
    _note("put away a chapter of their story", chapter.young_person_id, by, chapter.id)
    db.session.flush()


def bring_back(chapter: Chapter, *, by: UUID, now: datetime) -> None:
    """There again, at the end of the book."""
    chapter.off_at = None
    _put(chapter, True, now)
    _note("bring back a chapter of their story", chapter.young_person_id, by, chapter.id)
    db.session.flush()


def take_back(chapter: Chapter, *, by: UUID, role: str, now: datetime) -> None:
    """Whoever wrote it takes it back before the young person has looked. Raises Refused after that."""
    one_at_a_time(chapter.young_person_id)
    db.session.refresh(chapter)
    if why := rules.why_not_take_back(seen_at=chapter.seen_at):
        raise Refused(why)
    chapter.off_at = chapter.off_at or now
    notices.drop(chapter.id, NoticeKind.STORY_WROTE)
    _note("take_back_from_story", chapter.young_person_id, by, chapter.id, role)
    db.session.flush()


def pick(
    young_person_id: UUID, offered: Sequence[str], ticked: Collection[str], *, by: UUID, now: datetime
) -> None:
    """What was ticked of what the page offered is in the book from now on, and nothing else of it."""
    _choose(young_person_id, by, now, lambda chosen: rules.picked(chosen, offered, ticked))


def move(young_person_id: UUID, key: str, to: int, *, by: UUID, now: datetime) -> None:
    """A piece to another place."""
    _choose(young_person_id, by, now, lambda chosen: rules.moved(chosen, key, to))


def take_out(young_person_id: UUID, key: str, *, by: UUID, now: datetime) -> None:
    """A piece out of the book. It stays where it came from."""
    _choose(young_person_id, by, now, lambda chosen: [one for one in chosen if one != key])


def dress(young_person_id: UUID, title: str, cover: str, *, by: UUID, now: datetime) -> None:
    """Its title and its cover."""
    book = _book(young_person_id, now)
    book.title, book.cover = title, cover
    _note("change their story book", young_person_id, by, book.id)
    db.session.flush()


def note_kept(young_person_id: UUID, *, by: UUID) -> None:
    """They kept a copy of the book: that it happened, not of what."""
    _note("keep a copy of their story", young_person_id, by, None)
    db.session.flush()


def _write(
    young_person_id: UUID, wrote: Wrote, send_once: UUID, by: UUID, now: datetime, *, is_own: bool
) -> tuple[Chapter, bool]:
    one_at_a_time(young_person_id)
    if found := queries.sent_before(young_person_id, send_once):
        return found, False
    chapter = Chapter(young_person_id=young_person_id, send_once=send_once, is_own=is_own, by_id=by, at=now)
    _fill(chapter, wrote)
    if wrote.photo:
        chapter.file_id = keeping.keep(young_person_id, *wrote.photo, now=now).id
    chapter.says = wrote.says if wrote.photo else ""
    db.session.add(chapter)
    db.session.flush()
    return chapter, True


def _fill(chapter: Chapter, wrote: Wrote) -> None:
    chapter.kind, chapter.title, chapter.words = wrote.kind.value, wrote.title, wrote.words
    chapter.from_on, chapter.until_on, chapter.picture_id = wrote.from_on, wrote.until_on, wrote.picture_id


def _put(chapter: Chapter, is_in: bool, now: datetime) -> None:
    book, key = _book(chapter.young_person_id, now), key_of(Source.CHAPTER, chapter.id)
    if is_in and key not in book.chosen:
        book.chosen = [*book.chosen, key]
    elif not is_in:
        book.chosen = [one for one in book.chosen if one != key]


def _choose(young_person_id: UUID, by: UUID, now: datetime, choose: _Choose) -> None:
    book = _book(young_person_id, now)
    book.chosen = choose(list(book.chosen))
    _note("change their story book", young_person_id, by, book.id)
    db.session.flush()


def _book(young_person_id: UUID, now: datetime) -> Book:
    """Their book, held until the commit: two presses at once come one after the other."""
    one_at_a_time(young_person_id)
    book = queries.book_of(young_person_id, to_change=True)
    if book is None:
        book = Book(young_person_id=young_person_id, cover="", chosen=[], changed_at=now)
        book.title = ""
        db.session.add(book)
        db.session.flush()
    book.changed_at = now
    return book


def _note(
    action: str, young_person_id: UUID, by: UUID, row_id: UUID | None, role: str = "young_person"
) -> None:
    audit.record(
        action,
        by=by,
        role=role,
        young_person_id=young_person_id,
        subject=("story", row_id or young_person_id),
    )
