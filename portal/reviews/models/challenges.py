"""An IRO's challenge on a child's behalf, its stages, and the service's annual report."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.reviews.models.enums import enum
from portal.reviews.rules import About, ChallengeOutcome
from portal.vault.sealed import HasSealed, Sealed


class IroChallenge(HasSealed, WithId, Base):
    """A challenge of an Independent Reviewing Officer: from an informal note through the stages that the
    settings name, closed by an IRO only. A referral to Cafcass is possible at any moment."""

    __tablename__ = "iro_challenges"
    __table_args__ = (
        sa.UniqueConstraint("by_id", "send_once"),
        sa.Index(None, "young_person_id", "closed_on"),
    )
    sealed_by = "young_person_id"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    review_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("reviews.id"))
    action_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("agreed_actions.id"))
    send_once: Mapped[UUID]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    about: Mapped[About] = mapped_column(enum(About))
    team_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))  # the manager of whom it is to
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    child_says_sealed: Mapped[bytes | None]
    child_says = Sealed("child_says_sealed")  # what the child thinks of it
    child_not_asked: Mapped[str] = mapped_column(sa.String(30), default="")  # why, where they were not
    stage: Mapped[int] = mapped_column(default=0)  # 0: an informal note
    opened_on: Mapped[date] = mapped_column(index=True)
    due_on: Mapped[date | None]  # of the whole, from the first formal stage
    cafcass_on: Mapped[date | None]
    cafcass_why_sealed: Mapped[bytes | None]
    cafcass_why = Sealed("cafcass_why_sealed")
    outcome: Mapped[ChallengeOutcome | None] = mapped_column(enum(ChallengeOutcome))
    changed_sealed: Mapped[bytes | None]
    changed = Sealed("changed_sealed")  # what changed for the child
    closed_on: Mapped[date | None]
    closed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class IroStep(HasSealed, WithId, Base):
    """One stage of an IRO's challenge, or one word about it: to whom, by when, what came back."""

    __tablename__ = "iro_challenge_steps"
    __table_args__ = (sa.UniqueConstraint("challenge_id", "send_once"),)
    sealed_by = "young_person_id"

    challenge_id: Mapped[UUID] = mapped_column(sa.ForeignKey("iro_challenges.id"), index=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    send_once: Mapped[UUID]
    stage: Mapped[int]
    to_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    from_on: Mapped[date]
    due_on: Mapped[date | None]
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    answer_sealed: Mapped[bytes | None]
    answer = Sealed("answer_sealed")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]


class IroReport(HasSealed, WithId, Base):
    """The IRO service's annual report of a year (1 April to 31 March), as far as it is edited."""

    __tablename__ = "iro_reports"
    # No young person's: it holds no identity, and is sealed with the council's own key all the same.

    year: Mapped[int] = mapped_column(unique=True)  # in which it begins
    number: Mapped[int] = mapped_column(default=1)  # rises with every change
    figures: Mapped[dict[str, object]] = mapped_column(sa.JSON, default=dict)  # as they were worked out
    figures_at: Mapped[datetime | None]
    parts_sealed: Mapped[bytes | None]
    parts = Sealed("parts_sealed")  # JSON: key of a part -> words
    finished_at: Mapped[datetime | None]
    changed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    changed_at: Mapped[datetime]


class ReviewsQuarter(WithId, Base):
    """One quarter, counted once after it closed. It holds what may be printed: no small number is in it."""

    __tablename__ = "reviews_quarters"

    first_on: Mapped[date] = mapped_column(unique=True)
    last_on: Mapped[date]
    counted_at: Mapped[datetime]
    printed: Mapped[dict[str, object]] = mapped_column(sa.JSON)
