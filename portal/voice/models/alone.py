"""For little ones: the card that asks "see me on my own", and the pictures of their people."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId


class AloneCard(WithId, Base):
    """A card a school or nursery keeps for a child. All that its code can do is ask that somebody sees the
    child on their own; it shows nothing and opens nothing."""

    __tablename__ = "alone_cards"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


class PersonPhoto(WithId, Base):
    """A picture of somebody around a young person, put there by a worker: a small child can tap it."""

    __tablename__ = "person_photos"
    __table_args__ = (sa.UniqueConstraint("young_person_id", "account_id"),)

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    file_id: Mapped[UUID] = mapped_column(sa.ForeignKey("stored_files.id"))
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
