"""What the duty desk keeps of its own work: notes from shift to shift, what fired, what proved true."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed
from portal.voice.models.said import enum
from portal.voice.rules import Level
from portal.voice.rules.desk_proved import Proof


class HandOver(WithId, HasSealed, Base):
    """A note from whoever leaves the desk to whoever comes: about one statement, or in general."""

    __tablename__ = "hand_overs"
    sealed_by = "young_person_id"

    send_once: Mapped[UUID] = mapped_column(unique=True)
    statement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("statements.id"), index=True)
    young_person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("young_people.id"))
    note_sealed: Mapped[bytes | None]
    note = Sealed("note_sealed")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    read_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))  # "I have read it"
    read_at: Mapped[datetime | None]


class Firing(WithId, Base):
    """That a kind of reason put a statement where it stood, for the yearly check. Never a word of it."""

    __tablename__ = "firings"
    __table_args__ = (sa.UniqueConstraint("statement_id", "kind"),)

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    kind: Mapped[str] = mapped_column(sa.String(40))
    at: Mapped[datetime] = mapped_column(index=True)  # when the statement was sent


class Proved(Base):
    """What a statement proved to be, as whoever read it says, beside the level it stood at."""

    __tablename__ = "proved"

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"), primary_key=True)
    level: Mapped[Level] = mapped_column(enum(Level))
    paged: Mapped[bool]
    proof: Mapped[Proof] = mapped_column(enum(Proof))
    sent_at: Mapped[datetime] = mapped_column(index=True)
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
