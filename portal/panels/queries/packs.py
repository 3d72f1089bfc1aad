"""The sections of a paper as somebody placed them, with their figures: frozen, or live before that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.panels.models import Meeting, PackSection, PublicPaper
from portal.panels.queries import papers
from portal.panels.queries.packs_sources import SOURCES, gathered
from portal.panels.queries.papers import Listed, Printed
from portal.panels.rules import Stage
from portal.panels.rules.packs import ORDER, Gathering, Placed
from portal.policy.viewer import Subject, Viewer


@dataclass(frozen=True)
class Pack:
    """Of one paper: what was decided of each section, and the figures of those that have any to keep."""

    placed: dict[str, Placed]
    kept: Mapping[str, Mapping[str, Any]]
    is_frozen: bool


def pack_of(printed: Printed, *, today: date, now: datetime) -> Pack:
    """The sections of a paper. Of one that was published before there were sections, what stood by then."""
    rows = rows_of(printed.id)
    frozen = {row.key: json.loads(row.kept) for row in rows if row.kept_sealed is not None}
    found = frozen or gathered(Gathering(printed.id, printed.period, printed.published_at or now, today))
    kept = {key: value for key, value in found.items() if value is not None}
    return Pack({row.key: _placed(row) for row in rows}, kept, bool(frozen))


def rows_of(meeting_id: UUID) -> list[PackSection]:
    """The stored sections."""
    wanted = sa.select(PackSection).where(PackSection.meeting_id == meeting_id).order_by(PackSection.key)
    return list(db.session.scalars(wanted))


def _placed(row: PackSection) -> Placed:
    return Placed(row.key, row.place, row.story, row.left_out, row.is_public)


def section_to_change(viewer: Viewer, meeting_id: UUID, key: str) -> Subject | None:
    """A section of a paper in the making, for those who prepare it."""
    found = papers.meeting_to_prepare(viewer, meeting_id)
    if found is None or key not in {*ORDER, *SOURCES}:
        return None
    return Subject((found.thing, key), kind="meeting", id=meeting_id)


def public_papers() -> list[Listed]:
    """The papers of which everybody may read the public version, newest first."""
    wanted = (
        sa.select(Meeting)
        .join(PublicPaper, PublicPaper.meeting_id == Meeting.id)
        .where(Meeting.stage == Stage.PUBLISHED, PublicPaper.closed_at.is_(None))
        .order_by(Meeting.meets_on.desc())
    )
    return papers.listed(wanted)


def public_paper(viewer: Viewer | None, meeting_id: UUID) -> Subject | None:
    """One of them; whoever asks."""
    if not is_public(meeting_id):
        return None
    row = db.session.get(Meeting, meeting_id, options=papers.with_quotes())
    if row is None or row.stage is not Stage.PUBLISHED:
        return None
    return Subject(papers.printed(row), kind="meeting", id=meeting_id)


def is_public(meeting_id: UUID) -> bool:
    """Whether everybody may read its public version."""
    row = db.session.get(PublicPaper, meeting_id)
    return row is not None and row.closed_at is None
