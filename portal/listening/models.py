"""Counted quarters, and challenges between practitioners."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.listening.rules import About, Outcome
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=20, values_callable=lambda e: [m.value for m in e])


class ListeningQuarter(WithId, Base):
    """A closed quarter, counted once: what was printed first stands, so that prints cannot be subtracted.

    `numbers`: {"heard": paper, "silent": paper, "teams": {key: [agency, manager id, is nobody]},
    "days": {team key, "" for all: middle value}, "through": [agency]}. Printable numbers only."""

    __tablename__ = "listening_quarters"

    first_on: Mapped[date] = mapped_column(unique=True)
    last_on: Mapped[date]
    counted_at: Mapped[datetime]
    numbers: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class PracticeChallenge(HasSealed, WithId, Base):
    """A practitioner challenges a silence or an answer, on the record. Never deleted."""

    __tablename__ = "practice_challenges"
    __table_args__ = (sa.UniqueConstraint("by_id", "send_once"),)
    sealed_by = "young_person_id"

    send_once: Mapped[UUID]
    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"), index=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    about: Mapped[About] = mapped_column(_enum(About))
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    to_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    at: Mapped[datetime]
    answer_by_on: Mapped[date]
    outcome: Mapped[Outcome | None] = mapped_column(_enum(Outcome))
    changed_sealed: Mapped[bytes | None]
    changed = Sealed("changed_sealed")  # what changed, or why nothing does
    decided_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
