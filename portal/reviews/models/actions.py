"""Agreed actions: what will happen, who does it, by when, and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.reviews.models.enums import enum
from portal.reviews.rules import ActionEventKind, ActionKind, ActionState
from portal.vault.sealed import HasSealed, Sealed


class AgreedAction(HasSealed, WithId, Base):
    """One thing that was agreed. Its date is a clock of the kind "action" that its owner has."""

    __tablename__ = "agreed_actions"
    __table_args__ = (
        sa.UniqueConstraint("young_person_id", "send_once", "place"),
        sa.Index(None, "young_person_id", "state"),
        sa.Index(None, "owner_id", "state"),
    )
    sealed_by = "young_person_id"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    review_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("reviews.id"), index=True)
    kind: Mapped[ActionKind] = mapped_column(enum(ActionKind), default=ActionKind.REVIEW)
    send_once: Mapped[UUID]
    place: Mapped[int] = mapped_column(default=0)  # among those that were sent or pasted together
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")  # as it was decided, for the record
    child_words_sealed: Mapped[bytes | None]
    child_words = Sealed("child_words_sealed")  # as the child reads it
    why_sealed: Mapped[bytes | None]
    why = Sealed("why_sealed")
    owner_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    owner_name_sealed: Mapped[bytes | None]
    owner_name = Sealed("owner_name_sealed")  # as the child reads it; of somebody without an account too
    due_on: Mapped[date]
    state: Mapped[ActionState] = mapped_column(enum(ActionState), default=ActionState.AGREED)
    achieved_sealed: Mapped[bytes | None]
    achieved = Sealed("achieved_sealed")  # what was achieved, as the child reads it
    held_back_until: Mapped[date | None]  # "not yet": a person tells them first, by this day
    held_back_why_sealed: Mapped[bytes | None]
    held_back_why = Sealed("held_back_why_sealed")
    told_at: Mapped[datetime | None]  # when it was held back: somebody has told them
    carried_to_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("reviews.id"))  # it went on to
    last_chased_at: Mapped[datetime | None]
    ended_on: Mapped[date | None]
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class ActionEvent(HasSealed, WithId, Base):
    """Something that happened to an agreed action. The history of a promise."""

    __tablename__ = "action_events"
    __table_args__ = (sa.UniqueConstraint("action_id", "send_once"), sa.Index(None, "action_id", "at"))
    sealed_by = "young_person_id"

    action_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreed_actions.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    send_once: Mapped[UUID]
    kind: Mapped[ActionEventKind] = mapped_column(enum(ActionEventKind))
    at: Mapped[datetime]
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))  # None: the worker process
    due_before: Mapped[date | None]
    due_after: Mapped[date | None]
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")  # the reason, as the child reads it
    seen_at: Mapped[datetime | None]  # by the young person
