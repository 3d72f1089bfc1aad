"""What people confirmed a statement to be about, and the quotes made of some."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.coding.rules import EndedWhy, QuoteState, Recognised, Stance, ThemeChange
from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum], length: int = 30) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=length, values_callable=lambda e: [m.value for m in e])


class Coding(WithId, Base):
    """One statement, read and sorted by theme by a person. Without a row here it counts nowhere."""

    __tablename__ = "codings"
    __table_args__ = (sa.UniqueConstraint("statement_id"),)

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    said_on: Mapped[date]  # the council's day on which it was sent
    stance: Mapped[Stance | None] = mapped_column(_enum(Stance))
    codebook_version: Mapped[int]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    # The young person took the statement back: its themes are gone and it counts nowhere.
    set_aside_at: Mapped[datetime | None]

    themes: Mapped[list[CodedTheme]] = relationship(lazy="raise", cascade="all, delete-orphan")


class CodedTheme(Base):
    """One theme of one statement, with what counting needs beside it, so that a count reads one index."""

    __tablename__ = "coded_themes"
    __table_args__ = (sa.Index(None, "theme", "said_on", "young_person_id"),)

    coding_id: Mapped[UUID] = mapped_column(sa.ForeignKey("codings.id"), primary_key=True)
    theme: Mapped[str] = mapped_column(sa.String(30), primary_key=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    said_on: Mapped[date]


class Quote(HasSealed, WithId, Base):
    """Words of a young person on their way to the panel: made safe by a person, shown to them, approved."""

    __tablename__ = "quotes"
    __table_args__ = (sa.UniqueConstraint("statement_id"), sa.Index(None, "state", "said_on"))
    sealed_by = "young_person_id"

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    theme: Mapped[str] = mapped_column(sa.String(30), default="")
    said_on: Mapped[date]
    # They allowed their words to be changed; otherwise only cuts and [words in brackets] are.
    may_change: Mapped[bool] = mapped_column(default=False)
    original_sealed: Mapped[bytes | None]
    words_sealed: Mapped[bytes | None]
    original = Sealed("original_sealed")  # what they said, to the letter
    words = Sealed("words_sealed")  # what the panel would read
    state: Mapped[QuoteState] = mapped_column(_enum(QuoteState), default=QuoteState.SUGGESTED)

    suggested_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    suggested_at: Mapped[datetime]
    prepared_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    asked_at: Mapped[datetime | None]
    agreed_at: Mapped[datetime | None]
    approved_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    approved_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    # Why staff decided against it.
    ended_why: Mapped[EndedWhy | None] = mapped_column(_enum(EndedWhy, length=20))
    # What whoever prepared the words said: could somebody who works with them tell who it is?
    recognised: Mapped[Recognised | None] = mapped_column(_enum(Recognised, length=20))


class CodebookVersion(HasSealed, WithId, Base):
    """A version of the codebook as it was published: what changed, when, by whom and why. The first is the
    release's own and has no row. Its words were typed by staff, so they are sealed like all that is typed."""

    __tablename__ = "codebook_versions"
    __table_args__ = (sa.UniqueConstraint("version"), sa.UniqueConstraint("send_once"))

    version: Mapped[int]
    send_once: Mapped[UUID]
    kind: Mapped[ThemeChange] = mapped_column(_enum(ThemeChange))
    theme: Mapped[str] = mapped_column(sa.String(30))  # the key it is about
    other: Mapped[str] = mapped_column(sa.String(30), default="")  # the key it was merged into
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    why_sealed: Mapped[bytes | None]
    themes_sealed: Mapped[bytes | None]
    why = Sealed("why_sealed")
    themes = Sealed("themes_sealed")  # all themes, as JSON


class SuggestedThemes(HasSealed, WithId, Base):
    """What the machine makes of a statement, worked out by the worker: three themes at most, why, and what
    was sorted that is most like it. It counts nowhere. Once a person has sorted it, it stays as it was, so
    that the two can be compared."""

    __tablename__ = "suggested_themes"
    __table_args__ = (sa.UniqueConstraint("statement_id"), sa.Index(None, "by_model", "explained"))
    sealed_by = "young_person_id"

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    by_model: Mapped[int]  # the version of the learned model; 0: the codebook's words
    codebook_version: Mapped[int]
    explained: Mapped[float]  # how well any theme explains it, 0 to 1
    at: Mapped[datetime]
    content_sealed: Mapped[bytes | None]
    content = Sealed("content_sealed")
