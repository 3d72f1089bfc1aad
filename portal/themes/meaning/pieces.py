"""Cuts a text into the pieces of words that the model knows (WordPiece, lower case, accents dropped)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

MOST_PIECES = 256  # with the two marks at the ends; what comes after is not read
_LONGEST_WORD = 100
_MOST_CHARACTERS = 20_000
_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_CHINESE = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


class Pieces:
    """A vocabulary, ready to cut texts."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._known = {piece: number for number, piece in enumerate(vocabulary)}
        self._start, self._end = self._known[_START], self._known[_END]
        self._cut = lru_cache(maxsize=100_000)(self._cut_word)

    def of(self, text: str) -> list[int]:
        """The numbers of a text's pieces, between the marks of its start and its end. Never raises."""
        found = [self._start]
        for word in _words(text[:_MOST_CHARACTERS]):
            found += self._cut(word)
            if len(found) >= MOST_PIECES:
                break
        return [*found[: MOST_PIECES - 1], self._end]

    def _cut_word(self, word: str) -> tuple[int, ...]:
        """The longest known piece first, again and again; a word that cannot be cut so is unknown."""
        unknown = (self._known[_UNKNOWN],)
        if len(word) > _LONGEST_WORD:
            return unknown
        found: list[int] = []
        place = 0
        while place < len(word):
            mark = "##" if place else ""
            for end in range(len(word), place, -1):
                number = self._known.get(mark + word[place:end])
                if number is not None:
                    break
            else:
                return unknown
            found.append(number)
            place = end
        return tuple(found)


def _words(text: str) -> Iterator[str]:
    for run in "".join(map(_kept, text)).split():
        yield from _parted(unicodedata.normalize("NFD", run))


@lru_cache(maxsize=20_000)
def _kept(letter: str) -> str:
    """A letter as it is read: nothing for what cannot be seen, Chinese signs each a word."""
    if letter in "\t\n\r" or unicodedata.category(letter) == "Zs":
        return " "
    if letter in "\0\ufffd" or unicodedata.category(letter).startswith("C"):
        return ""
    if any(first <= ord(letter) <= last for first, last in _CHINESE):
        return f" {letter} "
    return letter


def _parted(run: str) -> Iterator[str]:
    """A run of letters without its accents, in lower case, each sign of punctuation apart."""
    word = ""
    for letter in run:
        if unicodedata.category(letter) == "Mn":
            continue
        if _is_sign(letter):
            if word:
                yield word
            yield letter
            word = ""
        else:
            word += letter.lower()
    if word:
        yield word


@lru_cache(maxsize=20_000)
def _is_sign(letter: str) -> bool:
    ascii_sign = letter.isascii() and letter.isprintable() and not letter.isalnum() and letter != " "
    return ascii_sign or unicodedata.category(letter).startswith("P")
