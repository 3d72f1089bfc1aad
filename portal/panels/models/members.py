"""Who sits on the panel, who of them votes, what training they had, what coming costs them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.panels.rules import Choice, CostState, MemberKind
from portal.vault.sealed import HasSealed, Sealed


def _enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])


class Membership(WithId, Base):
    """Somebody sits on the panel from a day on, as what. The newest of an account counts."""

    __tablename__ = "panel_memberships"
    __table_args__ = (sa.Index(None, "account_id", "from_on"),)

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    kind: Mapped[MemberKind] = mapped_column(_enum(MemberKind))
    chairs: Mapped[bool] = mapped_column(default=False)  # is told of what stays late
    from_on: Mapped[date]
    until_on: Mapped[date | None]  # the last day
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]


class PanelTerms(HasSealed, WithId, Base):
    """Who votes, by the panel's own terms. Never changed: new terms are a new row, and the newest counts."""

    __tablename__ = "panel_terms"

    voting: Mapped[list[str]] = mapped_column(sa.JSON)  # kinds of members
    agreed_sealed: Mapped[bytes | None]
    agreed = Sealed("agreed_sealed")  # where and when it was agreed
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(index=True)


class Training(HasSealed, WithId, Base):
    """Training a member had. Its id is that of the form that wrote it down."""

    __tablename__ = "panel_training"

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    what_sealed: Mapped[bytes | None]
    what = Sealed("what_sealed")
    held_on: Mapped[date]
    again_on: Mapped[date | None]  # when it is due again
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]


class Vote(Base):
    """How a member votes on an item of an agenda: one each, changed until it is decided. Once it is,
    everybody reads how many; nobody ever reads how somebody else voted."""

    __tablename__ = "panel_votes"

    item_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agenda_items.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True)
    choice: Mapped[Choice] = mapped_column(_enum(Choice))
    at: Mapped[datetime]


class Cost(HasSealed, WithId, Base):
    """What a member asked for, to be able to come: travel, food, time off. Its id is that of the form."""

    __tablename__ = "panel_costs"

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("meetings.id"))
    state: Mapped[CostState] = mapped_column(_enum(CostState), default=CostState.ASKED)
    words_sealed: Mapped[bytes | None]
    answer_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    answer = Sealed("answer_sealed")
    asked_at: Mapped[datetime]
    answer_by_on: Mapped[date]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    pay_by_on: Mapped[date | None]
    paid_at: Mapped[datetime | None]
