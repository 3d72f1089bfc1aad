"""What came of a meeting: its minutes, what was agreed and how far that is, what small children picked."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.participation.rules.meetings import ActionState
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=20, values_callable=lambda e: [m.value for m in e])


class MinutePoint(HasSealed, WithId, Base):
    """One line of a meeting's minutes: a picture and plain words."""

    __tablename__ = "minute_points"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "place"),)

    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_meetings.id"))
    place: Mapped[int]
    picture: Mapped[str] = mapped_column(sa.String(30))
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")


class GroupAction(HasSealed, WithId, Base):
    """Something that was agreed with a group: who of the staff does it, by when, how far it is."""

    __tablename__ = "group_actions"

    group_id: Mapped[UUID] = mapped_column(sa.ForeignKey("participation_groups.id"), index=True)
    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_meetings.id"), index=True)
    send_once: Mapped[UUID] = mapped_column(unique=True)
    owner_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    due_on: Mapped[date]
    state: Mapped[ActionState] = mapped_column(_enum(ActionState))
    reminded_of: Mapped[date | None]  # the day they were told is past
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")


class GroupActionStep(HasSealed, WithId, Base):
    """How it stood at a moment, in words that members read."""

    __tablename__ = "group_action_steps"
    __table_args__ = (sa.Index(None, "action_id", "at"),)

    action_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_actions.id"))
    send_once: Mapped[UUID] = mapped_column(unique=True)
    state: Mapped[ActionState] = mapped_column(_enum(ActionState))
    due_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")


class SessionPick(WithId, Base):
    """A picture that was laid out in a session, and how many picked it."""

    __tablename__ = "session_picks"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "picture"),)

    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_meetings.id"))
    picture: Mapped[str] = mapped_column(sa.String(30))
    count: Mapped[int]


class SessionQuote(HasSealed, WithId, Base):
    """Something a child said in a session, in their words. `said_yes`: they, and whoever may speak for them,
    said yes to others reading these very words."""

    __tablename__ = "session_quotes"

    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_meetings.id"), index=True)
    place: Mapped[int]
    said_yes: Mapped[bool] = mapped_column(default=False)
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
