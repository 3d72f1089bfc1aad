"""What somebody else wrote down for or about a young person: who, who was there, what they make of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed
from portal.voice.models.said import enum
from portal.voice.rules import HowSure, Way
from portal.voice.rules.capture import Worry


class CaptureDraft(WithId, HasSealed, Base):
    """What somebody has begun to write down for a young person: seen by the writer alone, never by a desk.

    Once it is sent or thrown away, the row stays without content for a while, so that a page that is still
    open somewhere cannot bring it back."""

    __tablename__ = "capture_drafts"
    __table_args__ = (sa.UniqueConstraint("account_id", "young_person_id", "way"),)
    sealed_by = "young_person_id"

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    way: Mapped[Way] = mapped_column(enum(Way))
    send_once: Mapped[UUID]
    content_sealed: Mapped[bytes | None]
    content = Sealed("content_sealed")  # JSON: field name -> what was typed or ticked
    changed_at: Mapped[datetime] = mapped_column(index=True)


class Capture(WithId, HasSealed, Base):
    """The worker's part of a statement that was said together, observed or passed on.

    The young person's own words stay in `Statement.words`; nothing here is ever shown as a quotation."""

    __tablename__ = "captures"
    sealed_by = "young_person_id"

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"), unique=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    by_role: Mapped[str] = mapped_column(sa.String(30))
    happened_at: Mapped[datetime]
    present_sealed: Mapped[bytes | None]
    present = Sealed("present_sealed")  # who was there
    where_sealed: Mapped[bytes | None]
    where = Sealed("where_sealed")
    saw_sealed: Mapped[bytes | None]
    saw = Sealed("saw_sealed")  # of an observation: what was seen
    told_to_sealed: Mapped[bytes | None]
    told_to = Sealed("told_to_sealed")  # of something passed on: whom the child told
    understands_sealed: Mapped[bytes | None]
    understands = Sealed("understands_sealed")  # what the worker thinks it tells us
    how_sure: Mapped[HowSure | None] = mapped_column(enum(HowSure))
    worry: Mapped[Worry] = mapped_column(enum(Worry), default=Worry.NO)  # what the writer thinks
    why_not_told_sealed: Mapped[bytes | None]
    why_not_told = Sealed("why_not_told_sealed")  # why the child is not told of it
    told_at: Mapped[datetime | None]  # the child was told by somebody
    # What came of it, as far as whoever wrote it down may know; `news_sent_at` only when they may see it.
    news_sealed: Mapped[bytes | None]
    news = Sealed("news_sealed")
    news_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    news_sent_at: Mapped[datetime | None]
