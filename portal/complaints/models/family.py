"""The way back of a family that complained: five words, and nothing of them but a hash."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId


class ComplaintKey(WithId, Base):
    """What opens a complaint from outside. The words come from its id, are shown once and stored nowhere."""

    __tablename__ = "complaint_keys"

    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey("complaints.id"), unique=True)
    words_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]  # they have the words: they are not shown again
    closings: Mapped[int] = mapped_column(default=0)  # rises when they are done: what was open is shut then
