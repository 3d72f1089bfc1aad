"""Annual reports. All prose is sealed by the council's key."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.panels.rules.annual import Stage
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])


class AnnualReport(HasSealed, WithId, Base):
    """What the panel read and asked in a year, from the papers it printed. One a year."""

    __tablename__ = "annual_reports"
    __table_args__ = (sa.UniqueConstraint("year"),)

    year: Mapped[int]  # it begins on 1 April of this
    stage: Mapped[Stage] = mapped_column(_enum(Stage), default=Stage.PREPARING)
    lead_sealed: Mapped[bytes | None]
    ahead_sealed: Mapped[bytes | None]
    kept_sealed: Mapped[bytes | None]
    lead = Sealed("lead_sealed")  # what the year was like, in a few sentences
    ahead = Sealed("ahead_sealed")  # what the council will do next, one a line
    kept = Sealed(
        "kept_sealed"
    )  # plain JSON: what was asked and done over the year, as it stood when published
    papers: Mapped[list[Any] | None] = mapped_column(sa.JSON)  # frozen: the year's meetings, oldest first
    is_public: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
