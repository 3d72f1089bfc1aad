"""Changing the list of words that letters had better not use."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from portal import db
from portal.audit import commands as audit
from portal.reviews.models import JargonWord
from portal.reviews.queries import jargon as queries
from portal.reviews.rules.plain.words import BUILT_IN


def put(word: str, say: str, *, by: UUID, role: str, now: datetime) -> None:
    """A word and what to say instead: new, or other than before."""
    _row(_folded(word), say, False, by, role, now)


def take_off(word: str, *, by: UUID, role: str, now: datetime) -> None:
    """It is not remarked any more. One of the council's own goes; one the check begins with stays, as off."""
    word = _folded(word)
    row = queries.row_of(word)
    if word in BUILT_IN:
        _row(word, row.say if row else BUILT_IN[word], True, by, role, now)
    elif row is not None:
        db.session.delete(row)
        _note(by, role)
        db.session.flush()


def put_back(word: str, *, by: UUID, role: str, now: datetime) -> None:
    """As the check begins with it."""
    row = queries.row_of(_folded(word))
    if row is not None and row.word in BUILT_IN:
        db.session.delete(row)
        _note(by, role)
        db.session.flush()


def _folded(word: str) -> str:
    return " ".join(word.casefold().split())


def _row(word: str, say: str, is_off: bool, by: UUID, role: str, now: datetime) -> None:
    row = queries.row_of(word)
    if row is None:
        row = JargonWord(id=uuid4(), word_hash=queries.word_hash(word))
        row.word = word
        db.session.add(row)
    row.say, row.is_off, row.by_id, row.at = say, is_off, by, now
    _note(by, role)
    db.session.flush()


def _note(by: UUID, role: str) -> None:
    audit.record("change_letter_words", by=by, role=role, subject=("jargon", None))
