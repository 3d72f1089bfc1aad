"""Statements, who they go to, whom they concern, what was done, the answers and the verdicts."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed
from portal.voice.rules import (
    AnswerState,
    Desk,
    Face,
    Level,
    Look,
    Outcome,
    QuoteConsent,
    SafeNow,
    Says,
    Way,
)
from portal.voice.rules.answers import state_of_answer


def enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])


class Draft(HasSealed, WithId, Base):
    """What somebody is writing, kept at each page. One a young person; gone when sent or thrown away."""

    __tablename__ = "drafts"
    sealed_by = "young_person_id"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), unique=True)
    send_once: Mapped[UUID]
    content_sealed: Mapped[bytes | None]
    content = Sealed("content_sealed")  # JSON: field name -> what was typed
    changed_at: Mapped[datetime]


class Statement(HasSealed, WithId, Base):
    """What a young person said. Nothing on this row is ever deleted from the desk's list."""

    __tablename__ = "statements"
    __table_args__ = (
        sa.UniqueConstraint("young_person_id", "send_once", "desk"),
        sa.Index(None, "young_person_id", "sent_at"),
        sa.Index(None, "desk", "read_at", "sent_at"),
    )
    sealed_by = "young_person_id"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    desk: Mapped[Desk] = mapped_column(enum(Desk), default=Desk.COUNCIL)
    send_once: Mapped[UUID]
    sent_at: Mapped[datetime]
    asked: Mapped[str] = mapped_column(sa.String(40), default="how_things_are")  # the occasion it answers
    way: Mapped[Way] = mapped_column(enum(Way), default=Way.OWN, server_default=Way.OWN.value)
    look: Mapped[Look | None] = mapped_column(enum(Look))  # which face of the form was used
    # False: told or observed by somebody else, and the young person is not told of it (why: the capture).
    is_shown_to_them: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    language: Mapped[str] = mapped_column(sa.String(8), default="en")
    # Sent from a session whose way in was lost meanwhile: shut, with the past, to whoever has the new one.
    by_old_way: Mapped[bool] = mapped_column(default=False)

    face: Mapped[Face | None] = mapped_column(enum(Face))
    words_sealed: Mapped[bytes | None]
    wants_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    wants = Sealed("wants_sealed")  # what they want to happen
    safe_now: Mapped[SafeNow | None] = mapped_column(enum(SafeNow))
    not_safe_button: Mapped[bool] = mapped_column(default=False)  # sent with "I'm not safe"
    wants_call: Mapped[bool] = mapped_column(default=False)
    call_when_sealed: Mapped[bytes | None]
    call_who_sealed: Mapped[bytes | None]
    call_number_sealed: Mapped[bytes | None]
    call_when = Sealed("call_when_sealed")
    call_who = Sealed("call_who_sealed")  # who else might pick up
    call_number = Sealed("call_number_sealed")
    quote_consent: Mapped[QuoteConsent] = mapped_column(enum(QuoteConsent), default=QuoteConsent.NO)

    level: Mapped[Level] = mapped_column(enum(Level), default=Level.REST)
    level_why_sealed: Mapped[bytes | None]
    level_why = Sealed("level_why_sealed")  # JSON list of what put it there
    pages_duty: Mapped[bool] = mapped_column(
        default=False
    )  # direct answer or agreed phrase: somebody is called
    is_good_news: Mapped[bool] = mapped_column(default=False)
    read_by_at: Mapped[datetime]  # the promise that was made to them
    answer_by_on: Mapped[date]

    first_opened_at: Mapped[datetime | None]
    taken_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))  # who took the call
    taken_at: Mapped[datetime | None]
    # An advocate passed it to the council's safety team, and the young person knows.
    passed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    read_at: Mapped[datetime | None]
    read_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    answerer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    taken_back_at: Mapped[datetime | None]
    round: Mapped[int] = mapped_column(default=1)  # raised when "not sorted" reopens it
    safe_to_show_at: Mapped[datetime | None]  # the safety lead lets them see the safety entries

    topics: Mapped[list[Topic]] = relationship(lazy="raise", cascade="all, delete-orphan")
    recipients: Mapped[list[Recipient]] = relationship(lazy="raise", order_by="Recipient.place")
    concerns: Mapped[list[Concern]] = relationship(lazy="raise", order_by="Concern.at")
    handlings: Mapped[list[Handling]] = relationship(lazy="raise", order_by="Handling.at")
    answers: Mapped[list[Answer]] = relationship(lazy="raise", order_by="Answer.at")


