"""Challenges with their history. All prose is sealed by the council's key."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, WithId
from portal.panels.rules import ChallengeState, Progress, StepKind
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])


class Challenge(HasSealed, WithId, Base):
    """A member asks; an officer answers with an action, an owner and a date; the panel closes it."""

    __tablename__ = "challenges"
    __table_args__ = (sa.UniqueConstraint("asked_by_id", "send_once"), sa.Index(None, "state", "asked_at"))

    send_once: Mapped[UUID]
    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("meetings.id"), index=True)
    about: Mapped[str] = mapped_column(sa.String(60), default="")  # "theme:moving", "verdict:sorted", "said"
    state: Mapped[ChallengeState] = mapped_column(_enum(ChallengeState), default=ChallengeState.TO_CHECK)
    words_sealed: Mapped[bytes | None]
    sent_back_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    sent_back = Sealed("sent_back_sealed")  # what panel support asks the member to change
    asked_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    # Asked aloud in a meeting: panel support, who wrote it down for the member.
    written_by_id: Mapped[UUID | None]  # an account; no constraint: the table was there before
    asked_at: Mapped[datetime]
    checked_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    checked_at: Mapped[datetime | None]

    officer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    answer_by_on: Mapped[date | None]
    answered_at: Mapped[datetime | None]
    action_sealed: Mapped[bytes | None]
    owner_sealed: Mapped[bytes | None]
    action = Sealed("action_sealed")
    owner = Sealed("owner_sealed")  # who does it: a post, such as "Head of Fostering"
    due_on: Mapped[date | None]
    progress: Mapped[Progress] = mapped_column(_enum(Progress), default=Progress.NOT_YET)
    progress_words_sealed: Mapped[bytes | None]
    progress_words = Sealed("progress_words_sealed")
    closed_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]  # since when the panel waits for another answer

    steps: Mapped[list[ChallengeStep]] = relationship(lazy="raise", order_by="ChallengeStep.at")


class ChallengeStep(HasSealed, WithId, Base):
    """One line of a challenge's history; never changed."""

    __tablename__ = "challenge_steps"

    challenge_id: Mapped[UUID] = mapped_column(sa.ForeignKey("challenges.id"), index=True)
    kind: Mapped[StepKind] = mapped_column(_enum(StepKind))
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")


class ChallengeEvidence(HasSealed, WithId, Base):
    """What shows that it happened: words, and a file if there is one. Its id is that of the form that brought
    it, so that a double tap brings it once. Never changed."""

    __tablename__ = "challenge_evidence"

    challenge_id: Mapped[UUID] = mapped_column(sa.ForeignKey("challenges.id"), index=True)
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    file_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
