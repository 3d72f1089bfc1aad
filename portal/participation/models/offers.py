"""Offers of a place in the room, and who took it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.participation.rules.room import Changed, Coming, ForWhom, RoomKind, Truth
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])


class RoomOffer(HasSealed, WithId, Base):
    """A meeting, an interview, a training where young people can be. Its words are the council's."""

    __tablename__ = "room_offers"
    __table_args__ = (
        sa.UniqueConstraint("made_by_id", "send_once"),
        sa.Index(None, "starts_at"),
        sa.Index(None, "chair_id", "changed_at"),
    )

    send_once: Mapped[UUID]
    kind: Mapped[RoomKind] = mapped_column(_enum(RoomKind))
    for_whom: Mapped[ForWhom] = mapped_column(_enum(ForWhom))
    group_id: Mapped[UUID | None]  # of `ForWhom.GROUP`; no constraint: a group may go before what it did
    youngest: Mapped[int | None]
    oldest: Mapped[int | None]
    places: Mapped[int | None]
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    reply_by_on: Mapped[date]
    title_sealed: Mapped[bytes | None]
    what_for_sealed: Mapped[bytes | None]
    where_sealed: Mapped[bytes | None]
    you_get_sealed: Mapped[bytes | None]
    briefing_sealed: Mapped[bytes | None]
    thanks_sealed: Mapped[bytes | None]
    changed_words_sealed: Mapped[bytes | None]
    title = Sealed("title_sealed")
    what_for = Sealed("what_for_sealed")
    where = Sealed("where_sealed")
    you_get = Sealed("you_get_sealed")
    briefing = Sealed("briefing_sealed")  # what it will be like: plain words, before
    thanks = Sealed("thanks_sealed")
    changed_words = Sealed("changed_words_sealed")
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    called_off_at: Mapped[datetime | None]
    came_at: Mapped[datetime | None]  # when it was written down who took part
    chair_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    asked_at: Mapped[datetime | None]
    change_due_on: Mapped[date | None]
    changed: Mapped[Changed | None] = mapped_column(_enum(Changed))
    changed_at: Mapped[datetime | None]
    reminded_on: Mapped[date | None]


class RoomPlace(WithId, Base):
    """One young person and one offer: invited, answered, took part, whether what is said of it is true."""

    __tablename__ = "room_places"
    __table_args__ = (sa.UniqueConstraint("offer_id", "young_person_id"),)

    offer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("room_offers.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    invited_at: Mapped[datetime | None]
    coming: Mapped[Coming | None] = mapped_column(_enum(Coming))
    needs: Mapped[list[str]] = mapped_column(sa.JSON, default=list)  # Need values
    answered_at: Mapped[datetime | None]
    took_part: Mapped[bool | None]
    truth: Mapped[Truth | None] = mapped_column(_enum(Truth))
    truth_at: Mapped[datetime | None]


class InfluenceQuarter(HasSealed, WithId, Base):
    """A closed quarter as it was counted: numbers, and what chairs said had changed. Never counted anew."""

    __tablename__ = "influence_quarters"

    first_on: Mapped[date] = mapped_column(unique=True)
    last_on: Mapped[date]
    counted_at: Mapped[datetime]
    printed: Mapped[dict[str, object]] = mapped_column(sa.JSON)
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")  # JSON: [[kind, what changed], …]
