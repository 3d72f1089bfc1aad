"""Groups of young people, who is in them, and what helps somebody there."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, WithId
from portal.participation.rules.groups import GroupKind, Joining, Place
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=20, values_callable=lambda e: [m.value for m in e])


class Group(HasSealed, WithId, Base):
    """A group of young people that meets and shapes things."""

    __tablename__ = "participation_groups"

    send_once: Mapped[UUID] = mapped_column(unique=True)
    kind: Mapped[GroupKind] = mapped_column(_enum(GroupKind))
    joining: Mapped[Joining] = mapped_column(_enum(Joining))
    youngest: Mapped[int | None]
    oldest: Mapped[int | None]
    ends_on: Mapped[date | None]  # of a task group: its last day
    closed_on: Mapped[date | None]
    made_by: Mapped[UUID]
    made_at: Mapped[datetime]
    name_sealed: Mapped[bytes | None]
    about_sealed: Mapped[bytes | None]
    name = Sealed("name_sealed")
    about = Sealed("about_sealed")  # in plain words


class Membership(HasSealed, WithId, Base):
    """One young person and one group, from an invitation or an asking on. Coming back later is a new row."""

    __tablename__ = "memberships"
    __table_args__ = (sa.UniqueConstraint("group_id", "young_person_id", "is_live"),)
    sealed_by = "young_person_id"

    group_id: Mapped[UUID] = mapped_column(sa.ForeignKey("participation_groups.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    place: Mapped[Place] = mapped_column(_enum(Place))
    is_live: Mapped[bool | None]  # True or nothing, so that one of them at most is live
    since: Mapped[datetime]  # invited or asked
    invited_by: Mapped[UUID | None]
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]  # the day from which they are in it no more
    not_before: Mapped[date | None]  # after a no: not invited again before this day
    tells: Mapped[list[str]] = mapped_column(sa.JSON)  # Told values, as they chose
    may_photo: Mapped[bool] = mapped_column(default=False)
    may_quote: Mapped[bool] = mapped_column(default=False)  # what they say in the group, in its minutes
    stays_asked: Mapped[str] = mapped_column(sa.String(30), default="")  # the occasion they answered last
    words_sealed: Mapped[bytes | None]
    reply_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")  # of the invitation, or of whoever asked
    reply = Sealed("reply_sealed")  # why not now, to somebody who asked

    group: Mapped[Group] = relationship(lazy="raise")


class WelfareNote(HasSealed, WithId, Base):
    """What helps a young person in a group and what to know. Theirs to see, unless it is held back by law."""

    __tablename__ = "welfare_notes"
    sealed_by = "young_person_id"

    send_once: Mapped[UUID] = mapped_column(unique=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    by: Mapped[UUID]
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    held_back_by: Mapped[UUID | None]  # who wishes to hold it back, with a reason
    held_back_at: Mapped[datetime | None]  # asked for the first time, whatever came of it
    agreed_by: Mapped[UUID | None]  # the second person
    agreed_at: Mapped[datetime | None]
    look_again_on: Mapped[date | None]
    words_sealed: Mapped[bytes | None]
    why_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    why = Sealed("why_sealed")


class CoverageQuarter(WithId, Base):
    """Whether the groups looked like everyone at the end of a closed quarter, as it was printed. Never
    counted again. `printed`: the paper, as `outcomes.queries.papers.to_json` has it."""

    __tablename__ = "coverage_quarters"

    first_on: Mapped[date] = mapped_column(unique=True)
    last_on: Mapped[date]
    counted_at: Mapped[datetime]
    printed: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
