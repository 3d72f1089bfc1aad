"""Models learned from what people here sorted, and what no theme explains.

A model knows words that people wrote, so it is sealed under the council's key. When it is let go its words
are destroyed; the figures stay.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.sorting.rules.learning import State
from portal.vault.sealed import HasSealed, Sealed

_STATE = sa.Enum(State, native_enum=False, length=20, values_callable=lambda e: [m.value for m in e])


class LearnedModel(HasSealed, WithId, Base):
    """One version: begun once a day at most, and used or not by its figures on comments it had not seen."""

    __tablename__ = "learned_models"
    __table_args__ = (sa.UniqueConstraint("version"), sa.UniqueConstraint("begun_on"))

    version: Mapped[int]
    begun_on: Mapped[date]  # the council's day; of two workers the second is turned away by it
    state: Mapped[State] = mapped_column(_STATE, default=State.BEGUN)
    made_at: Mapped[datetime | None]
    codebook_version: Mapped[int]
    comments: Mapped[int] = mapped_column(default=0)
    people: Mapped[int] = mapped_column(default=0)
    learned_until: Mapped[datetime | None]  # the last sorting it knows
    figures: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    why_not: Mapped[str] = mapped_column(sa.String(60), default="")
    serves: Mapped[bool] = mapped_column(default=False)
    # Somebody chose this version; newer ones wait until the nightly choice is switched on again.
    held_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    let_go_at: Mapped[datetime | None]
    model_sealed: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    knew_sealed: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    model = Sealed("model_sealed")  # base64: columns are sealed as text
    knew = Sealed("knew_sealed")  # whose words it learned from: ids, as JSON


class Unexplained(HasSealed, WithId, Base):
    """Of one day: the words that are on the rise in what no theme explains well."""

    __tablename__ = "unexplained_words"
    __table_args__ = (sa.UniqueConstraint("looked_on"),)

    looked_on: Mapped[date]
    at: Mapped[datetime]
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
