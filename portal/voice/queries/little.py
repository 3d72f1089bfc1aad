"""Photos of a child's people, and what they said as pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import PersonAround, names_of, people_around
from portal.people import queries as people
from portal.policy.viewer import Viewer
from portal.vault.files.keeping import content_of
from portal.vault.files.sheets import sheet_of
from portal.vault.models import StoredFile
from portal.voice.models import BoardCard, PersonPhoto, Statement
from portal.voice.queries import own
from portal.voice.rules import Face, Going
from portal.voice.rules.saying import State


@dataclass(frozen=True)
class Kept:
    """Somebody around a child and, if a worker put one there, their photo: who did and when."""

    person: PersonAround
    put_by: str = ""
    put_at: datetime | None = None


@dataclass(frozen=True)
class InPictures:
    """One thing they said, without a word."""

    id: UUID
    sent_at: datetime
    face: Face | None
    cards: Sequence[tuple[str, Going]]
    state: State


@dataclass(frozen=True)
class Photos:
    """The photos of a child's people, all in one picture: whose is at which place of it."""

    places: Mapping[UUID, int]
    files: Sequence[UUID]

    @property
    def key(self) -> str:
        """Another one as soon as any photo is another: no face is ever shown at somebody else's place."""
        return hashlib.sha256(b"".join(file.bytes for file in self.files)).hexdigest()[:32]


def photos_of(young_person_id: UUID) -> Photos:
    """What photos there are of their people."""
    rows = db.session.execute(
        sa.select(PersonPhoto.account_id, PersonPhoto.file_id)
        .where(PersonPhoto.young_person_id == young_person_id)
        .order_by(PersonPhoto.made_at, PersonPhoto.id)
    ).all()
    places = {row.account_id: place for place, row in enumerate(rows)}
    return Photos(places, [row.file_id for row in rows])


def photo_row(young_person_id: UUID, account_id: UUID) -> PersonPhoto | None:
    """The row of one photo."""
    return db.session.scalars(
        sa.select(PersonPhoto).where(
            PersonPhoto.young_person_id == young_person_id, PersonPhoto.account_id == account_id
        )
    ).one_or_none()


def photos_in_one(viewer: Viewer, key: str) -> bytes | None:
    """The photos of the viewer's own people as one picture, for nobody else; None: they are others by now."""
    if viewer.young_person_id is None:
        return None
    photos = photos_of(viewer.young_person_id)
    if not photos.files or photos.key != key:
        return None
    rows = db.session.scalars(sa.select(StoredFile).where(StoredFile.id.in_(photos.files)))
    files = {file.id: file for file in rows}
    return sheet_of([content_of(files[one]) for one in photos.files])


def people_and_photos(young_person_id: UUID) -> list[Kept]:
    """Everybody around them today, with who put their photo there."""
    rows = {
        row.account_id: row
        for row in db.session.scalars(
            sa.select(PersonPhoto).where(PersonPhoto.young_person_id == young_person_id)
        )
    }
    names = names_of({row.made_by_id for row in rows.values()})
    found = []
    for person in people_around(young_person_id, people.today()):
        row = rows.get(person.account_id)
        found.append(Kept(person, names.get(row.made_by_id, ""), row.made_at) if row else Kept(person))
    return found


def in_pictures(viewer: Viewer, page: int) -> tuple[Sequence[InPictures], int]:
    """What they may see of what they said, newest first, as pictures; and how many there are."""
    listed = own.said_by(viewer, page)
    ids = [row.id for row in listed.rows]
    faces = {
        row.id: row.face
        for row in db.session.execute(sa.select(Statement.id, Statement.face).where(Statement.id.in_(ids)))
    }
    cards: dict[UUID, list[tuple[str, Going]]] = {one: [] for one in ids}
    for row in db.session.execute(
        sa.select(BoardCard.statement_id, BoardCard.card, BoardCard.going)
        .where(BoardCard.statement_id.in_(ids))
        .order_by(BoardCard.place)
    ):
        cards[row.statement_id].append((row.card, row.going))
    shown = [
        InPictures(row.id, row.sent_at, faces.get(row.id), cards[row.id], row.state) for row in listed.rows
    ]
    return shown, listed.total
