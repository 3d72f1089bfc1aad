"""Who works with whom, and who is kept apart from what."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, WithId
from portal.people.models.who import YoungPerson
from portal.people.rules import LinkKind


class CareLink(WithId, Base):
    """Who works with whom, from and to (both days included). A link that ended is refused at once."""

    __tablename__ = "care_links"
    __table_args__ = (sa.Index(None, "account_id", "until_on"),)

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    kind: Mapped[LinkKind] = mapped_column(sa.Enum(LinkKind, native_enum=False, length=30))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    made_by: Mapped[UUID | None]
    ended_by: Mapped[UUID | None]
    source: Mapped[str] = mapped_column(sa.String(20), default="hand", server_default="hand")  # hand | ssd

    young_person: Mapped[YoungPerson] = relationship(lazy="raise")


class KeptApart(WithId, Base):
    """Somebody a statement concerns, or who is too close to them: kept from it and what follows from it."""

    __tablename__ = "kept_apart"
    __table_args__ = (sa.UniqueConstraint("statement_id", "account_id"),)

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"))
    why: Mapped[str] = mapped_column(sa.String(20))  # concerned | household | manager | stand_in
    at: Mapped[datetime]
