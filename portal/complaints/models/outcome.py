"""What was found, what is done about it, the letter, what was learned; compliments; closed periods."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.complaints.models.complaint import enum
from portal.complaints.rules import Came, Complainer, Finding, Helped, Holds, RemedyKind, Stage
from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed


class ComplaintPoint(HasSealed, WithId, Base):
    """One point of a complaint: each gets its own finding."""

    __tablename__ = "complaint_points"
    __table_args__ = (sa.UniqueConstraint("complaint_id", "number"),)
    sealed_by = "complaint_id"

    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey("complaints.id"))
    number: Mapped[int]
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")


class ComplaintFinding(HasSealed, WithId, Base):
    """What was found of one point at one stage; a later stage leaves the earlier one standing."""

    __tablename__ = "complaint_findings"
    __table_args__ = (sa.UniqueConstraint("point_id", "stage"),)
    sealed_by = "complaint_id"

    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey("complaints.id"), index=True)
    point_id: Mapped[UUID] = mapped_column(sa.ForeignKey("complaint_points.id"))
    stage: Mapped[Stage] = mapped_column(enum(Stage))
    finding: Mapped[Finding] = mapped_column(enum(Finding))
    why_sealed: Mapped[bytes | None]
    why = Sealed("why_sealed")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]


class ComplaintLetter(HasSealed, WithId, Base):
    """The outcome letter of a stage, to "you": one a stage, written until it is sent."""

    __tablename__ = "complaint_letters"
    __table_args__ = (sa.UniqueConstraint("complaint_id", "stage"),)
    sealed_by = "complaint_id"

    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey("complaints.id"))
    stage: Mapped[Stage] = mapped_column(enum(Stage))
    body_sealed: Mapped[bytes | None]
    body = Sealed("body_sealed")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    changed_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    sent_on: Mapped[date | None] = mapped_column(index=True)
    was_in_time: Mapped[bool | None]
    read_at: Mapped[datetime | None]
    helped: Mapped[Helped | None] = mapped_column(enum(Helped))


class Remedy(HasSealed, WithId, Base):
    """What is done to put it right: whose it is, by when, done when."""

    __tablename__ = "complaint_remedies"
    __table_args__ = (
        sa.UniqueConstraint("complaint_id", "send_once"),
        sa.Index(None, "owner_id", "done_on"),
    )
    sealed_by = "complaint_id"

    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey("complaints.id"))
    send_once: Mapped[UUID]
    stage: Mapped[Stage] = mapped_column(enum(Stage))
    kind: Mapped[RemedyKind] = mapped_column(enum(RemedyKind))
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    owner_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    done_words_sealed: Mapped[bytes | None]
    done_words = Sealed("done_words_sealed")
    done_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]


class Learning(HasSealed, WithId, Base):
    """What the council changed because of complaints, and whether it still holds three months on.

    It names nobody, and is sealed with the council's own key."""

    __tablename__ = "complaint_learning"

    send_once: Mapped[UUID] = mapped_column(unique=True)
    complaint_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("complaints.id"), index=True)
    theme: Mapped[str] = mapped_column(sa.String(60), default="")
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    owner_sealed: Mapped[bytes | None]
    owner = Sealed("owner_sealed")  # who changed it: a post or a team
    changed_on: Mapped[date] = mapped_column(index=True)
    check_on: Mapped[date] = mapped_column(index=True)
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    checked_on: Mapped[date | None]
    checked_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    holds: Mapped[Holds | None] = mapped_column(enum(Holds))
    check_words_sealed: Mapped[bytes | None]
    check_words = Sealed("check_words_sealed")
    reminded_at: Mapped[datetime | None]


class Compliment(HasSealed, WithId, Base):
    """Somebody says thank you. Not a complaint, and counted by itself."""

    __tablename__ = "compliments"
    __table_args__ = (sa.UniqueConstraint("came", "send_once"),)
    sealed_by = "young_person_id"

    send_once: Mapped[UUID]
    came: Mapped[Came] = mapped_column(enum(Came))
    complainer: Mapped[Complainer] = mapped_column(enum(Complainer))  # who says it
    young_person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    statement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("statements.id"), unique=True)
    about_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True)  # whom it thanks
    received_on: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime]
    recorded_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    read_at: Mapped[datetime | None]
    read_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    passed_on_at: Mapped[datetime | None]
    name_sealed: Mapped[bytes | None]
    name = Sealed("name_sealed")
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    about_sealed: Mapped[bytes | None]
    about = Sealed("about_sealed")  # whom it thanks, as they wrote it


class ComplaintsQuarter(WithId, Base):
    """One quarter, counted once after it closed. It holds what may be printed: no small number is in it."""

    __tablename__ = "complaints_quarters"

    first_on: Mapped[date] = mapped_column(unique=True)
    last_on: Mapped[date]
    counted_at: Mapped[datetime]
    printed: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class ComplaintsYear(WithId, Base):
    """One financial year (1 April to 31 March), counted once for the annual report (SI 2006/1738 reg 13)."""

    __tablename__ = "complaints_years"

    year: Mapped[int] = mapped_column(unique=True)  # in which it begins
    counted_at: Mapped[datetime]
    printed: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
