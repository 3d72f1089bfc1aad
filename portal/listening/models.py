"""Counted quarters, challenges between practitioners, and the samples that are judged."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.listening.rules import About, Outcome
from portal.listening.rules.samples import Score
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=20, values_callable=lambda e: [m.value for m in e])


class ListeningQuarter(WithId, Base):
    """A closed quarter, counted once: what was printed first stands, so that prints cannot be subtracted.

    `numbers`: {"heard": paper, "silent": paper, "spoken": paper, "teams": {key: [agency, manager id, is
    nobody]}, "days": {team key, "" for all: middle value}, "through": [agency], "challenged": [agency]}.
    Printable numbers only."""

    __tablename__ = "listening_quarters"

    first_on: Mapped[date] = mapped_column(unique=True)
    last_on: Mapped[date]
    counted_at: Mapped[datetime]
    numbers: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class ListeningAudit(WithId, Base):
    """The judged samples of a closed quarter, counted once like `ListeningQuarter`.

    `numbers`: {"paper": paper, "agencies": [agency]}, of printable numbers only."""

    __tablename__ = "listening_audits"

    first_on: Mapped[date] = mapped_column(unique=True)
    last_on: Mapped[date]
    counted_at: Mapped[datetime]
    numbers: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class OnRecord(HasSealed, WithId):
    """What every challenge between practitioners has: who made it, to whom, by when, and what came of it."""

    sealed_by = "young_person_id"

    send_once: Mapped[UUID]
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    about: Mapped[About] = mapped_column(_enum(About))
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    to_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    at: Mapped[datetime]
    answer_by_on: Mapped[date]
    outcome: Mapped[Outcome | None] = mapped_column(_enum(Outcome))
    changed_sealed: Mapped[bytes | None]
    changed = Sealed("changed_sealed")  # what changed, or why nothing does
    decided_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    @property
    def is_open(self) -> bool:
        return self.outcome is None and self.withdrawn_at is None


class PracticeChallenge(OnRecord, Base):
    """A practitioner challenges a silence or an answer, on the record. Never deleted."""

    __tablename__ = "practice_challenges"
    __table_args__ = (sa.UniqueConstraint("by_id", "send_once"),)

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"), index=True)
    told_sealed: Mapped[bytes | None]
    told = Sealed("told_sealed")  # what the young person reads of it on their own page


class SilenceChallenge(OnRecord, Base):
    """A practitioner challenges that a young person was not asked or heard, or that nothing was done for
    them: about nothing that was said. A table of its own: no old row loses what it says it is about."""

    __tablename__ = "silence_challenges"
    __table_args__ = (
        sa.UniqueConstraint("by_id", "send_once"),
        sa.Index(None, "young_person_id"),
    )

    told = ""

    @property
    def statement_id(self) -> None:
        return None


class Sample(WithId, Base):
    """One month's drawing. The seed says how it came out, to whoever wants to draw it again."""

    __tablename__ = "samples"

    first_on: Mapped[date] = mapped_column(unique=True)
    seed: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    drawn_at: Mapped[datetime]


class Sampled(HasSealed, WithId, Base):
    """Something that was drawn: who judges it, what they found, and what was done about that."""

    __tablename__ = "sampled"
    sealed_by = "young_person_id"

    sample_id: Mapped[UUID] = mapped_column(sa.ForeignKey("samples.id"), index=True)
    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"), unique=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    agency_sealed: Mapped[bytes | None]
    agency = Sealed("agency_sealed")  # that heard it, or answers it
    to_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)  # whose work is judged
    auditor_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    tried_at: Mapped[datetime | None]  # when somebody was looked for last
    dropped_at: Mapped[datetime | None]  # taken back: judged by nobody, counted nowhere

    send_once: Mapped[UUID | None]
    kept: Mapped[Score | None] = mapped_column(_enum(Score))
    answered: Mapped[Score | None] = mapped_column(_enum(Score))
    acted: Mapped[Score | None] = mapped_column(_enum(Score))
    agree: Mapped[Score | None] = mapped_column(_enum(Score))
    found_sealed: Mapped[bytes | None]
    found = Sealed("found_sealed")
    should_sealed: Mapped[bytes | None]
    should = Sealed("should_sealed")  # what should be done
    judged_at: Mapped[datetime | None]

    act_by_on: Mapped[date | None]  # None: nothing has to be done
    acted_once: Mapped[UUID | None]
    done_sealed: Mapped[bytes | None]
    done = Sealed("done_sealed")  # what was done about it, or why nothing
    done_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    done_at: Mapped[datetime | None]


class SampleAsked(WithId, Base):
    """Somebody was asked to judge a sample, until they did or it went to another."""

    __tablename__ = "sample_asked"
    __table_args__ = (sa.UniqueConstraint("sampled_id", "account_id"),)

    sampled_id: Mapped[UUID] = mapped_column(sa.ForeignKey("sampled.id"))
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(sa.String(20), default="")
