"""The outbox. A notice is a row in the same transaction as its cause: none is lost, none sent in vain."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.notices.rules import NoticeKind


class Notice(WithId, Base):
    """One notice to one account. It is on their page until seen, and mailed when they have an address."""

    __tablename__ = "notices"
    __table_args__ = (
        sa.Index(None, "account_id", "seen_at"),
        sa.Index(None, "sent_at", "send_after"),
    )

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    kind: Mapped[NoticeKind] = mapped_column(sa.Enum(NoticeKind, native_enum=False, length=30))
    about_id: Mapped[UUID | None]
    made_at: Mapped[datetime]
    send_after: Mapped[datetime | None]  # None: page only
    sent_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str] = mapped_column(sa.String(80), default="")  # the kind of fault only
