"""Meetings of a group, who comes and what they need, what is talked about and what is wanted most."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.participation.rules.meetings import Coming, MeetingKind, MeetingState, PointKind, PointState
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=20, values_callable=lambda e: [m.value for m in e])


class GroupMeeting(HasSealed, WithId, Base):
    """One meeting of a group, or a session with younger children. Where it is only members and staff see."""

    __tablename__ = "group_meetings"
    __table_args__ = (sa.Index(None, "group_id", "starts_at"),)

    group_id: Mapped[UUID] = mapped_column(sa.ForeignKey("participation_groups.id"))
    send_once: Mapped[UUID] = mapped_column(unique=True)
    kind: Mapped[MeetingKind] = mapped_column(_enum(MeetingKind))
    state: Mapped[MeetingState] = mapped_column(_enum(MeetingState))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    moved_from: Mapped[datetime | None]  # the time it had before it was moved last
    reminded_for: Mapped[datetime | None]  # the time of which members were reminded
    changed_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    place_sealed: Mapped[bytes | None]
    place = Sealed("place_sealed")
    way_sealed: Mapped[bytes | None]
    way = Sealed("way_sealed")  # how to get there, who pays, who comes along
    why_sealed: Mapped[bytes | None]
    why = Sealed("why_sealed")  # it was moved or called off, as members read it
    came: Mapped[int | None]  # how many members were there
    minutes_at: Mapped[datetime | None]  # published to the members
    minutes_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    panel_at: Mapped[datetime | None]  # given to the panel, after a check for names
    panel_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    panel_sealed: Mapped[bytes | None]
    panel = Sealed("panel_sealed")
    saying_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("group_sayings.id"))  # what was said there


class MeetingComing(HasSealed, WithId, Base):
    """Whether a member comes, what they need for it, and what a worker answered."""

    __tablename__ = "meeting_comings"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "young_person_id"),)
    sealed_by = "young_person_id"

    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_meetings.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    coming: Mapped[Coming | None] = mapped_column(_enum(Coming))
    needs: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    statement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("statements.id"))  # the same words
    may_name: Mapped[bool] = mapped_column(default=False)  # the minutes may say that they were there
    was_there: Mapped[bool | None]
    said_at: Mapped[datetime]
    reply_sealed: Mapped[bytes | None]
    reply = Sealed("reply_sealed")  # how they get there, who pays, who comes along
    replied_at: Mapped[datetime | None]
    replied_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))


class AgendaPoint(HasSealed, WithId, Base):
    """Something a meeting could talk about. A member's own is read by the desk, then by a worker, first."""

    __tablename__ = "agenda_points"

    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_meetings.id"), index=True)
    send_once: Mapped[UUID] = mapped_column(unique=True)
    kind: Mapped[PointKind] = mapped_column(_enum(PointKind))
    state: Mapped[PointState] = mapped_column(_enum(PointState))
    key: Mapped[str] = mapped_column(sa.String(60), default="")  # of the idea or the theme it comes from
    young_person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("young_people.id"))
    statement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("statements.id"))
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    decided_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    why_sealed: Mapped[bytes | None]
    why = Sealed("why_sealed")  # it is not on the agenda, as its author reads it


class AgendaVote(WithId, Base):
    """A member wants to talk about this. Only the order that comes of it is ever shown."""

    __tablename__ = "agenda_votes"
    __table_args__ = (sa.UniqueConstraint("point_id", "young_person_id"),)

    point_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agenda_points.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
