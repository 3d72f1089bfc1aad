"""Cuts a text into sentences that still point at where they stand. Pure; never raises for any text."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_CHARACTERS = 100_000
# The end of a sentence: its signs, closing quotes, and then a space; or the end of a line.
_END = re.compile(r"[.!?\u2026\u061f\u3002]+[\"'\u2019\u201d)\]]*(?=\s|$)|[ \t]*[\r\n]+|[\u3002\u061f]")
_SHORT = frozenset(("mr", "mrs", "ms", "miss", "dr", "st", "prof", "rev", "e.g", "i.e", "eg", "ie", "etc"))
_LAST_WORD = re.compile(r"[\w.]+$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as typed, and its place: `whole[start:end] == text`."""

    text: str
    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text in order. All that is not space is in one of them; where nobody set a stop, a
    line is a sentence."""
    found: list[Sentence] = []
    start = 0
    for match in _END.finditer(text, 0, MOST_CHARACTERS):
        if not _is_short_word(text, start, match):
            _add(found, text, start, match.end())
            start = match.end()
    _add(found, text, start, len(text))
    return found


def _is_short_word(text: str, start: int, match: re.Match[str]) -> bool:
    """A stop after "Mrs" or "e.g." ends no sentence."""
    if match.group() != ".":
        return False
    word = _LAST_WORD.search(text, max(start, match.start() - 12), match.start())
    return bool(word) and word.group().casefold().strip(".") in _SHORT  # type: ignore[union-attr]


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    """Signs alone belong to the sentence before them."""
    said = text[start:end]
    begin, stop = start + len(said) - len(said.lstrip()), start + len(said.rstrip())
    if begin >= stop:
        return
    if found and not any(letter.isalnum() for letter in text[begin:stop]):
        begin = found.pop().start
    found.append(Sentence(text[begin:stop], begin, stop))
