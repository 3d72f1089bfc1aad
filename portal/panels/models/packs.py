"""A paper's sections as they are printed, its sign-off, and its public version. All prose is sealed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.panels.rules.packs import SignState
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])


class PackSection(HasSealed, WithId, Base):
    """What a person decided of a section, and its figures as they were frozen."""

    __tablename__ = "pack_sections"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "key"),)

    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("meetings.id"))
    key: Mapped[str] = mapped_column(sa.String(30))
    place: Mapped[int | None]
    is_public: Mapped[bool | None]
    story_sealed: Mapped[bytes | None]
    left_out_sealed: Mapped[bytes | None]
    kept_sealed: Mapped[bytes | None]
    story = Sealed("story_sealed")  # empty: the line proposed from the figures
    left_out = Sealed("left_out_sealed")  # why it is left out; empty: it stands
    # Plain JSON of figures that may be printed, from when sign-off was asked; until then they are read live.
    kept = Sealed("kept_sealed")


class SignOff(HasSealed, WithId, Base):
    """Somebody was asked to look at what somebody else wrote, and what came of it. Never deleted."""

    __tablename__ = "sign_offs"

    about_id: Mapped[UUID] = mapped_column(index=True)  # a meeting, or an annual report
    state: Mapped[SignState] = mapped_column(_enum(SignState), default=SignState.ASKED)
    asked_of_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    asked_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    asked_at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    fallen_at: Mapped[datetime | None]
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")  # what is to be changed


class Writer(Base):
    """Who wrote at a paper or an annual report: they may not sign it off."""

    __tablename__ = "pack_writers"

    about_id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True)


class PublicPaper(Base):
    """A published paper of which everybody may read the public version. Closed again, it keeps who did."""

    __tablename__ = "public_papers"

    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("meetings.id"), primary_key=True)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
