"""Which languages it takes to read something, from its letters and the language of the page. Pure.

The letters tell Arabic from Ukrainian, not Polish from English: what is written in Latin letters is taken to
be in the language of the page it was written on.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

from portal.accounts.rules.languages import ENGLISH, LETTERS

LATIN = "LATIN"
_LOOK_AT = 2_000
"""So many characters tell what letters a text is in."""


def letters_of(words: str) -> str:
    """The letters most of a text is in, as Unicode names them; empty when it has none."""
    names = (unicodedata.name(one, "").partition(" ")[0] for one in words[:_LOOK_AT] if one.isalpha())
    (most, _number), *_others = Counter(names).most_common(1) or [("", 0)]
    return most


def read_by(language: str, words: str) -> frozenset[str] | None:
    """The languages of which one is needed to read it, or None when English is enough. Empty: letters that
    no language on the list is written in."""
    letters = letters_of(words)
    if not letters:
        return None
    if letters != LATIN:
        if LETTERS.get(language) == letters:
            return frozenset({language})
        return frozenset(one for one, written in LETTERS.items() if written == letters)
    is_latin_too = LETTERS.get(language) == LATIN
    return frozenset({language}) if is_latin_too and language != ENGLISH else None
