"""When the panel means to meet: its rhythm with who agreed, and the days that follow from it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.panels.rules.cycle import Unit
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])


class Rhythm(HasSealed, WithId, Base):
    """How often the panel meets from a day on. A new one does not delete the old: it is the history."""

    __tablename__ = "panel_rhythms"
    __table_args__ = (sa.UniqueConstraint("made_by_id", "send_once"),)

    send_once: Mapped[UUID]
    from_on: Mapped[date]
    every: Mapped[int]
    unit: Mapped[Unit] = mapped_column(_enum(Unit))
    agreed_by_sealed: Mapped[bytes | None]
    agreed_by = Sealed("agreed_by_sealed")  # who agreed to it, and where
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime]


class PlannedMeeting(WithId, Base):
    """A day on which the panel means to meet. Its paper is a `Meeting`, begun once its period is over."""

    __tablename__ = "planned_meetings"
    __table_args__ = (sa.UniqueConstraint("meets_on"),)

    meets_on: Mapped[date]
    is_by_hand: Mapped[bool] = mapped_column(default=False)
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    reminded_of_on: Mapped[date | None]  # the last of its dates of which support was reminded
