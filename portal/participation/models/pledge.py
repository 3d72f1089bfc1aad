"""The pledge: promises with their versions, yearly rounds of marks, and the panel's answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed


class Promise(WithId, Base):
    """One promise of the council; what it says is its newest version."""

    __tablename__ = "pledge_promises"
    __table_args__ = (sa.UniqueConstraint("made_by_id", "send_once"),)

    send_once: Mapped[UUID]
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    place: Mapped[int]
    newest: Mapped[int]
    ended_on: Mapped[date | None]


class PromiseVersion(HasSealed, WithId, Base):
    """What a promise said from a moment on; never changed."""

    __tablename__ = "pledge_versions"
    __table_args__ = (sa.UniqueConstraint("promise_id", "number"),)

    promise_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pledge_promises.id"))
    number: Mapped[int]
    picture: Mapped[str] = mapped_column(sa.String(30))
    evidence: Mapped[str] = mapped_column(sa.String(40), default="")  # key of a figure of the portal's
    title_sealed: Mapped[bytes | None]
    easy_sealed: Mapped[bytes | None]
    means_sealed: Mapped[bytes | None]
    who_sealed: Mapped[bytes | None]
    title = Sealed("title_sealed")
    easy = Sealed("easy_sealed")  # in few words, for younger children
    means = Sealed("means_sealed")
    who = Sealed("who_sealed")  # a post, never a person
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]


class PledgeRound(WithId, Base):
    """One year's marking. `asked`: promise id → version id, as they were when it was counted."""

    __tablename__ = "pledge_rounds"

    year: Mapped[int] = mapped_column(unique=True)
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    answer_by_on: Mapped[date]
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    counted_at: Mapped[datetime | None]
    reminded_on: Mapped[date | None]
    asked: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    printed: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)


class PledgeSheet(HasSealed, WithId, Base):
    """How one young person marked the promises. Thrown away when the round is counted."""

    __tablename__ = "pledge_sheets"
    __table_args__ = (sa.UniqueConstraint("round_id", "young_person_id"),)
    sealed_by = "young_person_id"

    round_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pledge_rounds.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    marks_sealed: Mapped[bytes | None]
    marks = Sealed("marks_sealed")  # JSON: promise id → Mark


class PledgeAnswer(HasSealed, WithId, Base):
    """What the panel says to one promise's marks; a later one stands in its place."""

    __tablename__ = "pledge_answers"
    __table_args__ = (sa.UniqueConstraint("by_id", "send_once"), sa.Index(None, "round_id", "promise_id"))

    send_once: Mapped[UUID]
    round_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pledge_rounds.id"))
    promise_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pledge_promises.id"))
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
