"""The figures of closed quarters, as they were printed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId


class RecordsQuarter(WithId, Base):
    """One quarter, counted once after it closed. It holds what may be printed: no small number is in it."""

    __tablename__ = "records_quarters"

    first_on: Mapped[date] = mapped_column(unique=True)
    last_on: Mapped[date]
    counted_at: Mapped[datetime]
    printed: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
