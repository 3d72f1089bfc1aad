"""Ideas, what is typed about them, who supports them, what was told about them, and what came of them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.participation.rules.ideas import Held, IdeaState, PieceKind, Pool
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=20, values_callable=lambda e: [m.value for m in e])


class Idea(WithId, Base):
    """One idea. Its words are a `Piece`: only what a person approved is shown."""

    __tablename__ = "ideas"
    __table_args__ = (sa.Index(None, "pool", "state"),)

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    group_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("participation_groups.id"), index=True)
    pool: Mapped[Pool] = mapped_column(_enum(Pool))  # where it was written; it stays there
    state: Mapped[IdeaState] = mapped_column(_enum(IdeaState), default=IdeaState.WAITING)
    made_at: Mapped[datetime]
    state_at: Mapped[datetime]
    answer_by_on: Mapped[date | None]  # the promise, from the day it was approved
    reminded_on: Mapped[date | None]
    taken_back_at: Mapped[datetime | None]


class IdeaEvent(HasSealed, WithId, Base):
    """What came of it: a state, its words, by when, who. Never changed."""

    __tablename__ = "idea_events"
    __table_args__ = (sa.UniqueConstraint("idea_id", "send_once"),)
    sealed_by = "young_person_id"

    idea_id: Mapped[UUID] = mapped_column(sa.ForeignKey("ideas.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    send_once: Mapped[UUID]
    state: Mapped[IdeaState] = mapped_column(_enum(IdeaState))
    at: Mapped[datetime]
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    words_sealed: Mapped[bytes | None]
    who_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    who = Sealed("who_sealed")  # who does it
    by_when: Mapped[date | None]
    look_again_on: Mapped[date | None]
    in_time: Mapped[bool | None]  # of an answer: whether it came by the promised day


class Piece(HasSealed, WithId, Base):
    """Something a young person typed for others: read at the desk as the statement it is, then approved or
    sent back with a reason. Changed words are a piece of their own."""

    __tablename__ = "idea_pieces"
    __table_args__ = (
        sa.UniqueConstraint("young_person_id", "send_once"),
        sa.Index(None, "held", "sent_at"),
    )
    sealed_by = "young_person_id"

    idea_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("ideas.id"), index=True)
    part_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("consultation_parts.id"), index=True)
    kind: Mapped[PieceKind] = mapped_column(_enum(PieceKind))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    pool: Mapped[Pool] = mapped_column(_enum(Pool))
    send_once: Mapped[UUID]
    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"), index=True)
    sent_at: Mapped[datetime]
    title_sealed: Mapped[bytes | None]
    words_sealed: Mapped[bytes | None]
    reason_sealed: Mapped[bytes | None]
    title = Sealed("title_sealed")
    words = Sealed("words_sealed")
    reason = Sealed("reason_sealed")  # why it was sent back
    held: Mapped[Held] = mapped_column(_enum(Held), default=Held.WAITING)
    held_at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    told_at: Mapped[datetime | None]  # those who approve were told that it waits
    late_told_at: Mapped[datetime | None]


class IdeaSupport(WithId, Base):
    """Somebody is for an idea. Gone when they change their mind."""

    __tablename__ = "idea_supports"
    __table_args__ = (sa.UniqueConstraint("idea_id", "young_person_id"),)

    idea_id: Mapped[UUID] = mapped_column(sa.ForeignKey("ideas.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    at: Mapped[datetime]


class PieceReport(HasSealed, WithId, Base):
    """ "Tell us about this": it is hidden at once, until somebody has looked."""

    __tablename__ = "piece_reports"
    __table_args__ = (sa.UniqueConstraint("young_person_id", "send_once"),)
    sealed_by = "young_person_id"

    piece_id: Mapped[UUID] = mapped_column(sa.ForeignKey("idea_pieces.id"), index=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    send_once: Mapped[UUID]
    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    at: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    looked_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))


class IdeaQuarter(WithId, Base):
    """Ideas of a closed quarter as they were printed. Never counted again."""

    __tablename__ = "idea_quarters"

    first_on: Mapped[date] = mapped_column(unique=True)
    last_on: Mapped[date]
    counted_at: Mapped[datetime]
    printed: Mapped[dict[str, object]] = mapped_column(sa.JSON)
