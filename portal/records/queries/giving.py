"""Parts that are given, their pages and volumes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.documents.leaves import Area
from portal.policy.viewer import Subject, Viewer
from portal.records.models import Document, Download, Leaf, RecordsRequest, Redaction, Release, Volume
from portal.records.queries.reading import area_of, boxes_on, words_of
from portal.records.queries.requests import KIND, sent_before, staff_request
from portal.records.rules import HowGiven, Why
from portal.records.rules.giving import ReleaseState
from portal.vault import keys
from portal.vault.models import StoredFile


def release(viewer: Viewer, request_id: UUID, release_id: UUID) -> Subject | None:
    """One part of a request, for those who give records."""
    return _of(staff_request(viewer, request_id), request_id, release_id)


def volume_of(request_id: UUID, volume_id: UUID) -> tuple[RecordsRequest, Release, Volume] | None:
    """A whole volume with its part, or None; a piece of one is nobody's."""
    row = db.session.execute(
        sa.select(RecordsRequest, Release, Volume)
        .join(Release, Release.id == Volume.release_id)
        .join(RecordsRequest, RecordsRequest.id == Release.request_id)
        .where(Volume.id == volume_id, Volume.piece == 0, Release.request_id == request_id)
    ).one_or_none()
    return (row[0], row[1], row[2]) if row else None


def _of(subject: Subject | None, request_id: UUID, release_id: UUID) -> Subject | None:
    row = db.session.get(Release, release_id)
    if subject is None or row is None or row.request_id != request_id:
        return None
    return Subject(
        (subject.thing, row), subject.young_person_id, subject.relations, KIND, request_id, subject.safety
    )


def releases_of(request_id: UUID) -> Sequence[Release]:
    """Every part, in their order."""
    return db.session.scalars(
        sa.select(Release).where(Release.request_id == request_id).order_by(Release.number)
    ).all()


def given_of(request_id: UUID) -> list[Release]:
    """Those that were given and not taken back."""
    return [one for one in releases_of(request_id) if one.state is ReleaseState.GIVEN]


def volumes_of(release_ids: Iterable[UUID]) -> Sequence[Volume]:
    """The whole volumes of these parts, in their order."""
    return db.session.scalars(
        sa.select(Volume)
        .where(Volume.release_id.in_(list(release_ids)), Volume.piece == 0)
        .order_by(Volume.release_id, Volume.number)
    ).all()


def chosen_documents(row: Release) -> list[Document]:
    """The documents of a part, in the order of the file; one that was taken out since is not among them."""
    ids = [UUID(one) for one in row.document_ids]
    return list(
        db.session.scalars(
            sa.select(Document)
            .where(
                Document.id.in_(ids),
                Document.request_id == row.request_id,
                Document.taken_out_at.is_(None),
            )
            .order_by(Document.place, Document.at, Document.id)
        )
    )


def letter_of(row: Release) -> dict[str, Any]:
    """The letter and what stands in front, as the officer left it; empty before it is written."""
    read: dict[str, Any] = json.loads(row.letter or "{}")
    return read


def fingerprint_of(row: Release) -> str:
    """What this part is made of: its pages as they stand now, and what stands in front.

    Sums say it as well as every page would: a page's version only rises, and a page can only be checked at
    the one it has. They are asked for before and after each piece of twenty thousand pages."""
    ids = [one.id for one in chosen_documents(row)]
    pages = db.session.execute(
        sa.select(
            sa.func.count(),
            sa.func.sum(Leaf.version),
            sa.func.count(Leaf.checked_version),
            sa.func.sum(Leaf.checked_version),
        ).where(Leaf.document_id.in_(ids))
    ).one()
    facts = [[str(one) for one in ids], [int(one or 0) for one in pages]]
    made_of = json.dumps(facts) + row.letter
    # Keyed: a plain digest of a sealed letter would let somebody with the database try out words.
    return hashlib.sha256(keys.blind("records release", made_of)).hexdigest()


def fetched_at(volume_id: UUID, device_hash: bytes) -> Download | None:
    """When this device fetched this volume first."""
    return db.session.scalars(
        sa.select(Download).where(Download.volume_id == volume_id, Download.device_hash == device_hash)
    ).one_or_none()


def somebody_has(row: Release) -> bool:
    """Whether it reached anybody: by hand or by post, or because a device fetched some of it, ever."""
    if row.how is not HowGiven.ONLINE or row.fetched_at is not None:
        return True
    fetched = sa.select(Download.id).join(Volume, Volume.id == Download.volume_id)
    return db.session.scalar(fetched.where(Volume.release_id == row.id).limit(1)) is not None


def given_volume(viewer: Viewer, request_id: UUID, release_id: UUID, volume_id: UUID) -> Subject | None:
    """A whole volume of a part, for those who give records."""
    subject, found = release(viewer, request_id, release_id), volume_of(request_id, volume_id)
    if subject is None or found is None or found[1].id != release_id:
        return None
    return Subject(found, subject.young_person_id, subject.relations, KIND, request_id, subject.safety)


def sizes_of(volumes: Iterable[Volume]) -> dict[UUID, int]:
    """Bytes of each volume's file, by volume."""
    by_file = {one.file_id: one.id for one in volumes}
    rows = db.session.execute(
        sa.select(StoredFile.id, StoredFile.size).where(StoredFile.id.in_(list(by_file)))
    )
    return {by_file[row[0]]: row[1] for row in rows}


def in_parts(request_id: UUID) -> set[str]:
    """Documents that are in a part already, and not in one that was taken back."""
    rows = [one for one in releases_of(request_id) if one.state is not ReleaseState.TAKEN_BACK]
    return {document_id for row in rows for document_id in row.document_ids}


def reasons_used(row: Release) -> list[Why]:
    """Why something is covered or held back in a part, in the usual order."""
    ids = [one.id for one in chosen_documents(row)]
    boxes = sa.select(Redaction.why).join(Leaf, Leaf.id == Redaction.leaf_id)
    boxes = boxes.where(Leaf.document_id.in_(ids), Redaction.off_at.is_(None), Leaf.left_out_why.is_(None))
    pages = sa.select(Leaf.left_out_why).where(Leaf.document_id.in_(ids), Leaf.left_out_why.is_not(None))
    used = {*db.session.scalars(boxes.distinct()), *db.session.scalars(pages.distinct())}
    return [why for why in Why if why in used]


def first_words_of(row: Release, *, most: int) -> Iterator[str]:
    """The words that stay to be read on the first pages of a part: nothing that is covered or held back."""
    ids = [one.id for one in chosen_documents(row)]
    pages = db.session.scalars(
        sa.select(Leaf)
        .where(Leaf.document_id.in_(ids), Leaf.words_sealed.is_not(None), Leaf.left_out_why.is_(None))
        .order_by(Leaf.document_id, Leaf.number)
        .limit(most)
    ).all()
    covered: dict[UUID, list[Area]] = {}
    for box in boxes_on([leaf.id for leaf in pages]):
        covered.setdefault(box.leaf_id, []).append(area_of(box))
    for leaf in pages:
        for word in words_of(leaf):
            if not any(box.touches(word.area) for box in covered.get(leaf.id, ())):
                yield word.text


def is_as_made(row: Release) -> bool:
    """Whether its pages and its letter are still what it was made of."""
    return row.made_of == fingerprint_of(row)


def given_on(row: Release) -> date | None:
    """The day it reached them, as it was written down; None while it was not given."""
    event = sent_before(row.request_id, row.id) if row.given_at else None
    return event.on if event else row.given_at.date() if row.given_at else None
