"""Ways in of families: their words worked out, and found again by their hash."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.words import all_words
from portal.complaints.models import ComplaintKey
from portal.complaints.rules.family import WORDS
from portal.vault import keys

Words = tuple[str, ...]
_BITS = 11  # 2,048 words


def words_of(key_id: UUID) -> Words:
    """The five words of a way in: the same for the same one, so that a double tap shows the same."""
    number = int.from_bytes(keys.blind("complaint words", str(key_id))[:8])
    places = [(number >> (_BITS * place)) % (1 << _BITS) for place in range(WORDS)]
    return tuple(all_words()[place] for place in places)


def words_hash(words: Sequence[str]) -> bytes:
    return keys.blind("complaint way in", " ".join(words))


def key_with(words: Sequence[str]) -> ComplaintKey | None:
    """The way in that these words belong to."""
    if len(words) != WORDS:
        return None
    return db.session.scalars(
        sa.select(ComplaintKey).where(ComplaintKey.words_hash == words_hash(words))
    ).one_or_none()


def key_by_id(key_id: UUID) -> ComplaintKey | None:
    return db.session.get(ComplaintKey, key_id)


def key_of(complaint_id: UUID) -> ComplaintKey | None:
    """The way in to a complaint, where it came from outside."""
    return db.session.scalars(
        sa.select(ComplaintKey).where(ComplaintKey.complaint_id == complaint_id)
    ).one_or_none()