class Topic(Base):
    """What the young person says it is about: a key of the codebook."""

    __tablename__ = "topics"

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"), primary_key=True)
    theme: Mapped[str] = mapped_column(sa.String(30), primary_key=True)


class Recipient(WithId, Base):
    """Somebody the young person picked. It reaches them only when a reader has read it."""

    __tablename__ = "recipients"
    __table_args__ = (sa.UniqueConstraint("statement_id", "account_id"),)

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(30))  # in what capacity, when it was picked
    place: Mapped[int] = mapped_column(default=0)
    delivered_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]  # the young person took this one off, or it must not reach them


class Concern(HasSealed, WithId, Base):
    """Whom it is about: said by the young person, or marked by the reader. An account, or a name."""

    __tablename__ = "concerns"
    sealed_by = "young_person_id"

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"), index=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    account_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    name_sealed: Mapped[bytes | None]
    name = Sealed("name_sealed")
    by_young_person: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class Handling(HasSealed, WithId, Base):
    """One thing the reader did about it, with its reference."""

    __tablename__ = "handlings"
    sealed_by = "young_person_id"

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"), index=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    outcome: Mapped[Outcome] = mapped_column(enum(Outcome))
    passed_to_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    reference_sealed: Mapped[bytes | None]
    note_sealed: Mapped[bytes | None]
    reference = Sealed("reference_sealed")
    note = Sealed("note_sealed")
    happened_at: Mapped[datetime]  # when it was done, as the reader says
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]


class Answer(HasSealed, WithId, Base):
    """An answer in plain words: what we understood, what we will do by when, or the true reason we can't."""

    __tablename__ = "answers"
    __table_args__ = (sa.UniqueConstraint("statement_id", "send_once"),)
    sealed_by = "young_person_id"

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"), index=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    send_once: Mapped[UUID]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    round: Mapped[int] = mapped_column(default=1)
    can_do: Mapped[bool]
    state: Mapped[AnswerState] = mapped_column(
        enum(AnswerState), default=AnswerState.WILL_DO, server_default=AnswerState.WILL_DO.value
    )
    understood_sealed: Mapped[bytes | None]
    will_do_sealed: Mapped[bytes | None]
    reason_sealed: Mapped[bytes | None]
    did_sealed: Mapped[bytes | None]
    decided_by_sealed: Mapped[bytes | None]
    understood = Sealed("understood_sealed")
    will_do = Sealed("will_do_sealed")
    reason = Sealed("reason_sealed")  # why we can't, or why the plan changed: the true one
    did = Sealed("did_sealed")  # what is done; of a changed plan: what we had said before
    decided_by = Sealed("decided_by_sealed")  # who said no, where it was not the one who answers
    by_when: Mapped[date | None]

    read_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]  # a worker told them in person
    told_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    says: Mapped[Says | None] = mapped_column(enum(Says))
    says_at: Mapped[datetime | None]
    says_words_sealed: Mapped[bytes | None]
    says_words = Sealed("says_words_sealed")

    @property
    def stands(self) -> AnswerState:
        """What it says will happen; answers from before there were states say only yes or no."""
        return state_of_answer(self.state, can_do=self.can_do)


class Share(WithId, Base):
    """A statement shared with a foster carer or a partner, by name, by somebody it was delivered to."""

    __tablename__ = "shares"
    __table_args__ = (sa.UniqueConstraint("statement_id", "account_id"),)

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    shared_by: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Call(WithId, Base):
    """Somebody was called about a statement (step 1 first). One who takes it stops the calling."""

    __tablename__ = "calls"
    __table_args__ = (
        sa.UniqueConstraint("statement_id", "account_id"),
        sa.Index(None, "statement_id", "step"),
    )

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    step: Mapped[int]
    at: Mapped[datetime]
    declined_at: Mapped[datetime | None]  # "I can't": the next in line was called at once
