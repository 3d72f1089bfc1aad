"""The search log: where somebody looked, and what was there."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.records.models.request import enum
from portal.records.rules import Found, SearchPlace
from portal.vault.sealed import HasSealed, Sealed


class Search(HasSealed, WithId, Base):
    """One place looked in, or somebody asked to look. Kept when nothing was there too: the burden is ours."""

    __tablename__ = "records_searches"
    __table_args__ = (sa.UniqueConstraint("request_id", "send_once"),)
    sealed_by = "request_id"

    request_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_requests.id"), index=True)
    send_once: Mapped[UUID]
    place: Mapped[SearchPlace] = mapped_column(enum(SearchPlace))
    where_sealed: Mapped[bytes | None]
    where = Sealed("where_sealed")  # which archive, whose mailbox
    asked_sealed: Mapped[bytes | None]
    asked = Sealed("asked_sealed")  # who was asked, and how to reach them
    years_from: Mapped[int | None]
    years_until: Mapped[int | None]
    found: Mapped[Found] = mapped_column(enum(Found), default=Found.WAITING)
    statement_sealed: Mapped[bytes | None]
    statement = Sealed("statement_sealed")  # of what is missing or destroyed, as the requester is told it
    volumes: Mapped[int | None]  # files or boxes
    pages: Mapped[int | None]
    asked_on: Mapped[date]
    chase_on: Mapped[date | None] = mapped_column(index=True)  # when to ask again
    chased: Mapped[int] = mapped_column(default=0)
    done_on: Mapped[date | None]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]


class SearchChange(HasSealed, WithId, Base):
    """An earlier form of a line of the search log, and who changed it."""

    __tablename__ = "records_search_changes"
    sealed_by = "request_id"

    request_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_requests.id"))
    search_id: Mapped[UUID] = mapped_column(sa.ForeignKey("records_searches.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    what: Mapped[str] = mapped_column(sa.String(20))  # changed | chased | answered
    before_sealed: Mapped[bytes | None]
    before = Sealed("before_sealed")  # JSON of the values before
