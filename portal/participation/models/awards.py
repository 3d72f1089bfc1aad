"""Rewards on the list, thank-yous by name, certificates."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.participation.rules.awards import AwardState, ThanksState
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])


class Award(HasSealed, WithId, Base):
    """A reward or an award: written by a worker, or suggested by a young person and then worded by one."""

    __tablename__ = "participation_awards"
    __table_args__ = (sa.UniqueConstraint("made_by_id", "send_once"),)

    send_once: Mapped[UUID]
    state: Mapped[AwardState] = mapped_column(_enum(AwardState))
    name_sealed: Mapped[bytes | None]
    what_sealed: Mapped[bytes | None]
    reason_sealed: Mapped[bytes | None]
    name = Sealed("name_sealed")
    what = Sealed("what_sealed")
    reason = Sealed("reason_sealed")  # why it is not on the list: whoever suggested it is told
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    young_person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    statement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("statements.id"))
    made_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class AwardLike(WithId, Base):
    """A young person chose this one. Never shown by name, and "chosen by young people" from five on."""

    __tablename__ = "participation_award_likes"
    __table_args__ = (sa.UniqueConstraint("award_id", "young_person_id"),)

    award_id: Mapped[UUID] = mapped_column(sa.ForeignKey("participation_awards.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)


class ThankYou(HasSealed, WithId, Base):
    """Somebody named somebody. The words as they were written are whoever's wrote them; `told` is what the
    one who is thanked reads."""

    __tablename__ = "thank_yous"
    __table_args__ = (sa.UniqueConstraint("made_by_id", "send_once"), sa.Index(None, "state", "made_at"))
    sealed_by = "from_young_person_id"

    send_once: Mapped[UUID]
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    from_young_person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    statement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("statements.id"))
    award_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("participation_awards.id"))
    state: Mapped[ThanksState] = mapped_column(_enum(ThanksState), default=ThanksState.WAITING)
    says_who: Mapped[bool]
    who_sealed: Mapped[bytes | None]
    words_sealed: Mapped[bytes | None]
    reason_sealed: Mapped[bytes | None]
    told_sealed: Mapped[bytes | None]
    to_name_sealed: Mapped[bytes | None]
    who = Sealed("who_sealed")
    words = Sealed("words_sealed")
    reason = Sealed("reason_sealed")
    told = Sealed("told_sealed")
    to_name = Sealed("to_name_sealed")  # somebody who has no page here: it is handed over on paper
    made_at: Mapped[datetime]
    to_young_person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    to_account_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    decided_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]


class Certificate(HasSealed, WithId, Base):
    """What a young person did and what it shows, in plain words. Theirs."""

    __tablename__ = "certificates"
    __table_args__ = (sa.UniqueConstraint("made_by_id", "send_once"),)
    sealed_by = "young_person_id"

    send_once: Mapped[UUID]
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    offer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("room_offers.id"))
    title_sealed: Mapped[bytes | None]
    did_sealed: Mapped[bytes | None]
    signed_sealed: Mapped[bytes | None]
    title = Sealed("title_sealed")
    did = Sealed("did_sealed")
    signed = Sealed("signed_sealed")
    skills: Mapped[list[str]] = mapped_column(sa.JSON)  # Skill values
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    may_be_shown_at: Mapped[datetime | None]  # they said yes; None: nobody is shown it
