"""What a young person keeps here: cards of people of their own, what they ticked, what they asked for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.rights.rules.lists import Has
from portal.vault.sealed import HasSealed, Sealed


class PersonCard(HasSealed, WithId, Base):
    """Somebody they wish to be able to reach, as they wrote it. Nobody else sees it."""

    __tablename__ = "person_cards"
    sealed_by = "young_person_id"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    send_once: Mapped[UUID] = mapped_column(unique=True)
    name_sealed: Mapped[bytes | None]
    does_sealed: Mapped[bytes | None]
    phone_sealed: Mapped[bytes | None]
    name = Sealed("name_sealed")
    does = Sealed("does_sealed")
    phone = Sealed("phone_sealed")
    made_at: Mapped[datetime]


class ListTick(WithId, Base):
    """What they said of one line of a check-list. Never changed: the newest holds."""

    __tablename__ = "list_ticks"
    __table_args__ = (sa.Index(None, "young_person_id", "line", "at"),)

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    line: Mapped[str] = mapped_column(sa.String(40))
    has: Mapped[Has] = mapped_column(
        sa.Enum(Has, native_enum=False, length=20, values_callable=lambda e: [m.value for m in e])
    )
    at: Mapped[datetime]


class ListNote(HasSealed, WithId, Base):
    """What a worker did about a line, for the young person to read."""

    __tablename__ = "list_notes"
    sealed_by = "young_person_id"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    line: Mapped[str] = mapped_column(sa.String(40))
    send_once: Mapped[UUID] = mapped_column(unique=True)
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]


class RightsAsk(WithId, Base):
    """Something they began to ask for from here: by the form's id the statement is found."""

    __tablename__ = "rights_asks"
    __table_args__ = (sa.UniqueConstraint("young_person_id", "send_once"),)

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    send_once: Mapped[UUID]
    what: Mapped[str] = mapped_column(sa.String(60))
    at: Mapped[datetime]
