"""Things that are due. No due date moves without a row that says why. Bank holidays proclaimed since."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId


class Deadline(WithId, Base):
    """One thing due: `kind` says what (answer), `about_id` of which row."""

    __tablename__ = "deadlines"
    __table_args__ = (sa.UniqueConstraint("kind", "about_id", "round"), sa.Index(None, "owner_id", "done_at"))

    kind: Mapped[str] = mapped_column(sa.String(20))
    about_id: Mapped[UUID]
    round: Mapped[int] = mapped_column(default=1)  # a reopened thing has a new round
    young_person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("young_people.id"))
    owner_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    started_at: Mapped[datetime]
    due_on: Mapped[date] = mapped_column(index=True)
    done_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]  # no longer wanted: taken back
    # How it was counted, so that it can be counted again. Rows without `clock` keep the date they have.
    clock: Mapped[str | None] = mapped_column(sa.String(40))
    start_on: Mapped[date | None]
    count: Mapped[int | None]  # where it is the council's own setting: as it was when it began
    events: Mapped[list[dict[str, Any]] | None] = mapped_column(sa.JSON)  # kind and day, no more
    aim_by_on: Mapped[date | None]
    due_at: Mapped[datetime | None]  # clocks of hours
    stands_still_since: Mapped[date | None]  # then `due_on` is the last day there was


class DeadlineChange(WithId, Base):
    """What moved a due date or its owner, and why (a word from a short list, no prose)."""

    __tablename__ = "deadline_changes"

    deadline_id: Mapped[UUID] = mapped_column(sa.ForeignKey("deadlines.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[UUID | None]
    why: Mapped[str] = mapped_column(sa.String(40))
    due_before: Mapped[date | None]
    due_after: Mapped[date | None]


class ProclaimedDay(WithId, Base):
    """A bank holiday that the list we carry does not know: proclaimed since, entered by an administrator."""

    __tablename__ = "proclaimed_days"

    day: Mapped[date] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    added_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    added_at: Mapped[datetime]
