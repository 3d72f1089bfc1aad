"""Things that are due. No due date moves without a row that says why."""

from __future__ import annotations

from datetime import date, datetime
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


class DeadlineChange(WithId, Base):
    """What moved a due date or its owner, and why (a word from a short list, no prose)."""

    __tablename__ = "deadline_changes"

    deadline_id: Mapped[UUID] = mapped_column(sa.ForeignKey("deadlines.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[UUID | None]
    why: Mapped[str] = mapped_column(sa.String(40))
    due_before: Mapped[date | None]
    due_after: Mapped[date | None]
