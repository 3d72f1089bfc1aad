"""Cuts a text into words that can be compared, each still pointing at what was really typed.

Text-speak is spelled out, emoji become words, stretched letters shrink and words are stemmed; the
original stays.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import snowballstemmer

MOST_CHARACTERS = 20_000
_CACHED_WORDS = 50_000
_WORD = re.compile(r"\d*[^\W\d_](?:[^\W_]|['\u2019\u2018\u02bc`\u00b4](?=[^\W_]))*|\d+|[^\w\s]", re.UNICODE)
_APOSTROPHES = re.compile(r"['\u2019\u2018\u02bc`\u00b4]")
_STRETCHED = re.compile(r"(.)\1{2,}")
_STEMMER = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Token:
    """One stem, the plain word it comes from, and where in the text that was typed (start, end)."""

    stem: str
    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a text in order; only its first 20,000 characters are looked at. Never raises for any
    text.
    """
    found: list[Token] = []
    for match in _WORD.finditer(text, 0, MOST_CHARACTERS):
        for word, root in _spelled_out(match.group()):
            found.append(Token(root, word, match.start(), match.end()))
    return found


def runs(text: str) -> list[tuple[str, int, int]]:
    """Each run of letters, digits or one sign as typed, and its place."""
    return [(one.group(), one.start(), one.end()) for one in _WORD.finditer(text, 0, MOST_CHARACTERS)]


def stands_for(typed: str) -> str | None:
    """The plain words that a run stands for where it is text-speak, an emoji or a common misspelling."""
    words, emoji = _textspeak()
    found = words.get(_plain(typed)) if typed[0].isalnum() else emoji.get(typed)
    return None if found is None or found == typed.casefold() else found


@lru_cache(maxsize=_CACHED_WORDS)
def stem(word: str) -> str:
    """The stem of one plain lower-case word."""
    return str(_STEMMER.stemWord(word))


def read_data(name: str) -> dict[str, Any]:
    """One of this package's own data files."""
    return tomllib.loads(files("portal.themes").joinpath("data", name).read_text(encoding="utf-8"))


@lru_cache(maxsize=_CACHED_WORDS)
def _spelled_out(typed: str) -> tuple[tuple[str, str], ...]:
    """The plain words behind one piece of text, with their stems; nothing for punctuation."""
    words, emoji = _textspeak()
    if len(typed) == 1 and not typed.isalnum():
        return tuple((word, stem(word)) for word in emoji.get(typed, "").split())
    plain = _plain(typed)
    return tuple((word, stem(word)) for word in words.get(plain, plain).split())


def _plain(typed: str) -> str:
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", typed)).casefold()
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _STRETCHED.sub(r"\1", bare) if _STRETCHED.search(bare) else bare


@cache
def _textspeak() -> tuple[dict[str, str], dict[str, str]]:
    data = read_data("textspeak.toml")
    return data["words"], data["emoji"]
