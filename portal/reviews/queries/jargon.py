"""The words letters had better not use: the check's own, the council's added, some taken off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from portal import db
from portal.reviews.models import JargonWord
from portal.reviews.rules.plain.words import BUILT_IN
from portal.vault import keys


@dataclass(frozen=True)
class Word:
    """A word of the list. `is_ours`: the council put it there or changed what to say instead."""

    word: str
    say: str
    is_off: bool
    is_ours: bool


def say_instead() -> dict[str, str]:
    """Every word that is remarked now -> what to say instead."""
    return {one.word: one.say for one in words() if not one.is_off}


def words() -> list[Word]:
    """The whole list by the alphabet, those that were taken off too."""
    ours = {row.word: row for row in _rows()}
    found = [Word(word, say, False, False) for word, say in BUILT_IN.items() if word not in ours]
    found += [Word(row.word, row.say, row.is_off, True) for row in ours.values()]
    return sorted(found, key=lambda one: one.word)


def row_of(word: str) -> JargonWord | None:
    same = JargonWord.word_hash == word_hash(word)
    return db.session.scalars(sa.select(JargonWord).where(same)).one_or_none()


def word_hash(word: str) -> bytes:
    """By which a word of the list is found again."""
    return keys.blind("letter word", word)


def _rows() -> Sequence[JargonWord]:
    return db.session.scalars(sa.select(JargonWord)).all()
