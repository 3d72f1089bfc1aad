"""The record of a review: one page of what was decided, then the rest."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed


class ReviewRecord(HasSealed, WithId, Base):
    """What the record says beside the decisions, which are the agreed actions and are never typed twice.

    `number` rises with every change, so that two who write at once do not undo each other."""

    __tablename__ = "review_records"
    sealed_by = "young_person_id"

    review_id: Mapped[UUID] = mapped_column(sa.ForeignKey("reviews.id"), unique=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    number: Mapped[int] = mapped_column(default=1)
    parts_sealed: Mapped[bytes | None]
    parts = Sealed("parts_sealed")  # JSON: key of a part -> its words
    finished_at: Mapped[datetime | None]
    finished_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    changed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    changed_at: Mapped[datetime]
