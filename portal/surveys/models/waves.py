"""Waves: one version asked for a time; who was invited; what is counted; what came of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.surveys.models.enums import enum
from portal.surveys.rules.kinds import Did, Mail, Privacy, WaveState
from portal.vault.sealed import HasSealed, Sealed


class Wave(HasSealed, WithId, Base):
    """One asking. `privacy` and `least` never change once it has opened."""

    __tablename__ = "survey_waves"
    __table_args__ = (
        sa.UniqueConstraint("survey_id", "send_once"),
        sa.Index(None, "state", "closes_on"),
    )

    survey_id: Mapped[UUID] = mapped_column(sa.ForeignKey("surveys.id"))
    version_id: Mapped[UUID] = mapped_column(sa.ForeignKey("survey_versions.id"))
    send_once: Mapped[UUID]
    name_sealed: Mapped[bytes | None]
    name = Sealed("name_sealed")
    state: Mapped[WaveState] = mapped_column(enum(WaveState), default=WaveState.DRAFT)
    privacy: Mapped[Privacy] = mapped_column(enum(Privacy))
    ways: Mapped[list[str]] = mapped_column(sa.JSON)  # WayIn values
    least: Mapped[int]  # answers below which nothing is reported, and the least size of a batch
    is_one_at_a_time: Mapped[bool] = mapped_column(default=True)
    opens_on: Mapped[date]
    closes_on: Mapped[date]  # the last day
    remind_on: Mapped[date | None]
    reminded_at: Mapped[datetime | None]
    ready_at: Mapped[datetime | None]  # of a draft: opens by itself on its day
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    link: Mapped[str] = mapped_column(sa.String(40), unique=True)  # in the address of the open link
    kiosk: Mapped[str] = mapped_column(sa.String(40), unique=True)  # in the address of the shared tablet
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime]


class Invitation(HasSealed, WithId, Base):
    """Somebody who was asked: an account, a young person, or an address. Nothing here changes when they
    answer a wave without names; whether they did is in `SurveyAnswered`, after their batch."""

    __tablename__ = "survey_invitations"
    __table_args__ = (
        sa.UniqueConstraint("wave_id", "account_id"),
        sa.UniqueConstraint("wave_id", "young_person_id"),
    )

    wave_id: Mapped[UUID] = mapped_column(sa.ForeignKey("survey_waves.id"))
    account_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    young_person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    address_sealed: Mapped[bytes | None]
    address = Sealed("address_sealed")  # of somebody who has no account here
    address_hash: Mapped[bytes | None] = mapped_column(
        sa.LargeBinary(32), index=True
    )  # keyed: asked too often?
    team: Mapped[str] = mapped_column(sa.String(120), default="")  # for the response rate
    code_hash: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32), unique=True)  # keyed
    sent_on: Mapped[date | None] = mapped_column(index=True)
    # What waits to be mailed to an address: the hour it was put there is the wave's, not theirs.
    mail: Mapped[Mail] = mapped_column(enum(Mail), default=Mail.NOTHING)
    mail_after: Mapped[datetime | None]
    mail_tries: Mapped[int] = mapped_column(default=0)


class WaveCounts(HasSealed, Base):
    """The counts of a wave as of its last batch: JSON, sealed, since it holds small numbers. Results are read
    from here only, so that they change by whole batches."""

    __tablename__ = "survey_counts"

    id: Mapped[UUID] = mapped_column(primary_key=True)  # the wave's
    answers: Mapped[int]
    batches: Mapped[int]
    counts_sealed: Mapped[bytes | None]
    counts = Sealed("counts_sealed")


class WaveOutcome(HasSealed, WithId, Base):
    """You said, we did, of one wave; shown to those who were asked first, then beside the results."""

    __tablename__ = "survey_outcomes"
    __table_args__ = (sa.UniqueConstraint("wave_id", "send_once"),)

    wave_id: Mapped[UUID] = mapped_column(sa.ForeignKey("survey_waves.id"))
    send_once: Mapped[UUID]
    did: Mapped[Did] = mapped_column(enum(Did))
    you_said_sealed: Mapped[bytes | None]
    we_did_sealed: Mapped[bytes | None]
    you_said = Sealed("you_said_sealed")
    we_did = Sealed("we_did_sealed")  # or the true reason why not
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    all_from_on: Mapped[date | None]
