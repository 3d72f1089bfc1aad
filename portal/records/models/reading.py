"""What was found, page by page, and what is covered on it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.records.models.request import enum
from portal.records.rules import Balance, DocumentState, HarmAnswer, PageRead, Who, Why
from portal.vault.sealed import HasSealed, Sealed


class Document(HasSealed, WithId, Base):
    """One uploaded file of a request. `place` is its order among the others."""

    __tablename__ = "records_documents"
    __table_args__ = (sa.UniqueConstraint("request_id", "send_once"),)
    sealed_by = "request_id"

    request_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_requests.id"), index=True)
    search_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("records_searches.id"))  # where it was found
    send_once: Mapped[UUID]
    place: Mapped[int]
    title_sealed: Mapped[bytes | None]
    title = Sealed("title_sealed")
    from_on: Mapped[date | None]  # the time it is about, for the contents list
    until_on: Mapped[date | None]
    note_sealed: Mapped[bytes | None]
    note = Sealed("note_sealed")  # a trigger note: "this part tells of …"
    file_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    kind: Mapped[str] = mapped_column(sa.String(20), default="")  # pdf, image, text: by content
    pages: Mapped[int] = mapped_column(default=0)
    pages_known: Mapped[int] = mapped_column(default=0)  # how far the worker has read it
    state: Mapped[DocumentState] = mapped_column(enum(DocumentState), default=DocumentState.WAITING)
    fault: Mapped[str] = mapped_column(sa.String(30), default="")
    busy_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    taken_out_at: Mapped[datetime | None]  # not part of the file after all
    taken_out_why: Mapped[str] = mapped_column(sa.String(40), default="")


class Leaf(HasSealed, WithId, Base):
    """One page. `version` rises with every change on it, so that two officers cannot undo each other's work,
    and so that a check by a second person holds only for what they saw."""

    __tablename__ = "records_leaves"
    __table_args__ = (sa.UniqueConstraint("document_id", "number"),)
    sealed_by = "request_id"

    request_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_requests.id"), index=True)
    document_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_documents.id"))
    number: Mapped[int]  # from 1
    width: Mapped[float]  # points, as seen
    height: Mapped[float]
    read: Mapped[PageRead] = mapped_column(enum(PageRead), default=PageRead.NOT_YET)
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")  # JSON: [[text, x0, y0, x1, y1, line], …] in fractions of the page
    hidden_words: Mapped[int] = mapped_column(default=0)  # in the file, and nobody can see them on the page
    suggested: Mapped[int] = mapped_column(default=0)  # names and patterns found that no box covers
    suggested_when_done: Mapped[int] = mapped_column(default=0)  # so many the first reader left in on purpose
    find_again: Mapped[bool] = mapped_column(default=True)  # the list of people, or a box, changed since
    version: Mapped[int] = mapped_column(default=1)
    names_somebody: Mapped[bool | None]  # the first reader's word: somebody else is named here
    left_out_why: Mapped[Why | None] = mapped_column(enum(Why))  # the whole page is held back
    done_at: Mapped[datetime | None]  # the first reader is through with it
    done_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    checked_version: Mapped[int | None]
    checked_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    checked_at: Mapped[datetime | None]
    back_sealed: Mapped[bytes | None]
    back = Sealed("back_sealed")  # what the second person wants looked at again


class Redaction(HasSealed, WithId, Base):
    """A box on a page, in fractions of it, with its reason. Taking it off keeps the row."""

    __tablename__ = "records_redactions"
    __table_args__ = (sa.UniqueConstraint("leaf_id", "send_once"),)
    sealed_by = "request_id"

    request_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_requests.id"))
    leaf_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_leaves.id"), index=True)
    send_once: Mapped[UUID]
    x0: Mapped[float]
    y0: Mapped[float]
    x1: Mapped[float]
    y1: Mapped[float]
    why: Mapped[Why] = mapped_column(enum(Why))
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("records_people.id"))
    is_suggestion: Mapped[bool] = mapped_column(default=False)  # a person took a suggestion
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    off_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    off_at: Mapped[datetime | None]


class PersonNamed(HasSealed, WithId, Base):
    """Somebody named in the file: who they are, and how their interests were weighed."""

    __tablename__ = "records_people"
    sealed_by = "request_id"

    request_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_requests.id"), index=True)
    name_sealed: Mapped[bytes | None]
    name = Sealed("name_sealed")
    other_names_sealed: Mapped[bytes | None]
    other_names = Sealed("other_names_sealed")  # one a line
    who: Mapped[Who] = mapped_column(enum(Who))
    balance: Mapped[Balance | None] = mapped_column(enum(Balance))
    asked_on: Mapped[date | None]  # their consent was asked
    why_sealed: Mapped[bytes | None]
    why = Sealed("why_sealed")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    off_at: Mapped[datetime | None]


class HarmQuestion(HasSealed, WithId, Base):
    """Would reading a part be likely to cause serious harm? The opinion, whose it is, and its answer.

    DPA 2018 Sch 3: social work data, para 7 of Pt 3; health data needs the opinion of an appropriate
    health professional (Pt 2)."""

    __tablename__ = "records_harm_questions"
    sealed_by = "request_id"

    request_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_requests.id"), index=True)
    is_health: Mapped[bool] = mapped_column(default=False)
    part_sealed: Mapped[bytes | None]
    part = Sealed("part_sealed")
    whose_sealed: Mapped[bytes | None]
    whose = Sealed("whose_sealed")  # whose opinion
    opinion_sealed: Mapped[bytes | None]
    opinion = Sealed("opinion_sealed")
    answer: Mapped[HarmAnswer] = mapped_column(enum(HarmAnswer), default=HarmAnswer.ASKED)
    asked_on: Mapped[date]
    answered_on: Mapped[date | None]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
