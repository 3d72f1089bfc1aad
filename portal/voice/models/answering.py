"""Who was asked to answer instead, by whom, and whether they gave it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed


class AskedToAnswer(WithId, HasSealed, Base):
    """Somebody who owed an answer asked another to give it, with a note. The date does not move."""

    __tablename__ = "asked_to_answer"
    sealed_by = "young_person_id"

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"), index=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    to_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    note_sealed: Mapped[bytes | None]
    note = Sealed("note_sealed")  # what the one asked should know
    given_back_at: Mapped[datetime | None]
    why_back_sealed: Mapped[bytes | None]
    why_back = Sealed("why_back_sealed")
