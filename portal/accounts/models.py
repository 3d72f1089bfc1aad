"""Accounts and their ways in. Secrets are stored as hashes only; names and addresses are sealed."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, WithId
from portal.policy.roles import Role
from portal.vault.sealed import HasSealed, Sealed


class Account(WithId, HasSealed, Base):
    """Somebody who can sign in: a member of staff, or a young person (then without password)."""

    __tablename__ = "accounts"

    young_person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("young_people.id"), unique=True)
    sealed_by = "young_person_id"

    name_sealed: Mapped[bytes | None]
    email_sealed: Mapped[bytes | None]
    email_hash: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32), unique=True)
    totp_sealed: Mapped[bytes | None]
    organisation_sealed: Mapped[bytes | None]
    name = Sealed("name_sealed")
    email = Sealed("email_sealed")  # staff: to sign in; young people: for neutral notices, if they give one
    totp = Sealed("totp_sealed")  # base32
    organisation = Sealed("organisation_sealed")  # of those who work for another one

    password_hash: Mapped[str] = mapped_column(sa.String(200), default="")
    totp_last_step: Mapped[int] = mapped_column(default=0)  # a code is good once
    manager_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    household_id: Mapped[UUID | None] = mapped_column(index=True)  # people who live together share one
    is_open: Mapped[bool] = mapped_column(default=True)
    # Raised when the old ways in end: a session that carries a lower one is over.
    ways_version: Mapped[int] = mapped_column(default=1)
    past_shut_at: Mapped[datetime | None]  # a lost way in: what was said before stays shut until checked
    language: Mapped[str] = mapped_column(sa.String(8), default="")
    easy_read: Mapped[bool | None]  # pages with pictures and short lines; None: they have not said
    made_at: Mapped[datetime]
    last_seen_at: Mapped[datetime | None]

    grants: Mapped[list[RoleGrant]] = relationship(back_populates="account", lazy="raise")


class RoleGrant(WithId, Base):
    """A role somebody has, from and to (both days included)."""

    __tablename__ = "role_grants"

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    role: Mapped[Role] = mapped_column(sa.Enum(Role, native_enum=False, length=30))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    given_by: Mapped[UUID | None]
    account: Mapped[Account] = relationship(back_populates="grants", lazy="raise")


class StandIn(WithId, Base):
    """Somebody who stands in for another on leave, from and to (both days included)."""

    __tablename__ = "stand_ins"

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    stand_in_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date]
    made_by: Mapped[UUID | None]


class DutyHours(WithId, Base):
    """A weekly hour somebody is on duty. `step` 1 is called first; hours over midnight are two rows."""

    __tablename__ = "duty_hours"

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    weekday: Mapped[int]  # 0 is Monday
    starts: Mapped[time]
    ends: Mapped[time]  # 23:59:59 means until midnight
    step: Mapped[int] = mapped_column(default=1)


class DutyDay(WithId, Base):
    """One line of a day that is staffed differently: a bank holiday, a day somebody swapped.

    A day with lines here does not follow the week. The line without an account says only that it is so: a
    different day on which nobody is on duty is a gap, and shown as one."""

    __tablename__ = "duty_days"

    day: Mapped[date] = mapped_column(index=True)
    account_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    starts: Mapped[time]
    ends: Mapped[time]  # 23:59:59 means until midnight
    step: Mapped[int] = mapped_column(default=1)


class ReadsLanguage(Base):
    """A language, besides English, that a member of staff reads."""

    __tablename__ = "reads_languages"

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True)
    language: Mapped[str] = mapped_column(sa.String(8), primary_key=True)


class Invitation(WithId, Base):
    """A link by which a member of staff sets a password and a code, once."""

    __tablename__ = "invitations"

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime]


class AccessCard(WithId, Base):
    """A printed card: six words, good for 14 days, used once."""

    __tablename__ = "access_cards"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    send_once: Mapped[UUID] = mapped_column(unique=True)  # a form sent twice makes one card
    code_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    made_by: Mapped[UUID]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[UUID | None]  # None: another card was used
    # A card after a lost way in: old ways end when it is used, the past opens when a second worker checked.
    for_lost: Mapped[bool] = mapped_column(default=False)


class IdentityCheck(WithId, Base):
    """After a lost way in: a second worker, not the card's maker, met them in person and confirmed."""

    __tablename__ = "identity_checks"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    card_id: Mapped[UUID] = mapped_column(sa.ForeignKey("access_cards.id"), unique=True)
    card_made_by: Mapped[UUID]
    opened_at: Mapped[datetime]
    confirmed_by: Mapped[UUID | None]
    confirmed_at: Mapped[datetime | None]
    refused_by: Mapped[UUID | None]  # met them: it was not theirs
    ended_at: Mapped[datetime | None]  # refused, or the way in was lost once more


class WayIn(WithId, HasSealed, Base):
    """Five words a young person comes back with, as a keyed hash.

    The words themselves are kept, sealed, only until the young person says they have them."""

    __tablename__ = "ways_in"
    sealed_by = "young_person_id"

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    words_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    made_at: Mapped[datetime]
    kept_at: Mapped[datetime | None]  # they said they have them, or came in with them
    ended_at: Mapped[datetime | None]


class Phone(WithId, Base):
    """A phone somebody said is theirs: with its secret, the first three words of a way in are enough."""

    __tablename__ = "phones"

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    way_id: Mapped[UUID] = mapped_column(sa.ForeignKey("ways_in.id"), index=True)
    secret_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    three_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    wrong_tries: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class EndedSession(Base):
    """A session somebody ended: a copy of its cookie is good for nothing. Forgotten when it would be over."""

    __tablename__ = "ended_sessions"

    session_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    ended_at: Mapped[datetime] = mapped_column(index=True)


class Attempt(WithId, Base):
    """A wrong try at a door. `door` names it, `key_hash` what was tried (an account, a device, or all)."""

    __tablename__ = "attempts"
    __table_args__ = (sa.Index(None, "door", "key_hash", "at"),)

    door: Mapped[str] = mapped_column(sa.String(30))
    key_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    at: Mapped[datetime] = mapped_column(index=True)
