"""Wrapped data keys. Their table is left out of database backups, so a destroyed key stays destroyed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base


class DataKey(Base):
    """The key that seals what belongs to one young person (or to the council), wrapped by the master key."""

    __tablename__ = "data_keys"

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    wrapped: Mapped[bytes]
    made_at: Mapped[datetime]
