"""Life story: a book to keep, written from now on, chosen item by item."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed


class Chapter(HasSealed, WithId, Base):
    """A piece of a young person's story, by them or a worker: where I lived and why, who looked after me.

    Whether it is in the book says `Book.chosen` alone. What is put away stays and can be brought back."""

    __tablename__ = "story_chapters"
    __table_args__ = (sa.UniqueConstraint("young_person_id", "send_once"),)
    sealed_by = "young_person_id"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    send_once: Mapped[UUID]
    kind: Mapped[str] = mapped_column(sa.String(20))  # rules.story.ChapterKind
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    title_sealed: Mapped[bytes | None]
    title = Sealed("title_sealed")
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    # A picture of their own that they put beside it: one they sent with something they said.
    picture_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("attachments.id"))
    # A picture that came with a worker's piece, made anew as all are, and what it shows.
    file_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    says_sealed: Mapped[bytes | None]
    says = Sealed("says_sealed")
    is_own: Mapped[bool]  # they wrote it themselves
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]  # of a worker's: they pressed a button on it
    own_side_sealed: Mapped[bytes | None]
    own_side = Sealed("own_side_sealed")  # what they say to a worker's piece: theirs, sent to nobody
    off_at: Mapped[datetime | None]  # put away by them, or taken back by who wrote it before they saw it


class Book(HasSealed, WithId, Base):
    """What a young person chose for their book, its order and its cover."""

    __tablename__ = "story_books"
    sealed_by = "young_person_id"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), unique=True)
    title_sealed: Mapped[bytes | None]
    title = Sealed("title_sealed")
    cover: Mapped[str] = mapped_column(sa.String(60), default="")  # a drawn one, or "picture:id"
    chosen: Mapped[list[str]] = mapped_column(sa.JSON, default=list)  # "source:id", in order
    changed_at: Mapped[datetime]
