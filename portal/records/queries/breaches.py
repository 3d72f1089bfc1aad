"""Parts taken back that somebody has already, as far as nobody has decided about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.deadlines.models import Deadline
from portal.records.models import RecordsRequest, Release
from portal.records.queries.apart import people_shut_to

KIND = "breach"


@dataclass(frozen=True)
class Breach:
    """One of them, and by when the regulator is told."""

    request: RecordsRequest
    release: Release
    due_at: datetime | None


def open_breaches(account_id: UUID, on: date) -> list[Breach]:
    """Those that somebody may see, the soonest first."""
    shut = people_shut_to(account_id, on)
    return [one for one in undecided() if one.request.young_person_id not in shut]


def due_of(release_ids: Iterable[UUID]) -> dict[UUID, datetime | None]:
    """By when the regulator is told, by part; only of those that are not decided."""
    rows = db.session.execute(
        sa.select(Deadline.about_id, Deadline.due_at).where(
            Deadline.about_id.in_(list(release_ids)), *_running()
        )
    )
    return {row[0]: row[1] for row in rows}


def undecided() -> list[Breach]:
    """All of them, whoever may see them, the soonest first: for reminders."""
    rows = db.session.execute(
        sa.select(RecordsRequest, Release, Deadline.due_at)
        .join(Release, Release.request_id == RecordsRequest.id)
        .join(Deadline, Deadline.about_id == Release.id)
        .where(*_running())
        .order_by(Deadline.due_at, Deadline.id)
    )
    return [Breach(request, release, due_at) for request, release, due_at in rows]


def _running() -> tuple[sa.ColumnElement[bool], ...]:
    return Deadline.kind == KIND, Deadline.done_at.is_(None), Deadline.dropped_at.is_(None)
