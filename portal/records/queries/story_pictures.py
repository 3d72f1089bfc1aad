"""Pictures that the young person sent with something they said, as pieces of a book and as bytes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.records.queries.story_said import MOST, Piece
from portal.records.rules.story import Source, key_of
from portal.vault.files.keeping import content_of
from portal.vault.models import StoredFile
from portal.voice.models import Attachment, Statement
from portal.voice.queries.shown import is_shown
from portal.voice.rules import FileKind

_PICTURES = (FileKind.PHOTO, FileKind.DRAWING)


@dataclass(frozen=True)
class Shown:
    """A picture's bytes as they may be shown."""

    body: bytes
    media_type: str


def pictures(young_person_id: UUID, only: Collection[UUID] | None = None) -> list[Piece]:
    """Photos and drawings that they sent; never one that is sealed, whyever."""
    wanted = _pictures(young_person_id).order_by(Attachment.made_at.desc(), Attachment.id).limit(MOST)
    rows = db.session.execute(wanted if only is None else wanted.where(Attachment.id.in_(list(only)))).all()
    once = {
        row.shown_id: (row, back) for row, back in reversed(rows)
    }  # what went to both desks is there once
    return [
        Piece(
            key=key_of(Source.PICTURE, row.id),
            source=Source.PICTURE,
            id=row.id,
            at=row.made_at,
            says=row.says,
            picture_id=row.id,
            is_left_out=back is not None,
        )
        for row, back in once.values()
    ]


def own_picture(viewer: Viewer, picture_id: UUID) -> Subject | None:
    """A picture of theirs that can be in the book. None of a shut past."""
    if viewer.young_person_id is None or viewer.past_is_shut:
        return None
    found = pictures(viewer.young_person_id, [picture_id])
    if not found:
        return None
    relations = frozenset({Relation.OWN})
    return Subject(found[0], viewer.young_person_id, relations, "file", picture_id)


def contents(young_person_id: UUID, ids: Collection[UUID]) -> dict[UUID, Shown]:
    """The bytes of those of these pictures that may be shown."""
    wanted = (
        _pictures(young_person_id)
        .where(Attachment.id.in_(list(ids)))
        .add_columns(StoredFile)
        .join(StoredFile, StoredFile.id == Attachment.shown_id)
    )
    rows = db.session.execute(wanted).all() if ids else []
    return {picture.id: Shown(content_of(row), row.media_type) for picture, _back, row in rows}


def _pictures(young_person_id: UUID) -> sa.Select[Attachment, datetime | None]:
    return (
        sa.select(Attachment, Statement.taken_back_at)
        .join(Statement, Statement.id == Attachment.statement_id)
        .where(
            Attachment.young_person_id == young_person_id,
            Attachment.kind.in_(_PICTURES),
            Attachment.shown_id.is_not(None),
            Attachment.sealed_at.is_(None),
            is_shown(),
        )
    )
