"""What a meeting talks about, in which order, and what it decided."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.panels.rules import ItemState, MemberKind
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])


class AgendaItem(HasSealed, WithId, Base):
    """One thing to talk about. Its id is that of the form that proposed it."""

    __tablename__ = "agenda_items"

    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("meetings.id"), index=True)
    words_sealed: Mapped[bytes | None]
    why_sealed: Mapped[bytes | None]
    decided_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    why = Sealed("why_sealed")  # why it was left out
    decided = Sealed("decided_sealed")  # the minutes: what the panel decided
    state: Mapped[ItemState] = mapped_column(_enum(ItemState), default=ItemState.PROPOSED)
    place: Mapped[int] = mapped_column(default=0)
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    by_kind: Mapped[MemberKind | None] = mapped_column(_enum(MemberKind))  # as what a member sat there then
    by_support: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    needs_vote: Mapped[bool] = mapped_column(default=False)
    decided_at: Mapped[datetime | None]


class Agenda(Base):
    """That a meeting's agenda is published: from then on nobody moves its items."""

    __tablename__ = "agendas"

    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("meetings.id"), primary_key=True)
    published_at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
