"""What happens to what was said after it was sent: added to, changed, put on the child's record."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed
from portal.voice.models.said import enum
from portal.voice.rules import Level


class Addition(WithId, HasSealed, Base):
    """More words to a statement, or words instead of the first. A trained person reads each of them too.

    With `replaces`, everybody but the desk sees these words in place of the earlier ones from then on."""

    __tablename__ = "additions"
    __table_args__ = (sa.UniqueConstraint("statement_id", "send_once"),)
    sealed_by = "young_person_id"

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"), index=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    send_once: Mapped[UUID]
    at: Mapped[datetime]
    replaces: Mapped[bool] = mapped_column(default=False)
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    read_by_at: Mapped[datetime]  # the promise that was made
    read_at: Mapped[datetime | None]
    read_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    level: Mapped[Level] = mapped_column(enum(Level), default=Level.REST)
    pages_duty: Mapped[bool] = mapped_column(default=False)


class Filing(WithId, HasSealed, Base):
    """It was put on the young person's record in the council's case system, and under what reference.

    A row for each time: an answer that came later is filed again. Written by `filing`, which lies above; it
    is here because the young person reads on their own page that it was done."""

    __tablename__ = "filings"
    __table_args__ = (sa.UniqueConstraint("statement_id", "send_once"),)
    sealed_by = "young_person_id"

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    send_once: Mapped[UUID]
    filed_on: Mapped[date]
    reference_sealed: Mapped[bytes | None]
    reference = Sealed("reference_sealed")  # the case system's own number for it
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
