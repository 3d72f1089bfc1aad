"""What an officer showed of a challenge: in their words, with a file where there is one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.panels.models import ChallengeEvidence
from portal.panels.queries.challenges import challenge_subject
from portal.panels.queries.naming import with_names_covered
from portal.policy.viewer import Subject, Viewer
from portal.vault.files.keeping import content_of
from portal.vault.models import StoredFile


@dataclass(frozen=True)
class Proof:
    """One piece of evidence. `media_type` is empty where it is words alone."""

    id: UUID
    words: str
    by_id: UUID
    at: datetime
    media_type: str
    size: int


@dataclass(frozen=True)
class Enclosed:
    """A file that shows it. It is opened when somebody who may have it reads `content`, not before."""

    file: StoredFile
    at: datetime

    @property
    def media_type(self) -> str:
        return self.file.media_type

    @property
    def content(self) -> bytes:
        return content_of(self.file)


def proof_of(challenge_id: UUID) -> list[Proof]:
    """All that was shown, oldest first; a name that came to be known later is covered."""
    rows = db.session.execute(
        sa.select(ChallengeEvidence, StoredFile.media_type, StoredFile.size)
        .outerjoin(StoredFile, StoredFile.id == ChallengeEvidence.file_id)
        .where(ChallengeEvidence.challenge_id == challenge_id)
        .order_by(ChallengeEvidence.at, ChallengeEvidence.id)
    ).all()
    words = with_names_covered([row.words for row, _type, _size in rows])
    return [
        Proof(row.id, text, row.by_id, row.at, media_type or "", size or 0)
        for (row, media_type, size), text in zip(rows, words, strict=True)
    ]


def how_many(challenge_id: UUID) -> int:
    """How many pieces were shown."""
    theirs = sa.select(sa.func.count()).where(ChallengeEvidence.challenge_id == challenge_id)
    return db.session.scalar(theirs) or 0


def have_proof(challenge_ids: Collection[UUID]) -> set[UUID]:
    """Those of which something was shown."""
    these = ChallengeEvidence.challenge_id.in_(list(challenge_ids))
    return set(db.session.scalars(sa.select(ChallengeEvidence.challenge_id).where(these).distinct()))


def enclosed(viewer: Viewer, challenge_id: UUID, evidence_id: UUID) -> Subject | None:
    """The file of one piece, for whoever may see the challenge."""
    subject = challenge_subject(viewer, challenge_id)
    row = db.session.get(ChallengeEvidence, evidence_id)
    if subject is None or row is None or row.challenge_id != challenge_id or row.file_id is None:
        return None
    file = db.session.get_one(StoredFile, row.file_id)
    return Subject(Enclosed(file, row.at), relations=subject.relations, kind="challenge", id=challenge_id)
