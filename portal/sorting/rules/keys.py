"""Which key stands for which theme. Pure."""

from __future__ import annotations

from collections.abc import Iterable

STANCE_KEYS = {"going_well": "g", "worry": "w", "idea": "i", "ask": "a"}
_TAKEN = frozenset("gwia") | frozenset("usnh")
"""Stances; undo, split, none, help."""
LETTERS = tuple(letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter not in _TAKEN)


def letters_for(themes: Iterable[str]) -> dict[str, str]:
    """Theme -> letter: the first of its key where that is free, then any other of its key, then any that is
    left. By the key, not by the name, a theme keeps its letter in every language. When all letters are used,
    a theme has none."""
    keys = list(themes)
    found: dict[str, str] = {}
    for tries in (lambda key: key[:1], lambda key: key, lambda _key: LETTERS):
        for key in keys:
            free = (one for one in tries(key) if one in LETTERS and one not in found.values())
            if key not in found and (letter := next(free, "")):
                found[key] = letter
    return found
