"""Reviews and their meetings, what the child wants of one, talks, what was late, and the manager's word."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.reviews.models.enums import enum
from portal.reviews.rules import (
    Between,
    MeetingState,
    Response,
    ReviewKind,
    ReviewState,
    TalkHow,
    WhatLate,
    WhyLate,
    WhyNoTalk,
)
from portal.vault.sealed import HasSealed, Sealed

_IS_NEXT = "state IN ('planned', 'begun') AND kind <> 'child_protection'"


class Review(HasSealed, WithId, Base):
    """One review of one young person: a meeting, or a series that is completed at its last.

    `due_on` and `aim_by_on` are copies of what the clock says (`deadlines`, kind "review"); when it is
    completed, `people.ReviewHeld` gets its row, which is what the yearly return and the next clock count."""

    __tablename__ = "reviews"
    __table_args__ = (
        sa.Index(None, "young_person_id", "state"),
        sa.Index(None, "state", "due_on"),
        sa.UniqueConstraint("young_person_id", "send_once"),
        # Of those the law asks for one is next, never two, whoever makes it.
        sa.Index(
            "uq_reviews_next",
            "young_person_id",
            unique=True,
            sqlite_where=sa.text(_IS_NEXT),
            postgresql_where=sa.text(_IS_NEXT),
        ),
    )
    sealed_by = "young_person_id"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    send_once: Mapped[UUID]
    kind: Mapped[ReviewKind] = mapped_column(enum(ReviewKind))
    state: Mapped[ReviewState] = mapped_column(enum(ReviewState), default=ReviewState.PLANNED)
    iro_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True)  # who led it
    due_on: Mapped[date | None]
    aim_by_on: Mapped[date | None]
    planned_on: Mapped[date | None]  # the day of its next meeting
    completed_on: Mapped[date | None] = mapped_column(index=True)
    participation: Mapped[str] = mapped_column(sa.String(3), default="")  # PN0 to PN7, confirmed
    is_brought_forward: Mapped[bool] = mapped_column(default=False)  # asked for before its time
    why_sealed: Mapped[bytes | None]
    why = Sealed("why_sealed")  # why it was brought forward or called off
    wish_draft_sealed: Mapped[bytes | None]
    wish_draft = Sealed("wish_draft_sealed")  # JSON: what they typed of how they want it and did not send
    child_came: Mapped[bool | None]
    child_chaired: Mapped[bool] = mapped_column(default=False)
    decisions_at: Mapped[datetime | None]  # the written decisions were given to the manager
    decisions_out_at: Mapped[datetime | None]  # and to everybody
    record_at: Mapped[datetime | None]  # the full record was finished
    sent_out_at: Mapped[datetime | None]  # record given out to everybody
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class ReviewMeeting(HasSealed, WithId, Base):
    """One meeting of a review, on a day."""

    __tablename__ = "review_meetings"
    __table_args__ = (sa.UniqueConstraint("review_id", "send_once"),)
    sealed_by = "young_person_id"

    review_id: Mapped[UUID] = mapped_column(sa.ForeignKey("reviews.id"), index=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    send_once: Mapped[UUID]
    on: Mapped[date]
    at_time: Mapped[str] = mapped_column(sa.String(5), default="")  # HH:MM, local
    state: Mapped[MeetingState] = mapped_column(enum(MeetingState), default=MeetingState.PLANNED)
    where_sealed: Mapped[bytes | None]
    where = Sealed("where_sealed")
    who_sealed: Mapped[bytes | None]
    who = Sealed("who_sealed")  # who is asked, then who came
    why_sealed: Mapped[bytes | None]
    why = Sealed("why_sealed")  # why it was moved, adjourned or called off
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))  # None: the case system has it
    at: Mapped[datetime]


class ReviewWish(HasSealed, WithId, Base):
    """What a young person wants of their review: who comes, where, whether they lead it. Theirs to change
    until it is held. What they want *said* is a statement like any other."""

    __tablename__ = "review_wishes"
    sealed_by = "young_person_id"

    review_id: Mapped[UUID] = mapped_column(sa.ForeignKey("reviews.id"), unique=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    coming: Mapped[str] = mapped_column(sa.String(20), default="")  # room | part | video | not | not_sure
    chair: Mapped[str] = mapped_column(sa.String(20), default="")  # me | together | not | not_sure
    brings: Mapped[str] = mapped_column(sa.String(20), default="")  # nobody | friend | advocate | somebody
    who_sealed: Mapped[bytes | None]
    who = Sealed("who_sealed")  # who should be there
    who_not_sealed: Mapped[bytes | None]
    who_not = Sealed("who_not_sealed")  # who should not: for the IRO alone
    where_sealed: Mapped[bytes | None]
    where = Sealed("where_sealed")
    anything_sealed: Mapped[bytes | None]
    anything = Sealed("anything_sealed")  # times, food, breaks, an interpreter
    statement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("statements.id"))  # what they want said
    changed_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]  # by the IRO, since it changed


class ReviewTalk(HasSealed, WithId, Base):
    """The IRO's talk with the child alone before a review, or why there was none (reg 36)."""

    __tablename__ = "review_talks"
    __table_args__ = (sa.UniqueConstraint("review_id", "send_once"),)
    sealed_by = "young_person_id"

    review_id: Mapped[UUID] = mapped_column(sa.ForeignKey("reviews.id"), index=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    send_once: Mapped[UUID]
    on: Mapped[date]
    how: Mapped[TalkHow | None] = mapped_column(enum(TalkHow))
    why_not: Mapped[WhyNoTalk | None] = mapped_column(enum(WhyNoTalk))
    note_sealed: Mapped[bytes | None]
    note = Sealed("note_sealed")  # for the IRO alone: nobody else reads what was said in private
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]


