"""What was said without a name, and by a group.

No table here knows who spoke: no account, no young person, no moment finer than the hour, no number that runs
over all talks. Columns that name an account are staff's, and a test holds them to it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.nameless.rules import GroupKind, Outcome, SaidBy
from portal.themes.order import Level
from portal.vault.sealed import HasSealed, Sealed


def enum(kind: type[Any]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=30)


class NamelessTalk(WithId, Base):
    """Somebody who told the service something, and what came of it. Found by the keyed hash of five words."""

    __tablename__ = "nameless_talks"

    code_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    is_kept: Mapped[bool] = mapped_column(default=False)  # the words were used once: they have them
    # While it calls somebody: "I'm not safe" and unread past its time. Emptied when somebody opens it.
    pages_duty: Mapped[bool] = mapped_column(default=False)
    called_at: Mapped[datetime | None]
    answerer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    answer_by_on: Mapped[date | None]  # while an answer is owed
    closed_on: Mapped[date | None] = mapped_column(index=True)
    # They said that it is a complaint: once the desk has read it, it is one, outside the statutory stages.
    is_complaint: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


class NamelessMessage(WithId, HasSealed, Base):
    """One turn of a talk: theirs (no author, the hour only) or ours."""

    __tablename__ = "nameless_messages"
    __table_args__ = (sa.UniqueConstraint("talk_id", "number"),)

    talk_id: Mapped[UUID] = mapped_column(sa.ForeignKey("nameless_talks.id"))
    number: Mapped[int]  # within the talk
    send_once: Mapped[UUID] = mapped_column(unique=True)
    is_ours: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]  # theirs: the hour
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    not_safe: Mapped[bool] = mapped_column(default=False)
    level: Mapped[Level] = mapped_column(enum(Level), default=Level.REST)
    read_by_at: Mapped[datetime | None]  # what they were promised: a closing time
    read_at: Mapped[datetime | None] = mapped_column(index=True)
    read_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    answered_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))  # ours: who wrote it


class GroupSaying(WithId, HasSealed, Base):
    """What a group said, written down once by whoever was with them. One entry, however many they were."""

    __tablename__ = "group_sayings"

    send_once: Mapped[UUID] = mapped_column(unique=True)
    kind: Mapped[GroupKind] = mapped_column(enum(GroupKind))
    held_on: Mapped[date] = mapped_column(index=True)
    how_many: Mapped[int]
    ages: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    prompts: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    name_sealed: Mapped[bytes | None]
    name = Sealed("name_sealed")  # of the meeting
    place_sealed: Mapped[bytes | None]
    place = Sealed("place_sealed")
    wants_sealed: Mapped[bytes | None]
    wants = Sealed("wants_sealed")
    promised_sealed: Mapped[bytes | None]
    promised = Sealed("promised_sealed")  # what was promised back there and then
    written_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    written_at: Mapped[datetime]
    level: Mapped[Level] = mapped_column(enum(Level), default=Level.REST)
    read_by_at: Mapped[datetime]
    read_at: Mapped[datetime | None] = mapped_column(index=True)
    read_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    pages_duty: Mapped[bool] = mapped_column(default=False)
    called_at: Mapped[datetime | None]
    answerer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    answer_by_on: Mapped[date | None]
    answer_sealed: Mapped[bytes | None]
    answer = Sealed("answer_sealed")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    told_on: Mapped[date | None]  # the answer was read out to the group


class GroupPoint(WithId, HasSealed, Base):
    """One thing the group said, and whether several of them said it or one."""

    __tablename__ = "group_points"
    __table_args__ = (sa.UniqueConstraint("saying_id", "place"),)

    saying_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_sayings.id"))
    place: Mapped[int]
    said_by: Mapped[SaidBy] = mapped_column(enum(SaidBy))
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")


class SurveySaying(WithId, HasSealed, Base):
    """What a child wrote under a question of a survey that has no names: the words, and the day."""

    __tablename__ = "survey_sayings"

    question_sealed: Mapped[bytes | None]
    question = Sealed("question_sealed")  # as it was asked: the same for everybody
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    on: Mapped[date]
    level: Mapped[Level] = mapped_column(enum(Level), default=Level.REST)
    read_by_at: Mapped[datetime]  # what they were promised: a closing time
    read_at: Mapped[datetime | None] = mapped_column(index=True)
    read_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    pages_duty: Mapped[bool] = mapped_column(default=False)
    called_at: Mapped[datetime | None]


class NamelessCall(WithId, Base):
    """Somebody was called to a talk or to what a group said. When is not kept."""

    __tablename__ = "nameless_calls"
    __table_args__ = (sa.UniqueConstraint("about_id", "account_id"),)

    about_id: Mapped[UUID]
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    step: Mapped[int]


class NamelessConcern(WithId, Base):
    """A talk, or what a group said, is about this member of staff: they and theirs do not open it."""

    __tablename__ = "nameless_concerns"
    __table_args__ = (sa.UniqueConstraint("about_id", "account_id"),)

    about_id: Mapped[UUID]
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    marked_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))


class NamelessHandling(WithId, HasSealed, Base):
    """What a reader did about a talk, or about what a group said."""

    __tablename__ = "nameless_handlings"

    about_id: Mapped[UUID] = mapped_column(index=True)
    done_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    outcome: Mapped[Outcome] = mapped_column(enum(Outcome))
    reference_sealed: Mapped[bytes | None]
    reference = Sealed("reference_sealed")
    note_sealed: Mapped[bytes | None]
    note = Sealed("note_sealed")


class NamelessTally(Base):
    """Counts of talks that were erased, by the quarter they began in: what yearly figures need of them."""

    __tablename__ = "nameless_tallies"

    quarter_on: Mapped[date] = mapped_column(primary_key=True)
    talks: Mapped[int] = mapped_column(default=0)
    read_in_time: Mapped[int] = mapped_column(default=0)
    answered: Mapped[int] = mapped_column(default=0)
