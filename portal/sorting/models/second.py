"""What a second person, asked blind, said a statement is about; beside it what the first had said, and what
the machine would have."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.coding.rules import Stance
from portal.db import Base, WithId
from portal.sorting.rules.second import Settled

_STANCE = sa.Enum(Stance, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])
_SETTLED = sa.Enum(Settled, native_enum=False, length=20, values_callable=lambda e: [m.value for m in e])


class SecondSorting(WithId, Base):
    """A second opinion. It changes nothing that counts; how far the two agree is read from here alone, so
    that settling it later makes nobody's agreement look better."""

    __tablename__ = "second_sortings"
    __table_args__ = (sa.UniqueConstraint("statement_id"), sa.Index(None, "by_id", "at"))

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    said_on: Mapped[date]
    band: Mapped[str] = mapped_column(sa.String(20))  # how old they were then, as an age band
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    themes: Mapped[list[str]] = mapped_column(sa.JSON)
    stance: Mapped[Stance | None] = mapped_column(_STANCE)
    first_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    first_themes: Mapped[list[str]] = mapped_column(sa.JSON)
    first_stance: Mapped[Stance | None] = mapped_column(_STANCE)
    machine_themes: Mapped[list[str]] = mapped_column(sa.JSON)
    codebook_version: Mapped[int]
    settled: Mapped[Settled | None] = mapped_column(_SETTLED)  # None: they differ, and nobody decided yet
    settled_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    settled_at: Mapped[datetime | None]
