"""What a young person adds to, or changes of, what they said before."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed


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
