"""What young people ask about their information: that something is wrong, that something should stop."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.information.rules import Kind, Says, State
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=20, values_callable=lambda e: [m.value for m in e])


class Asking(HasSealed, WithId, Base):
    """One asking. Its words are a statement too, read the same working day."""

    __tablename__ = "information_askings"
    __table_args__ = (sa.Index(None, "state", "due_on"),)
    sealed_by = "young_person_id"

    send_once: Mapped[UUID] = mapped_column(unique=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    kind: Mapped[Kind] = mapped_column(_enum(Kind))
    state: Mapped[State] = mapped_column(_enum(State), default=State.ASKED)
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    at: Mapped[datetime]
    due_on: Mapped[date]  # a copy of the running clock
    says: Mapped[Says | None] = mapped_column(_enum(Says))
    reason_sealed: Mapped[bytes | None]
    reason = Sealed("reason_sealed")  # why, in plain words to them
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))


__all__ = ["Asking"]
