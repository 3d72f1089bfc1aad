"""You said, we did; what young people say of it; the register of published papers."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.outcomes.rules import Did, Difference, PaperKind
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])


class PublishedPaper(WithId, Base):
    """One entry of the register: exactly what was printed. Never changed or deleted: who read it keeps it.

    `cells` is a list of [what, name, by, value, mark, reason, number] as printed: nothing in it is secret."""

    __tablename__ = "published_papers"

    kind: Mapped[PaperKind] = mapped_column(_enum(PaperKind))
    first_on: Mapped[date]
    last_on: Mapped[date]
    cells: Mapped[list[Any]] = mapped_column(sa.JSON)
    threshold: Mapped[int]
    base: Mapped[int]
    lasting: Mapped[list[Any]] = mapped_column(sa.JSON)
    everyone_has_a_theme: Mapped[bool]
    at: Mapped[datetime] = mapped_column(index=True)
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))


class Outcome(HasSealed, WithId, Base):
    """You said, we did: written by an officer. First to those whose words led to it, then to all."""

    __tablename__ = "outcomes"
    __table_args__ = (sa.UniqueConstraint("by_id", "send_once"), sa.Index(None, "published_at"))

    send_once: Mapped[UUID]
    theme: Mapped[str] = mapped_column(sa.String(30))
    # Those who spoke of the theme between these days (both included) are those whose words led to it.
    said_from: Mapped[date]
    said_until: Mapped[date]
    challenge_id: Mapped[UUID | None] = mapped_column(index=True)  # the challenge that led to it, if one did
    state: Mapped[Did] = mapped_column(_enum(Did))
    you_said_sealed: Mapped[bytes | None]
    we_did_sealed: Mapped[bytes | None]
    why_sealed: Mapped[bytes | None]
    you_said = Sealed("you_said_sealed")
    we_did = Sealed("we_did_sealed")
    why = Sealed("why_sealed")  # what is missing (partly) or the true reason (can't)
    easy_sealed: Mapped[bytes | None]
    easy = Sealed("easy_sealed")  # the same in a sentence or two for the youngest, and in Easy Read
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    all_from_on: Mapped[date | None]  # None: only ever to those whose words led to it
    opened_to_all_at: Mapped[datetime | None]  # when `all_from_on` was set
    # Since when it says what it says now. What young people said before then was of something else.
    said_changed_at: Mapped[datetime | None]
    taken_down_at: Mapped[datetime | None]


class SaidOfOutcome(Base):
    """Whether it made a difference: one a young person and outcome, changeable."""

    __tablename__ = "said_of_outcomes"

    outcome_id: Mapped[UUID] = mapped_column(sa.ForeignKey("outcomes.id"), primary_key=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), primary_key=True)
    says: Mapped[Difference] = mapped_column(_enum(Difference))
    at: Mapped[datetime]


STILL_STANDS = sa.or_(Outcome.said_changed_at.is_(None), SaidOfOutcome.at >= Outcome.said_changed_at)
"""Said of what the outcome says now, for asking both tables: what was said before counts nowhere."""
