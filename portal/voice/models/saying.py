"""What is said besides the words: answers to an occasion's prompts, the sorting board, the chosen look."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed
from portal.voice.models.said import enum
from portal.voice.rules import Going, Look


class LookChosen(Base):
    """The face of the form a young person chose. Without a row their age says which is offered."""

    __tablename__ = "looks_chosen"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), primary_key=True)
    look: Mapped[Look] = mapped_column(enum(Look))
    chosen_at: Mapped[datetime]


class Reply(WithId, HasSealed, Base):
    """One answer to one prompt of an occasion, with the question as they read it."""

    __tablename__ = "replies"
    __table_args__ = (sa.UniqueConstraint("statement_id", "prompt"),)
    sealed_by = "young_person_id"

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    place: Mapped[int]
    prompt: Mapped[str] = mapped_column(sa.String(40))  # its key, the same for every age
    question: Mapped[str] = mapped_column(sa.String(300))  # as they read it, in their language
    choice: Mapped[str] = mapped_column(
        sa.String(40), default=""
    )  # the key of what was picked, if it has choices
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")


class BoardCard(WithId, HasSealed, Base):
    """One card of the sorting board and where it was put. `card` is a key; "own" has its own words."""

    __tablename__ = "board_cards"
    __table_args__ = (sa.UniqueConstraint("statement_id", "place"),)
    sealed_by = "young_person_id"

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    place: Mapped[int]
    card: Mapped[str] = mapped_column(sa.String(40))
    going: Mapped[Going] = mapped_column(enum(Going))
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")  # of an own card
