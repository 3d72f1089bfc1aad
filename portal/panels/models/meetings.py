"""Meetings with their papers. All prose is sealed by the council's key."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, WithId
from portal.panels.rules import Stage
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])


class Meeting(HasSealed, WithId, Base):
    """A meeting of the panel, the closed period its paper is about, and the paper."""

    __tablename__ = "meetings"
    __table_args__ = (sa.UniqueConstraint("meets_on"),)

    meets_on: Mapped[date]
    first_on: Mapped[date]  # the period, both days included
    last_on: Mapped[date]
    stage: Mapped[Stage] = mapped_column(_enum(Stage), default=Stage.PREPARING)
    lead_sealed: Mapped[bytes | None]
    questions_sealed: Mapped[bytes | None]
    lead = Sealed("lead_sealed")  # the sentence or two that say what matters
    questions = Sealed("questions_sealed")  # questions one could ask, one a line
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))

    count_asked_at: Mapped[datetime | None]
    counted_at: Mapped[datetime | None]  # once set never unset: from then on the period stays
    fault: Mapped[str] = mapped_column(sa.String(80), default="")  # the kind of fault of the last count
    # What would be printed: {"quarters": [paper, newest first], "paper": paper, "register": how many papers
    # it reckons with, "why": [[what, name, by, value, a `Hidden`]] for staff}. Printable numbers, not yet
    # published.
    draft: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)

    paper_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("published_papers.id"))
    # Frozen with the paper: {"quarters": [ids in the register, newest first], "changes": {theme: change},
    # "outcomes": [[id, how young people see it]], "challenges": [[id, how they see what came of it]]}
    told: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))

    quotes: Mapped[list[MeetingQuote]] = relationship(
        lazy="raise", order_by="MeetingQuote.place", cascade="all, delete-orphan"
    )


class MeetingQuote(Base):
    """A quote chosen for a paper. Its words are read anew each time, so one that is withdrawn is gone."""

    __tablename__ = "meeting_quotes"

    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("meetings.id"), primary_key=True)
    quote_id: Mapped[UUID] = mapped_column(sa.ForeignKey("quotes.id"), primary_key=True)
    place: Mapped[int] = mapped_column(default=0)
