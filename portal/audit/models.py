"""Audit events. They say who did what to which record and when, never what it said."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.audit.rules import ROLES_FIT
from portal.db import Base, WithId


class Event(WithId, Base):
    """One thing that happened. `seq`, `seal` are given by the worker within a minute."""

    __tablename__ = "audit_events"
    __table_args__ = (sa.Index(None, "young_person_id", "at"),)

    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    actor_role: Mapped[str] = mapped_column(sa.String(ROLES_FIT))  # every role somebody has, by commas
    action: Mapped[str] = mapped_column(sa.String(60))
    young_person_id: Mapped[UUID | None]
    subject_kind: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[UUID | None]
    # Safety entries are shown to the young person only when the safety lead says it is safe.
    safety: Mapped[bool] = mapped_column(default=False)
    shown_at: Mapped[datetime | None]
    seq: Mapped[int | None] = mapped_column(unique=True)
    seal: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32))


class ChainHead(Base):
    """Where the chain ends: one row, marked with a key, so that an end that was cut off is missed."""

    __tablename__ = "audit_heads"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    seal: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    mark: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
