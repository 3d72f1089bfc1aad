"""Why the council works with a young person: episodes of care, reviews held, other spans of support."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.people.rules import Support
from portal.vault.sealed import HasSealed, Sealed


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
    distance: Mapped[str] = mapped_column(
        sa.String(10), default="", server_default=""
    )  # rules.known.DISTANCES
    # Whether the case system spoke of it: its extract is fresher than a yearly return.
    source: Mapped[str] = mapped_column(sa.String(20), default="ssda903", server_default="ssda903")
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


class ReviewPlanned(WithId, Base):
    """The day for which the case system has a young person's next review planned; None: for none any more.

    `taken_on`: the day by which `reviews` last put its own meeting right, so that only news is looked at."""

    __tablename__ = "reviews_planned"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), unique=True)
    planned_on: Mapped[date | None]
    taken_on: Mapped[date | None]


class SupportSpan(WithId, Base):
    """Why the council works with a young person, from and to (both days included), where no episode of care
    says it: in need, on a child protection plan, a care leaver, or what was written by hand."""

    __tablename__ = "support_spans"
    __table_args__ = (sa.UniqueConstraint("young_person_id", "kind", "from_on", "source"),)

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    kind: Mapped[Support] = mapped_column(sa.Enum(Support, native_enum=False, length=20))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(sa.String(20), default="hand")  # hand | ssd
