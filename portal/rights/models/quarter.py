"""A closed quarter of the check-lists as it was counted."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId


class RightsQuarter(WithId, Base):
    """Only what may be printed. Never counted anew."""

    __tablename__ = "rights_quarters"

    first_on: Mapped[date] = mapped_column(unique=True)
    last_on: Mapped[date]
    counted_at: Mapped[datetime]
    printed: Mapped[dict[str, object]] = mapped_column(sa.JSON)
