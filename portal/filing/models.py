"""Many statements filed at once: what was asked for, how far it is, and the file until it is fetched. What a
safety lead decided of what concerns somebody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId


class FilingDecision(WithId, Base):
    """What a safety lead said of something that concerns somebody: how it goes on the record, or that it does
    not. The newest counts, until it concerns somebody else too."""

    __tablename__ = "filing_decisions"

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"), index=True)
    decided: Mapped[str] = mapped_column(sa.String(20))  # rules.Decided
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]


class FilingBatch(WithId, Base):
    """One .zip that somebody asked for. The worker makes it; it is theirs alone and goes after some days."""

    __tablename__ = "filing_batches"
    __table_args__ = (sa.UniqueConstraint("by_id", "send_once"),)

    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    send_once: Mapped[UUID]
    language: Mapped[str] = mapped_column(sa.String(8), default="en")
    asked_at: Mapped[datetime] = mapped_column(index=True)
    statement_ids: Mapped[list[str]] = mapped_column(sa.JSON)
    done: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    busy_until: Mapped[datetime | None]  # a worker has it; one that was killed gives it back by this
    made_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    file_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    left_out: Mapped[int] = mapped_column(default=0)  # taken back, or shut to them, since they asked
    gone_at: Mapped[datetime | None]
