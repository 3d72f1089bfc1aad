"""The words on access cards and for coming back: drawing them, and reading whatever a phone makes of them.

No word begins with the four letters of another, so words run together are told apart without guessing.
"""

from __future__ import annotations

import math
import re
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import OSA

COUNT = 2048
PICTURES = 64
MOST_LETTERS = 2000
_STEM = 4
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of letters as it was typed: its words (several if run together), or the nearest word if
    only one.

    `nearest` is an offer to show, never to be used in place of what was typed.
    """

    typed: str
    words: tuple[str, ...] = ()
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of something typed, in the order in which it was typed."""

    pieces: tuple[Piece, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The recognised words, in order."""
        return tuple(word for piece in self.pieces for word in piece.words)

    @property
    def unknown(self) -> tuple[Piece, ...]:
        """The pieces that are not words of the list, in order."""
        return tuple(piece for piece in self.pieces if not piece.words)

    @property
    def is_whole(self) -> bool:
        """Was something typed, and every piece of it recognised?"""
        return bool(self.pieces) and not self.unknown


@cache
def all_words() -> tuple[str, ...]:
    """The 2,048 words in the order of the list."""
    return tuple(files("portal.accounts").joinpath("wordlist.txt").read_text(encoding="ascii").split())


def draw(count: int) -> tuple[str, ...]:
    """`count` words, each drawn afresh and evenly with the system's secure source; a word may come twice.

    Raises ValueError for less than one.
    """
    if count < 1:
        raise ValueError("at least one word must be drawn")
    return tuple(secrets.choice(all_words()) for _ in range(count))


def bits(count: int) -> float:
    """How many bits of chance `count` drawn words hold: 11 each."""
    return count * math.log2(COUNT)


def picture_of(word: str) -> int:
    """The number (0 to 63) of the check picture shown beside a word. Raises KeyError for any other word."""
    return _places()[word] % PICTURES


def read(typed: str) -> Reading:
    """Read words as a phone gives them: any case, accents, separators, numbering, auto-correction, no spaces.

    Never raises for any text; only the first 2,000 characters are read.
    """
    return Reading(tuple(_joined(_plain(typed[:MOST_LETTERS]))))


def _plain(typed: str) -> list[str]:
    """The runs of letters, lower-cased, with accents, look-alike forms and invisible marks taken off.

    Apostrophes are dropped, not treated as spaces: auto-correction puts them inside words.
    """
    folded = unicodedata.normalize("NFKD", _INVISIBLE.sub("", typed)).casefold()
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return re.findall(r"[^\W\d_]+", re.sub("['\u2018\u2019\u02bc`\u00b4]", "", bare))


def _joined(runs: list[str]) -> Iterator[Piece]:
    """Pieces from runs of letters, joining two or three runs into which a phone has split one word."""
    at = 0
    while at < len(runs):
        piece, used = _piece(runs[at]), 1
        for length in (2, 3):
            whole = "".join(runs[at : at + length])
            if not piece.words and at + length <= len(runs) and whole in _places():
                piece, used = Piece(" ".join(runs[at : at + length]), (whole,)), length
        yield piece
        at += used


def _piece(run: str) -> Piece:
    words = _apart(run)
    return Piece(run, words, None if words else _nearest(run))


def _apart(run: str) -> tuple[str, ...]:
    """The words that make up a run exactly, or nothing. Four letters settle each word, so there is one
    way only.
    """
    words: list[str] = []
    at = 0
    while at < len(run):
        word = _by_stem().get(run[at : at + _STEM])
        if word is None or not run.startswith(word, at):
            return ()
        words.append(word)
        at += len(word)
    return tuple(words)


def _nearest(run: str) -> str | None:
    """The only word within one slip (letter added, missing, changed, two swapped); else that of its first
    four.
    """
    if not 3 <= len(run) <= 12:
        return None
    close = [word for word in all_words() if _is_one_slip(run, word)]
    if len(close) == 1:
        return close[0]
    return None if close else _by_stem().get(run[:_STEM])


def _is_one_slip(run: str, word: str) -> bool:
    return abs(len(run) - len(word)) <= 1 and OSA.distance(run, word, score_cutoff=1) <= 1


@cache
def _places() -> dict[str, int]:
    return {word: place for place, word in enumerate(all_words())}


@cache
def _by_stem() -> dict[str, str]:
    return {word[:_STEM]: word for word in all_words()}
