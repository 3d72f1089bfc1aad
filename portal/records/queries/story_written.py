"""What workers wrote for a young person's book, as whoever wrote it sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people import queries as people
from portal.policy.viewer import Subject, Viewer
from portal.records.models import Chapter
from portal.records.queries.story_said import MOST


@dataclass(frozen=True)
class Written:
    """A piece as the worker who wrote it sees it. What the young person does with it is theirs."""

    id: UUID
    at: datetime
    about: str
    title: str
    words: str
    from_on: date | None
    until_on: date | None
    says: str
    has_picture: bool
    can_take_back: bool


def written_by(viewer: Viewer, young_person_id: UUID) -> list[Written]:
    """What this viewer wrote for this young person's book, newest first."""
    rows = db.session.scalars(
        sa.select(Chapter)
        .where(
            Chapter.young_person_id == young_person_id,
            Chapter.by_id == viewer.account_id,
            Chapter.is_own.is_(False),
            sa.or_(Chapter.off_at.is_(None), Chapter.seen_at.is_not(None)),
        )
        .order_by(Chapter.at.desc(), Chapter.id)
        .limit(MOST)
    ).all()
    return [
        Written(
            id=row.id,
            at=row.at,
            about=row.kind,
            title=row.title,
            words=row.words,
            from_on=row.from_on,
            until_on=row.until_on,
            says=row.says,
            has_picture=row.file_id is not None,
            can_take_back=row.seen_at is None,
        )
        for row in rows
    ]


def written_chapter(viewer: Viewer, young_person_id: UUID, chapter_id: UUID) -> Subject | None:
    """A piece this viewer wrote, for taking it back."""
    subject = people.young_person_subject(viewer, young_person_id)
    row = db.session.get(Chapter, chapter_id)
    is_theirs = row and row.young_person_id == young_person_id and row.by_id == viewer.account_id
    if subject is None or row is None or not is_theirs or row.is_own or (row.off_at and row.seen_at is None):
        return None
    return Subject(row, young_person_id, subject.relations, "chapter", row.id)
