"""Young people and what is known about them. Names, numbers, dates of birth and postcodes are sealed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, WithId
from portal.people.rules import LinkKind
from portal.vault.sealed import HasSealed, Sealed


class YoungPerson(WithId, HasSealed, Base):
    """A child in care or a care leaver. The council's own number for them is found by its keyed hash."""

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
    source: Mapped[str] = mapped_column(sa.String(20), default="hand")  # hand | ssda903
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


class Episode(WithId, HasSealed, Base):
    """One episode of being looked after, as the SSDA903 return has it. Codes are the return's own."""

    __tablename__ = "episodes"
    __table_args__ = (sa.UniqueConstraint("young_person_id", "started_on"),)
    sealed_by = "young_person_id"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    started_on: Mapped[date]  # DECOM
    reason_started: Mapped[str] = mapped_column(sa.String(1), default="")  # RNE
    legal_status: Mapped[str] = mapped_column(sa.String(2), default="")  # LS
    need: Mapped[str] = mapped_column(sa.String(2), default="")  # CIN
    home_kind: Mapped[str] = mapped_column(sa.String(2), default="")  # PLACE
    provider: Mapped[str] = mapped_column(sa.String(3), default="")  # PLACE_PROVIDER
    ended_on: Mapped[date | None]  # DEC
    reason_ended: Mapped[str] = mapped_column(sa.String(4), default="")  # REC
    reason_moved: Mapped[str] = mapped_column(sa.String(6), default="")  # REASON_PLACE_CHANGE
    ofsted_urn: Mapped[str] = mapped_column(sa.String(8), default="")  # URN
    home_postcode_sealed: Mapped[bytes | None]
    placed_postcode_sealed: Mapped[bytes | None]
    home_postcode = Sealed("home_postcode_sealed")
    placed_postcode = Sealed("placed_postcode_sealed")


class ReviewHeld(WithId, Base):
    """A looked-after review that was held, and how the young person took part (PN0 to PN7)."""

    __tablename__ = "reviews_held"
    __table_args__ = (sa.UniqueConstraint("young_person_id", "held_on"),)

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    held_on: Mapped[date]
    participation: Mapped[str] = mapped_column(sa.String(3), default="")


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
