"""The register of measures: what is measured, its values, its targets, and why a target was missed. All prose
is sealed by the council's key."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, WithId
from portal.panels.rules.measures import Better, Unit
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])


class Measure(HasSealed, WithId, Base):
    """Something that is measured again and again."""

    __tablename__ = "measures"
    __table_args__ = (sa.UniqueConstraint("made_by_id", "send_once"),)

    send_once: Mapped[UUID]
    ready_key: Mapped[str] = mapped_column(sa.String(40), default="")  # of the ready-made one it began as
    portal_key: Mapped[str] = mapped_column(sa.String(40), default="")  # its values are printed ones
    name_sealed: Mapped[bytes | None]
    counts_sealed: Mapped[bytes | None]
    how_sealed: Mapped[bytes | None]
    source_sealed: Mapped[bytes | None]
    post_sealed: Mapped[bytes | None]
    name = Sealed("name_sealed")
    counts = Sealed("counts_sealed")  # exactly what is counted
    how = Sealed("how_sealed")  # how to collect it
    source = Sealed("source_sealed")  # where it comes from
    post = Sealed("post_sealed")
    unit: Mapped[Unit] = mapped_column(_enum(Unit))
    better: Mapped[Better] = mapped_column(_enum(Better))
    about_children: Mapped[bool]
    owner_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    mark: Mapped[int] = mapped_column(default=1)
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    put_away_at: Mapped[datetime | None]

    values: Mapped[list[MeasureValue]] = relationship(
        lazy="raise", order_by="(MeasureValue.last_on, MeasureValue.at)"
    )
    targets: Mapped[list[MeasureTarget]] = relationship(
        lazy="raise", order_by="(MeasureTarget.by_on, MeasureTarget.at)"
    )
    misses: Mapped[list[MeasureMiss]] = relationship(lazy="raise", order_by="MeasureMiss.asked_at")


class MeasureValue(HasSealed, WithId, Base):
    """One value. A corrected one stays, with when it was replaced."""

    __tablename__ = "measure_values"

    measure_id: Mapped[UUID] = mapped_column(sa.ForeignKey("measures.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    number: Mapped[float]
    of: Mapped[float | None]
    note_sealed: Mapped[bytes | None]
    link_sealed: Mapped[bytes | None]
    note = Sealed("note_sealed")  # what shows it
    link = Sealed("link_sealed")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]


class MeasureTarget(HasSealed, WithId, Base):
    """Where it shall be by a day. Changed before its day it is replaced; from its day on it stays."""

    __tablename__ = "measure_targets"

    measure_id: Mapped[UUID] = mapped_column(sa.ForeignKey("measures.id"), index=True)
    by_on: Mapped[date]
    number: Mapped[float]
    why_sealed: Mapped[bytes | None]
    why = Sealed("why_sealed")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]


class MeasureMiss(HasSealed, WithId, Base):
    """A target was missed: its owner says why, what happens now, and by when."""

    __tablename__ = "measure_misses"

    measure_id: Mapped[UUID] = mapped_column(sa.ForeignKey("measures.id"), index=True)
    target_id: Mapped[UUID] = mapped_column(sa.ForeignKey("measure_targets.id"), unique=True)
    asked_at: Mapped[datetime]
    answer_by_on: Mapped[date]
    reminded: Mapped[str] = mapped_column(sa.String(60), default="")  # the last reminder, and whose
    why_sealed: Mapped[bytes | None]
    now_sealed: Mapped[bytes | None]
    why = Sealed("why_sealed")
    now = Sealed("now_sealed")
    by_on: Mapped[date | None]
    said_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    said_at: Mapped[datetime | None]
