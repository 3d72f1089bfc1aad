"""Wrapped data keys, and files. The keys are left out of database backups: a destroyed one stays so."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId


class DataKey(Base):
    """The key that seals what belongs to one young person (or to the council), wrapped by the master key."""

    __tablename__ = "data_keys"

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    wrapped: Mapped[bytes]
    made_at: Mapped[datetime]


class StoredFile(WithId, Base):
    """A file, encrypted under its owner's key. It is bound to this row: moved elsewhere it does not open."""

    __tablename__ = "stored_files"

    owner_id: Mapped[UUID] = mapped_column(index=True)  # a young person, or the council
    media_type: Mapped[str] = mapped_column(sa.String(60))
    size: Mapped[int]  # bytes, before encryption
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)  # of a long one: how many pieces
    made_at: Mapped[datetime]


class StoredPiece(Base):
    """A piece of a long file, sealed by itself and bound to its place: nobody needs all of it at once."""

    __tablename__ = "stored_pieces"

    file_id: Mapped[UUID] = mapped_column(sa.ForeignKey("stored_files.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)
