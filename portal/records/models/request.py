"""Requests, what happened to them, and what was written to and fro."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.records.rules import Asker, Came, EventKind, Regime, Stage, State
from portal.vault.sealed import HasSealed, Sealed


def enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])


class RecordsRequest(HasSealed, WithId, Base):
    """Somebody asks for records. It has a data key of its own (`vault.keys.make_for(request.id)`): a file is
    also about other people, and is destroyed as one when its time has come.

    The dates here are copies of what the clock says, for ordering; `deadlines` holds it and its history."""

    __tablename__ = "records_requests"
    __table_args__ = (
        sa.Index(None, "state", "due_on"),
        sa.Index(None, "officer_id", "state"),
        sa.UniqueConstraint("came", "send_once"),
    )
    sealed_by = "id"

    send_once: Mapped[UUID]
    reference: Mapped[str] = mapped_column(sa.String(12), unique=True)  # can be said on the phone
    regime: Mapped[Regime] = mapped_column(enum(Regime), default=Regime.DATA_PROTECTION)
    state: Mapped[State] = mapped_column(enum(State), default=State.OPEN)
    stage: Mapped[Stage] = mapped_column(enum(Stage), default=Stage.GOT_IT)
    came: Mapped[Came] = mapped_column(enum(Came))
    asker: Mapped[Asker] = mapped_column(enum(Asker), default=Asker.SELF)
    young_person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    recorded_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    officer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    support_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("accounts.id")
    )  # the named person beside them
    merged_into_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("records_requests.id"))
    apart_from_id: Mapped[UUID | None] = mapped_column(index=True)  # the adoption file, beside this other one

    made_at: Mapped[datetime] = mapped_column(index=True)
    received_on: Mapped[date]  # the day it reached anyone at the council
    due_on: Mapped[date | None]  # None: no such clock, or it stands still
    aim_by_on: Mapped[date | None]
    notice_by_on: Mapped[date | None]  # the last day to say that it takes longer
    stands_still_since: Mapped[date | None]
    ended_on: Mapped[date | None]
    next_move_with: Mapped[str] = mapped_column(sa.String(20), default="us")  # us | them | others

    scopes: Mapped[list[str]] = mapped_column(sa.JSON, default=list)  # of Scope
    years_from: Mapped[int | None]
    years_until: Mapped[int | None]
    formats: Mapped[list[str]] = mapped_column(sa.JSON, default=list)  # of Format
    wants_company: Mapped[bool | None]  # None: not said
    wants_trigger_notes: Mapped[bool] = mapped_column(default=False)
    wants_ring_after: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(sa.String(8), default="en")

    name_sealed: Mapped[bytes | None]
    name = Sealed("name_sealed")  # of the person the records are about
    other_names_sealed: Mapped[bytes | None]
    other_names = Sealed("other_names_sealed")
    born_on_sealed: Mapped[bytes | None]
    born_on_text = Sealed("born_on_sealed")  # ISO date; "" not known
    asker_name_sealed: Mapped[bytes | None]
    asker_name = Sealed("asker_name_sealed")  # where somebody asks for them
    email_sealed: Mapped[bytes | None]
    email = Sealed("email_sealed")
    phone_sealed: Mapped[bytes | None]
    phone = Sealed("phone_sealed")
    post_sealed: Mapped[bytes | None]
    post = Sealed("post_sealed")  # an address, where they want paper
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")  # what they want to know, in their words
    anything_sealed: Mapped[bytes | None]
    anything = Sealed("anything_sealed")  # anything we should know


class RequestEvent(HasSealed, WithId, Base):
    """Something that happened to a request, on a day. Never changed: a correction is another row that
    `corrects` this one, and says who corrected it; the clock reads only what is not corrected."""

    __tablename__ = "records_events"
    __table_args__ = (
        sa.UniqueConstraint("request_id", "send_once"),
        sa.UniqueConstraint("request_id", "number"),
        sa.Index(None, "request_id", "on"),
    )
    sealed_by = "request_id"

    request_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_requests.id"))
    number: Mapped[int]  # in the order of writing down, from 1
    send_once: Mapped[UUID]
    kind: Mapped[EventKind] = mapped_column(enum(EventKind))
    on: Mapped[date]
    at: Mapped[datetime]  # when it was written down
    by_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("accounts.id")
    )  # None: the requester, or the worker
    reason: Mapped[str] = mapped_column(sa.String(40), default="")
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")  # what was asked, the reasons given
    other_id: Mapped[UUID | None]  # another request; the officer, where one took it on
    corrects_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("records_events.id"), unique=True)
    why_sealed: Mapped[bytes | None]
    why = Sealed("why_sealed")  # why it was corrected
    is_void: Mapped[bool] = mapped_column(default=False)  # the correction says that it did not happen


class RequestMessage(HasSealed, WithId, Base):
    """A message to the requester, or from them. Every one is on their page."""

    __tablename__ = "records_messages"
    __table_args__ = (sa.UniqueConstraint("request_id", "send_once"), sa.Index(None, "request_id", "at"))
    sealed_by = "request_id"

    request_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_requests.id"))
    send_once: Mapped[UUID]
    at: Mapped[datetime]
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))  # None: from the requester
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    event_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("records_events.id"))  # what it told of
    seen_at: Mapped[datetime | None]  # by the other side


class RequestKey(HasSealed, WithId, Base):
    """The way in of a requester who has no account: what was proven, and what opens their page.

    Only hashes are kept. `code` is mailed, `words` were shown once after sending; a new device needs both.
    One that does not open anything proves a new e-mail: its code goes there."""

    __tablename__ = "records_keys"
    sealed_by = "request_id"

    request_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_requests.id"), index=True)
    words_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    code_hash: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32))  # the code that was sent last
    code_until: Mapped[datetime | None]
    proven_at: Mapped[datetime | None]
    code_number: Mapped[int] = mapped_column(
        default=0
    )  # rises with each new code: an older one is then wrong
    wrong_tries: Mapped[int] = mapped_column(default=0)
    mail: Mapped[str] = mapped_column(sa.String(10), default="")  # what waits to be mailed: code | news
    mail_after: Mapped[datetime | None] = mapped_column(index=True)
    mail_tries: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    opens: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    address_sealed: Mapped[bytes | None]
    address = Sealed("address_sealed")  # where its mails go, where that is not the e-mail of the request
    closings: Mapped[int] = mapped_column(default=0)  # rises when they are done: what was open is shut then


class RequestDraft(HasSealed, WithId, Base):
    """What a young person has picked and typed so far, before they send it. Gone when they do."""

    __tablename__ = "records_drafts"
    sealed_by = "young_person_id"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), unique=True)
    send_once: Mapped[UUID]
    kept_sealed: Mapped[bytes | None]
    kept = Sealed("kept_sealed")  # JSON: field -> what is in it
    changed_at: Mapped[datetime]
