"""Young people, and the words of their names as they are searched."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed


class YoungPerson(WithId, HasSealed, Base):
    """A child or young person the council works with. Its own number for them is found by its keyed hash."""

    __tablename__ = "young_people"
    sealed_by = "id"

    full_name_sealed: Mapped[bytes | None]
    called_sealed: Mapped[bytes | None]
    born_on_sealed: Mapped[bytes | None]
    child_ref_sealed: Mapped[bytes | None]
    child_ref_hash: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32), unique=True)
    sex: Mapped[str] = mapped_column(sa.String(1), default="")
    ethnicity: Mapped[str] = mapped_column(sa.String(4), default="")
    unaccompanied_until: Mapped[date | None]  # DUC: came alone from another country, until this day
    in_touch: Mapped[str] = mapped_column(sa.String(4), default="")  # IN_TOUCH: of a care leaver
    # Codes, in the clear as ethnicity is: who is not heard is counted by them. See rules/known.py.
    language: Mapped[str] = mapped_column(sa.String(3), default="", server_default="")
    faith: Mapped[str] = mapped_column(sa.String(4), default="", server_default="")
    disability: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")  # with spaces
    died_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(sa.String(20), default="hand")  # hand | ssda903 | ssd
    # Who wrote the name last: what a person typed, an import leaves alone.
    name_source: Mapped[str] = mapped_column(sa.String(20), default="hand", server_default="hand")
    merged_into_id: Mapped[UUID | None] = mapped_column(index=True)  # of whom they were found to be the same
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    full_name = Sealed("full_name_sealed")
    called = Sealed("called_sealed")  # what they like to be called
    _born_on = Sealed("born_on_sealed")
    child_ref = Sealed("child_ref_sealed")

    @property
    def born_on(self) -> date | None:
        return date.fromisoformat(self._born_on) if self._born_on else None

    @born_on.setter
    def born_on(self, day: date | None) -> None:
        self._born_on = day.isoformat() if day else ""

    @property
    def disabilities(self) -> list[str]:
        """The codes of what is known; none where nothing is."""
        return self.disability.split()

    @property
    def is_care_leaver(self) -> bool:
        """Whether the return lists them among those who have left care."""
        return bool(self.in_touch)

    @property
    def name(self) -> str:
        """How staff pages call them; a number where no name has come yet."""
        return self.full_name or self.called or self.child_ref


class NameToken(Base):
    """One word of a name, hashed with a key, so that names are found without opening all of them."""

    __tablename__ = "name_tokens"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), primary_key=True)
    token: Mapped[bytes] = mapped_column(sa.LargeBinary(32), primary_key=True, index=True)
