"""Offers of an advocate, and young people who want one."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.advocacy.rules import Helped, Point, Reach, Reply, State
from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=20, values_callable=lambda e: [m.value for m in e])


class AdvocateOffer(WithId, Base):
    """An advocate was offered, once for each thing where it matters, and what they said."""

    __tablename__ = "advocate_offers"
    __table_args__ = (sa.UniqueConstraint("young_person_id", "point", "about_id"),)

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    point: Mapped[Point] = mapped_column(_enum(Point))
    about_id: Mapped[UUID]  # the complaint, review, answer, records request
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))  # None: the portal itself
    at: Mapped[datetime] = mapped_column(index=True)
    reply: Mapped[Reply | None] = mapped_column(_enum(Reply))
    replied_at: Mapped[datetime | None]


class Referral(HasSealed, WithId, Base):
    """A young person wants an advocate. What it is about is a statement on the provider's own desk; this says
    how to reach them and how far it is. The council's staff read none of it."""

    __tablename__ = "advocate_referrals"
    __table_args__ = (sa.Index(None, "state", "asked_at"),)
    sealed_by = "young_person_id"

    send_once: Mapped[UUID] = mapped_column(unique=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    offer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("advocate_offers.id"))
    statement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("statements.id"))
    state: Mapped[State] = mapped_column(_enum(State), default=State.ASKED)
    reach: Mapped[Reach] = mapped_column(_enum(Reach))
    helps: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    language: Mapped[str] = mapped_column(sa.String(8), default="en")
    number_sealed: Mapped[bytes | None]
    number = Sealed("number_sealed")  # a phone number, or when and where, as they wrote it
    speaks_sealed: Mapped[bytes | None]
    speaks = Sealed("speaks_sealed")  # the language they want to talk in, as they wrote it
    asked_at: Mapped[datetime]
    due_on: Mapped[date]  # a copy of the running clock
    first_answer_at: Mapped[datetime | None]
    there_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    ended_at: Mapped[datetime | None]
    helped: Mapped[Helped | None] = mapped_column(_enum(Helped))
    chased_at: Mapped[datetime | None]


class AdvocacyQuarter(WithId, Base):
    """Figures of a closed quarter, counted once and printed like that ever after."""

    __tablename__ = "advocacy_quarters"

    first_on: Mapped[date] = mapped_column(unique=True)
    last_on: Mapped[date]
    counted_at: Mapped[datetime]
    printed: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


__all__ = ["AdvocacyQuarter", "AdvocateOffer", "Referral"]
