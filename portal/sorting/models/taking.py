"""Who has which statement before them on the sorting page, what somebody was not sure about, and where in a
text a theme was found."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed


class Taking(WithId, Base):
    """A statement is before somebody until then. One a person and one a statement: two people never get the
    same one. What ran out stays theirs as long as nobody else takes it."""

    __tablename__ = "sort_takings"
    __table_args__ = (sa.UniqueConstraint("statement_id"), sa.UniqueConstraint("account_id"))

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    taken_at: Mapped[datetime]
    until: Mapped[datetime]
    # Somebody sorted it already, and this one is asked as well, without knowing it.
    is_second: Mapped[bool] = mapped_column(default=False)


class Unsure(HasSealed, WithId, Base):
    """Somebody was not sure what it is about: it goes to somebody else."""

    __tablename__ = "sort_unsure"
    __table_args__ = (sa.UniqueConstraint("statement_id", "by_id"),)
    sealed_by = "young_person_id"

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    note_sealed: Mapped[bytes | None]
    note = Sealed("note_sealed")


class SortedPlace(WithId, Base):
    """Where in the text a theme was found, when it was split by sentence. Places only, no words."""

    __tablename__ = "sorted_places"
    __table_args__ = (sa.UniqueConstraint("statement_id", "theme", "starts"),)

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    theme: Mapped[str] = mapped_column(sa.String(30))
    starts: Mapped[int]
    ends: Mapped[int]
