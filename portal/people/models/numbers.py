"""By which numbers other systems know young people and staff, and who was found to be the same young
person."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed


class Identifier(WithId, HasSealed, Base):
    """A number another system has for a young person, found by its keyed hash. See rules/numbers.py."""

    __tablename__ = "identifiers"
    __table_args__ = (
        sa.UniqueConstraint("young_person_id", "kind", "value_hash"),
        sa.Index(None, "value_hash"),
    )
    sealed_by = "young_person_id"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    value_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    value_sealed: Mapped[bytes | None]
    value = Sealed("value_sealed")


class StaffIdentifier(WithId, HasSealed, Base):
    """A number the case system has for a member of staff: `staff` or `registration` (Social Work England)."""

    __tablename__ = "staff_identifiers"
    __table_args__ = (sa.UniqueConstraint("kind", "value_hash"),)

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    value_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    value_sealed: Mapped[bytes | None]
    value = Sealed("value_sealed")


class WorkerTeam(WithId, HasSealed, Base):
    """The team or department of a member of staff, by name, as the case system has it."""

    __tablename__ = "worker_teams"

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), unique=True)
    name_sealed: Mapped[bytes | None]
    name = Sealed("name_sealed")


class Merge(WithId, Base):
    """Two rows that a person found to be the same young person. `moved` says what went over (ids and names of
    fields, never their content), so that it can be undone while nothing followed."""

    __tablename__ = "merges"

    kept_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    left_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    moved: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    by: Mapped[UUID | None]
    at: Mapped[datetime]
    undone_by: Mapped[UUID | None]
    undone_at: Mapped[datetime | None]


class NotTheSame(WithId, Base):
    """Two rows of which a person said that they are not the same young person: the page offers them no
    more."""

    __tablename__ = "not_the_same"
    __table_args__ = (sa.UniqueConstraint("one_id", "other_id"),)

    one_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    other_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    by: Mapped[UUID | None]
    at: Mapped[datetime]
