"""Finding a request on the board, and an officer's calendar address."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId


class RequestName(Base):
    """One word of a name of a request, hashed with a key: names are found without opening all of them."""

    __tablename__ = "records_names"

    request_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_requests.id"), primary_key=True)
    token: Mapped[bytes] = mapped_column(sa.LargeBinary(32), primary_key=True, index=True)


class RecordsCalendar(WithId, Base):
    """An officer's private calendar address: only the hash of what opens it is kept. One each; a new one ends
    the old."""

    __tablename__ = "records_calendars"

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), unique=True)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    made_at: Mapped[datetime]
