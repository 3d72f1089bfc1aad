"""The whole check: every rule over every piece, the gravest remarks first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from portal.reviews.rules.plain import names, promises, reading, wording
from portal.reviews.rules.plain.promises import Action
from portal.reviews.rules.plain.remarks import WHOLE, Known, Piece, Remark, What

MOST = 60
"""More are not read. The gravest are kept."""
_ORDER = {what: place for place, what in enumerate(What)}
ENGLISH = "en"
LOOK_AT = 30_000
"""So many letters of one part are looked at: three times what a part may have."""


def check(
    pieces: Sequence[Piece], known: Known, actions: Sequence[Action], *, today: date, language: str = ENGLISH
) -> list[Remark]:
    """What had better be otherwise, in the order of the letter, the gravest of one place first. How hard it
    is to read, and which words it uses, can be told in English only; names and numbers in any language."""
    found: dict[tuple[int, str], Remark] = {}
    for remark in _all(pieces, known, list(actions), today, language):
        found.setdefault((remark.place, remark.key), remark)
    found = {at: one for at, one in found.items() if not _is_said_already(one, found.values())}
    gravest = sorted(found.values(), key=lambda one: _ORDER[one.what])[:MOST]
    return sorted(gravest, key=lambda one: (one.place == WHOLE, one.place, _ORDER[one.what], one.start))


def _is_said_already(one: Remark, others: Iterable[Remark]) -> bool:
    """A word of ours in a place of which something graver is said."""
    return one.what is What.JARGON and any(
        other.place == one.place and other.start < one.end and one.start < other.end
        for other in others
        if other.what in (What.BLAME, What.NO_DATE)
    )


def reading_ages(pieces: Sequence[Piece]) -> dict[int, float]:
    """The reading age of each piece that is long enough to tell, and of the whole."""
    found = {piece.place: reading.age_of(piece.words) for piece in pieces}
    found[WHOLE] = reading.age_of("\n".join(piece.words for piece in pieces))
    return {place: age for place, age in found.items() if age is not None}


def _all(
    pieces: Sequence[Piece], known: Known, actions: list[Action], today: date, language: str
) -> Iterator[Remark]:
    pieces = [replace(piece, words=piece.words[:LOOK_AT]) for piece in pieces]
    for piece in pieces:
        yield from names.numbers(piece, known)
        if language == ENGLISH:
            yield from names.names(piece, known)
            yield from _worded(piece, known)
    yield from promises.unfinished(actions, today)
    if language == ENGLISH:
        yield from reading.hard_to_read(pieces, known)


def _worded(piece: Piece, known: Known) -> Iterator[Remark]:
    yield from wording.blame(piece)
    yield from wording.not_to_you(piece, known)
    yield from wording.nobody_does_it(piece)
    yield from promises.no_date(piece)
    yield from wording.jargon(piece, known)
    yield from reading.long_sentences(piece, known)
