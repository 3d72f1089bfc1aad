"""What was given: parts, volumes, who fetched them, the talks beside it, how it felt, what was questioned."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.records.models.request import enum
from portal.records.rules import HowGiven, MeetingKind, QuestionKind, QuestionOutcome, ReleaseState
from portal.vault.sealed import HasSealed, Sealed


class Release(HasSealed, WithId, Base):
    """One part that is given: the documents in it, its letter, and its volumes once they are made."""

    __tablename__ = "records_releases"
    __table_args__ = (sa.UniqueConstraint("request_id", "send_once"),)
    sealed_by = "request_id"

    request_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_requests.id"), index=True)
    send_once: Mapped[UUID]
    number: Mapped[int]
    is_last: Mapped[bool] = mapped_column(default=True)  # nothing more follows
    document_ids: Mapped[list[str]] = mapped_column(sa.JSON)
    state: Mapped[ReleaseState] = mapped_column(enum(ReleaseState), default=ReleaseState.DRAFT)
    letter_sealed: Mapped[bytes | None]
    letter = Sealed("letter_sealed")  # JSON: the letter's parts as the officer left them
    made_of: Mapped[str] = mapped_column(sa.String(64), default="")  # fingerprint of the pages' versions
    # Each time it is asked for is another run: what a worker began in an earlier one is never kept in this.
    run: Mapped[UUID | None]
    pages: Mapped[int] = mapped_column(default=0)
    pages_done: Mapped[int] = mapped_column(default=0)
    busy_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str] = mapped_column(sa.String(40), default="")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]  # an officer opened what was made as the reader will see it
    fetched_at: Mapped[datetime | None]  # a device fetched some of it: the first that ever did
    given_at: Mapped[datetime | None]
    given_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    how: Mapped[HowGiven | None] = mapped_column(enum(HowGiven))
    open_until: Mapped[date | None]  # of a download


class Volume(WithId, Base):
    """One file of a part, or a piece of one while it is made."""

    __tablename__ = "records_volumes"
    __table_args__ = (sa.UniqueConstraint("release_id", "number", "piece"),)

    release_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_releases.id"))
    number: Mapped[int]
    piece: Mapped[int] = mapped_column(default=0)  # 0: the whole volume
    pages: Mapped[int]
    file_id: Mapped[UUID] = mapped_column(sa.ForeignKey("stored_files.id"))
    sha256: Mapped[str] = mapped_column(sa.String(64))


class Download(WithId, Base):
    """A device that has fetched a volume: once each."""

    __tablename__ = "records_downloads"
    __table_args__ = (sa.UniqueConstraint("volume_id", "device_hash"),)

    volume_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_volumes.id"))
    device_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    at: Mapped[datetime]


class Meeting(HasSealed, WithId, Base):
    """A talk before, while or after reading, or a ring two weeks later."""

    __tablename__ = "records_meetings"
    __table_args__ = (sa.UniqueConstraint("request_id", "send_once"),)
    sealed_by = "request_id"

    request_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_requests.id"), index=True)
    send_once: Mapped[UUID]
    kind: Mapped[MeetingKind] = mapped_column(enum(MeetingKind))
    with_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime | None]  # None: they would like one, no time yet
    due_on: Mapped[date | None]
    where_sealed: Mapped[bytes | None]
    where = Sealed("where_sealed")
    note_sealed: Mapped[bytes | None]
    note = Sealed("note_sealed")
    done_at: Mapped[datetime | None]
    off_at: Mapped[datetime | None]  # they did not want it after all
    is_missed: Mapped[bool] = mapped_column(default=False, server_default=sa.false())  # they did not come
    reminded_at: Mapped[datetime | None]
    is_asked: Mapped[bool] = mapped_column(default=False)  # the requester asked for it


class Feeling(HasSealed, WithId, Base):
    """How asking for one's file felt: three questions a month later, never on the day."""

    __tablename__ = "records_feelings"
    sealed_by = "request_id"

    request_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_requests.id"), unique=True)
    ask_on: Mapped[date]
    at: Mapped[datetime | None]
    answers: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)  # question -> yes | partly | no
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")


class Questioning(HasSealed, WithId, Base):
    """An internal review, a complaint about data protection, a correction, or "my side"."""

    __tablename__ = "records_questions"
    __table_args__ = (sa.UniqueConstraint("request_id", "send_once"),)
    sealed_by = "request_id"

    request_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_requests.id"), index=True)
    send_once: Mapped[UUID]
    kind: Mapped[QuestionKind] = mapped_column(enum(QuestionKind))
    received_on: Mapped[date]
    at: Mapped[datetime]
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    officer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))  # not who decided before
    acknowledged_on: Mapped[date | None]
    outcome: Mapped[QuestionOutcome | None] = mapped_column(enum(QuestionOutcome))
    answer_sealed: Mapped[bytes | None]
    answer = Sealed("answer_sealed")
    answered_on: Mapped[date | None]