class BetweenReviews(HasSealed, WithId, Base):
    """A visit, a talk or a check by the IRO between two reviews."""

    __tablename__ = "between_reviews"
    __table_args__ = (sa.UniqueConstraint("young_person_id", "send_once"),)
    sealed_by = "young_person_id"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    send_once: Mapped[UUID]
    kind: Mapped[Between] = mapped_column(enum(Between))
    on: Mapped[date]
    saw_alone: Mapped[bool] = mapped_column(default=False)
    note_sealed: Mapped[bytes | None]
    note = Sealed("note_sealed")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]


class ReviewFelt(HasSealed, WithId, Base):
    """After a review: was I listened to? One face; words are a statement like any other."""

    __tablename__ = "review_felt"
    sealed_by = "young_person_id"

    review_id: Mapped[UUID] = mapped_column(sa.ForeignKey("reviews.id"), unique=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    face_sealed: Mapped[bytes | None]
    face = Sealed("face_sealed")  # good | ok | bad
    statement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("statements.id"))
    at: Mapped[datetime]


class ManagersWord(HasSealed, WithId, Base):
    """What the social worker's manager says to the decisions of a review."""

    __tablename__ = "review_responses"
    sealed_by = "young_person_id"

    review_id: Mapped[UUID] = mapped_column(sa.ForeignKey("reviews.id"), unique=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    response: Mapped[Response] = mapped_column(enum(Response))
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")  # which decision, and why not
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))  # None: by silence
    at: Mapped[datetime]


class LateReason(HasSealed, WithId, Base):
    """The true reason why something of a review was late. A new one is another row; the newest holds."""

    __tablename__ = "review_late_reasons"
    __table_args__ = (sa.Index(None, "review_id", "what"), sa.UniqueConstraint("review_id", "send_once"))
    sealed_by = "young_person_id"

    review_id: Mapped[UUID] = mapped_column(sa.ForeignKey("reviews.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    send_once: Mapped[UUID]
    what: Mapped[WhatLate] = mapped_column(enum(WhatLate))
    why: Mapped[WhyLate] = mapped_column(enum(WhyLate))
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
