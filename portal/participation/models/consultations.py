"""Drafts that young people are asked about, in parts and versions."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.participation.models.ideas import _enum
from portal.participation.rules.consultations import Asking
from portal.vault.sealed import HasSealed, Sealed


class Consultation(HasSealed, WithId, Base):
    """One draft, for whom and until when."""

    __tablename__ = "consultations"

    send_once: Mapped[UUID] = mapped_column(unique=True)
    title_sealed: Mapped[bytes | None]
    about_sealed: Mapped[bytes | None]
    title = Sealed("title_sealed")
    about = Sealed("about_sealed")  # why they are asked, in plain words
    youngest: Mapped[int]
    oldest: Mapped[int]
    closes_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[Asking] = mapped_column(_enum(Asking), default=Asking.DRAFT)
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]


class ConsultationPart(HasSealed, WithId, Base):
    """A part of one version. `changed`: what changed in it because of what was said about the one before."""

    __tablename__ = "consultation_parts"
    __table_args__ = (sa.UniqueConstraint("consultation_id", "version", "place"),)

    consultation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("consultations.id"))
    version: Mapped[int]
    place: Mapped[int]
    heading_sealed: Mapped[bytes | None]
    words_sealed: Mapped[bytes | None]
    changed_sealed: Mapped[bytes | None]
    heading = Sealed("heading_sealed")
    words = Sealed("words_sealed")
    changed = Sealed("changed_sealed")
