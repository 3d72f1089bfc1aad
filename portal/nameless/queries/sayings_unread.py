"""How much of what children wrote in surveys is unread."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.nameless.models import SurveySaying
from portal.themes.order import Level


@dataclass(frozen=True)
class Unread:
    """So much, so many of it to be read now, and by when the first of it was promised to be read."""

    count: int
    now: int
    read_by_at: datetime | None
    is_past: bool


def unread(shut: Collection[UUID], only: Collection[UUID] | None, now: datetime) -> Unread:
    """What is not shut to somebody and, of those who are only called, what they were called to."""
    first = sa.func.min(SurveySaying.read_by_at)
    rows = db.session.execute(
        sa.select(SurveySaying.level, sa.func.count(), first)
        .where(*open_to(shut, only))
        .group_by(SurveySaying.level)
    ).all()
    by = min((by for _level, _count, by in rows), default=None)
    urgent = sum(count for level, count, _by in rows if level is Level.NOW)
    return Unread(sum(count for _level, count, _by in rows), urgent, by, by is not None and by < now)


def open_to(shut: Collection[UUID], only: Collection[UUID] | None) -> list[sa.ColumnElement[bool]]:
    """The conditions of that."""
    wanted: list[sa.ColumnElement[bool]] = [SurveySaying.read_at.is_(None)]
    if shut:
        wanted.append(SurveySaying.id.not_in(shut))
    if only is not None:
        wanted.append(SurveySaying.id.in_(only))
    return wanted
