"""The improvement plan: actions with their history, when it was sent, and reports to the board. All prose is
sealed by the council's key."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, WithId
from portal.panels.rules.plan import ActionState, PlanStepKind
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])


class PlanAction(HasSealed, WithId, Base):
    """Something that will be done, by somebody, by a day."""

    __tablename__ = "plan_actions"
    __table_args__ = (sa.UniqueConstraint("made_by_id", "send_once"), sa.Index(None, "state", "due_on"))

    send_once: Mapped[UUID]
    title_sealed: Mapped[bytes | None]
    why_sealed: Mapped[bytes | None]
    post_sealed: Mapped[bytes | None]
    said_sealed: Mapped[bytes | None]
    evidence_sealed: Mapped[bytes | None]
    link_sealed: Mapped[bytes | None]
    title = Sealed("title_sealed")
    why = Sealed("why_sealed")  # what it answers, and how one will see that it worked
    post = Sealed("post_sealed")  # who does it, as a post: what readers outside see
    said = Sealed("said_sealed")
    evidence = Sealed("evidence_sealed")
    link = Sealed("link_sealed")
    owner_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    due_on: Mapped[date]
    state: Mapped[ActionState] = mapped_column(_enum(ActionState), default=ActionState.NOT_BEGUN)
    mark: Mapped[int] = mapped_column(default=1)  # goes up with every change
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]  # since when its owner, and those who read the plan, have it

    steps: Mapped[list[PlanStep]] = relationship(lazy="raise", order_by="PlanStep.at")


class PlanStep(HasSealed, WithId, Base):
    """One line of an action's history; never changed."""

    __tablename__ = "plan_steps"

    action_id: Mapped[UUID] = mapped_column(sa.ForeignKey("plan_actions.id"), index=True)
    kind: Mapped[PlanStepKind] = mapped_column(_enum(PlanStepKind))
    state: Mapped[ActionState] = mapped_column(_enum(ActionState))
    due_on: Mapped[date]
    owner_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")


class PlanSent(WithId, Base):
    """The plan went to its owners and readers."""

    __tablename__ = "plans_sent"

    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    new: Mapped[int]  # actions that were new to them


class BoardRhythm(HasSealed, WithId, Base):
    """How often the board meets from a day on, and who agreed to it. Earlier ones stay."""

    __tablename__ = "board_rhythms"

    weeks: Mapped[int]
    from_on: Mapped[date]
    agreed_ids: Mapped[list[str]] = mapped_column(sa.JSON)  # accounts of the board
    agreed_by_sealed: Mapped[bytes | None]
    why_sealed: Mapped[bytes | None]
    agreed_by = Sealed("agreed_by_sealed")  # whoever else, by their posts
    why = Sealed("why_sealed")
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))


class BoardReport(HasSealed, WithId, Base):
    """What a meeting of the board is told. Frozen it keeps the plan and the measures as they stood."""

    __tablename__ = "board_reports"

    meets_on: Mapped[date] = mapped_column(unique=True)
    months: Mapped[int | None]  # since the plan began, for the reports that were agreed beforehand
    summary_sealed: Mapped[bytes | None]
    outside_sealed: Mapped[bytes | None]
    lessons_sealed: Mapped[bytes | None]
    changed_sealed: Mapped[bytes | None]
    frozen_sealed: Mapped[bytes | None]
    summary = Sealed("summary_sealed")
    outside = Sealed("outside_sealed")  # who from outside looked, and what they found
    lessons = Sealed("lessons_sealed")  # of complaints and case reviews
    changed = Sealed("changed_sealed")  # what those lessons changed
    frozen = Sealed("frozen_sealed")  # JSON: the plan and the measures as they stood
    mark: Mapped[int] = mapped_column(default=1)
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    frozen_at: Mapped[datetime | None]
    frozen_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
