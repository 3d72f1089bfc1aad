"""What somebody has begun to write down for a young person and has not sent: for the writer alone."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import too_close_to
from portal.voice.models import CaptureDraft
from portal.voice.rules import Way

Fields = Mapping[str, Sequence[str]]
"""Field name -> all that was typed or ticked in it, as a form sends it."""


@dataclass(frozen=True)
class Begun:
    """A draft as its writer sees it."""

    send_once: UUID
    fields: Fields
    changed_at: datetime


@dataclass(frozen=True)
class Line:
    """That something was begun for somebody, without a word of it."""

    young_person_id: UUID
    way: Way
    changed_at: datetime


def row_of(account_id: UUID, young_person_id: UUID, way: Way, *, lock: bool = False) -> CaptureDraft | None:
    """The row, whatever it holds."""
    found = sa.select(CaptureDraft).where(
        CaptureDraft.account_id == account_id,
        CaptureDraft.young_person_id == young_person_id,
        CaptureDraft.way == way,
    )
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(found).one_or_none()


def begun(account_id: UUID, young_person_id: UUID, way: Way, on: date) -> Begun | None:
    """What they have begun and may see that day. What concerns somebody they have become close to since is
    not shown again."""
    row = row_of(account_id, young_person_id, way)
    fields = _fields(row) if row else {}
    if row is None or not fields or is_too_close(account_id, about_in(fields), on):
        return None
    return Begun(row.send_once, fields, row.changed_at)


def begun_for(account_id: UUID, children: Collection[UUID], on: date) -> list[Line]:
    """All that they have begun for these young people and may see, the newest first."""
    rows = db.session.scalars(
        sa.select(CaptureDraft)
        .where(
            CaptureDraft.account_id == account_id,
            CaptureDraft.young_person_id.in_(children),
            CaptureDraft.content_sealed.is_not(None),
        )
        .order_by(CaptureDraft.changed_at.desc(), CaptureDraft.id)
    ).all()
    return [
        Line(row.young_person_id, row.way, row.changed_at)
        for row in rows
        if not is_too_close(account_id, about_in(_fields(row)), on)
    ]


def is_too_close(account_id: UUID, about: Iterable[UUID], on: date) -> bool:
    """Whether this account is one of those it is about, or too close to one of them."""
    return account_id in too_close_to(about, on)


def about_in(fields: Fields) -> set[UUID]:
    """Whom it is about, as far as accounts were ticked."""
    found = set()
    for value in fields.get("about", ()):
        try:
            found.add(UUID(value))
        except ValueError:  # never one of ours
            continue
    return found


def _fields(row: CaptureDraft) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(row.content or "{}")
    return found
