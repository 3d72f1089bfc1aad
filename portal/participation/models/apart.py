"""Two young people who must not meet: neither reads what the other writes, nor is in a group with them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed


class MustNotMeet(HasSealed, WithId, Base):
    """The reason is sealed by the council's key: it is about both."""

    __tablename__ = "must_not_meet"

    one_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    other_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    why_sealed: Mapped[bytes | None]
    why = Sealed("why_sealed")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
