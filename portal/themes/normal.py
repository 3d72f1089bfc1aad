"""A text as it would be spelled in a book: text-speak spelled out, emoji as words, misspellings mended.

What was typed is kept: each piece knows where it stands in the original. Pure; never raises for any text.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.themes.tokens import MOST_CHARACTERS, runs, stands_for


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the plain text, and where the original has what they stand for."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Normal:
    """The plain text, and the pieces that it is made of, in order."""

    text: str
    pieces: tuple[Piece, ...]

    def origin(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the original has what stands from `start` to `end` of the plain text; None for no words."""
        place, found = 0, []
        for piece in self.pieces:
            if place < end and start < place + len(piece.words):
                found.append(piece)
            place += len(piece.words)
        return (found[0].start, found[-1].end) if found else None


def normal(text: str) -> Normal:
    """A text spelled out; only its first 20,000 characters are looked at. Digits stay digits: "2 weeks" is as
    likely as "2 you"."""
    pieces: list[Piece] = []
    done = 0
    for typed, start, end in runs(text):
        words = None if typed.isdigit() else stands_for(typed)
        if words is not None:
            _keep(pieces, text, done, start)
            pieces.append(Piece(_apart(pieces, words, text[end : end + 1]), start, end))
            done = end
    _keep(pieces, text, done, min(len(text), MOST_CHARACTERS))
    return Normal("".join(piece.words for piece in pieces), tuple(pieces))


def _keep(pieces: list[Piece], text: str, start: int, end: int) -> None:
    """What stays as it was typed, word by word, so that each has its place."""
    place = start
    for typed, begin, stop in runs(text[start:end]):
        if start + begin > place:
            pieces.append(Piece(text[place : start + begin], place, start + begin))
        pieces.append(Piece(typed, start + begin, start + stop))
        place = start + stop
    if place < end:
        pieces.append(Piece(text[place:end], place, end))


def _apart(pieces: list[Piece], words: str, following: str) -> str:
    """Words in the place of a sign stand apart from those beside them."""
    before = pieces[-1].words[-1:] if pieces else ""
    return f"{' ' * before.isalnum()}{words}{' ' * following.isalnum()}"
