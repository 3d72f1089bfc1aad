"""Complaints, whom they are about, who has them, and what happened to them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.complaints.rules import Came, Complainer, Ending, EventKind, Helped, Part, Stage, State, Track
from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed


def enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])


class Complaint(HasSealed, WithId, Base):
    """Somebody complains. It has a data key of its own: it is about several people, and the child it is about
    may be known only later.

    `due_on` is a copy of the running clock, for ordering; `deadlines` holds the clocks and their history."""

    __tablename__ = "complaints"
    __table_args__ = (sa.UniqueConstraint("came", "send_once"), sa.Index(None, "state", "due_on"))
    sealed_by = "id"

    send_once: Mapped[UUID]
    reference: Mapped[str] = mapped_column(sa.String(12), unique=True)  # can be said on the phone
    came: Mapped[Came] = mapped_column(enum(Came))
    complainer: Mapped[Complainer] = mapped_column(enum(Complainer))
    track: Mapped[Track] = mapped_column(enum(Track), default=Track.STATUTORY)
    state: Mapped[State] = mapped_column(enum(State), default=State.OPEN)
    stage: Mapped[Stage] = mapped_column(enum(Stage), default=Stage.FIRST)
    # Who complains on their own page; None for families and whoever gave no name.
    young_person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    # About which young person a family's complaint is, once a complaints manager has found out.
    child_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    statement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("statements.id"), unique=True)
    account_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))  # a signed-in carer
    recorded_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    came_from_id: Mapped[UUID | None]  # the answer, agreed action or nameless talk it grew out of

    received_at: Mapped[datetime]
    received_on: Mapped[date] = mapped_column(index=True)  # the day it reached anyone at the council
    acknowledged_on: Mapped[date | None]
    due_on: Mapped[date | None]
    extended_on: Mapped[date | None]  # the first stage takes longer, and why
    extended_why: Mapped[str] = mapped_column(sa.String(20), default="")  # complex | advocate
    # When the second stage begins is stored both ways, and both are shown.
    requested_on: Mapped[date | None]
    statement_agreed_on: Mapped[date | None]
    panel_requested_on: Mapped[date | None]
    panel_on: Mapped[date | None]  # the day it meets
    panel_reported_on: Mapped[date | None]
    ended_on: Mapped[date | None] = mapped_column(index=True)
    ending: Mapped[Ending | None] = mapped_column(enum(Ending))
    happened_on: Mapped[date | None]  # what it is about, where it may be older than twelve months
    themes: Mapped[list[str]] = mapped_column(sa.JSON, default=list)  # of the codebook
    wants_advocate: Mapped[bool | None]  # None: not said
    language: Mapped[str] = mapped_column(sa.String(8), default="en")
    helped: Mapped[Helped | None] = mapped_column(enum(Helped))
    changed_at: Mapped[datetime]

    name_sealed: Mapped[bytes | None]
    name = Sealed("name_sealed")  # of whoever complains, where they are nobody's account
    reach_sealed: Mapped[bytes | None]
    reach = Sealed("reach_sealed")  # how to reach them, as they wrote it
    child_name_sealed: Mapped[bytes | None]
    child_name = Sealed("child_name_sealed")  # about which child, in a family's words
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")  # what happened
    wish_sealed: Mapped[bytes | None]
    wish = Sealed("wish_sealed")  # what would make it right
    about_sealed: Mapped[bytes | None]
    about = Sealed("about_sealed")  # about whom, where they wrote it
    agreed_sealed: Mapped[bytes | None]
    agreed = Sealed("agreed_sealed")  # the statement of complaint, as agreed


class ComplaintConcern(WithId, Base):
    """Somebody a complaint is about: neither they nor those close to them meet it anywhere."""

    __tablename__ = "complaint_concerns"
    __table_args__ = (sa.UniqueConstraint("complaint_id", "account_id"),)

    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey("complaints.id"))
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))  # None: whoever complains
    at: Mapped[datetime]


class ComplaintPart(WithId, Base):
    """Who does what with it: one open row a part. Whoever was replaced keeps an ended row."""

    __tablename__ = "complaint_parts"
    __table_args__ = (sa.Index(None, "complaint_id", "ended_at"), sa.Index(None, "account_id", "ended_at"))

    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey("complaints.id"))
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    part: Mapped[Part] = mapped_column(enum(Part))
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    done_at: Mapped[datetime | None]  # their words are there
    ended_at: Mapped[datetime | None]


class ComplaintEvent(HasSealed, WithId, Base):
    """Something that happened to a complaint, on a day."""

    __tablename__ = "complaint_events"
    __table_args__ = (
        sa.UniqueConstraint("complaint_id", "send_once"),
        sa.Index(None, "complaint_id", "at"),
    )
    sealed_by = "complaint_id"

    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey("complaints.id"))
    send_once: Mapped[UUID]
    kind: Mapped[EventKind] = mapped_column(enum(EventKind))
    stage: Mapped[Stage] = mapped_column(enum(Stage))
    on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))  # None: they, or the portal
    reason: Mapped[str] = mapped_column(sa.String(40), default="")  # a word of a short list
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    is_theirs: Mapped[bool] = mapped_column(default=False)  # whoever complained reads its words
    other_id: Mapped[UUID | None]
