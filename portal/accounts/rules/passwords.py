"""What makes a password too easy to guess. Pure.

Length and a list of what everybody tries, and no rules about kinds of characters: those make passwords
harder to remember and hardly harder to guess (NIST SP 800-63B-4, 3.1.1.2; OWASP ASVS 5.0, 6.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from importlib.resources import files

SHORTEST = 12
LONGEST = 200
_LOOKS_LIKE = tuple(str.maketrans("0134578@$!", f"o{one}eastbasi") for one in "li")
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "1234567890qwertyuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)


class WeakPassword(StrEnum):
    """Why a password was refused."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"  # on the list, or a word of it with some digits around it
    REPEATS = "repeats"  # a few characters again and again, or a run along the keyboard
    ABOUT_YOU = "about_you"  # the address, the name, the council or this site


def why_not_password(password: str, about: Iterable[str] = ()) -> WeakPassword | None:
    """The reason to refuse a password, or None. `about` are words anybody would try for this person."""
    if len(password) < SHORTEST:
        return WeakPassword.SHORT
    if len(password) > LONGEST:
        return WeakPassword.LONG
    plain = password.casefold()
    if _repeats(plain):
        return WeakPassword.REPEATS
    if any(core in _common() for core in _cores(plain)):
        return WeakPassword.COMMON
    own = {_letters(word) for text in about for word in re.split(r"[@.\s_-]+", text.casefold())}
    return WeakPassword.ABOUT_YOU if _is_made_of(plain, {word for word in own if len(word) >= 4}) else None


def _cores(plain: str) -> set[str]:
    """The password as it is, and the word that is left without digits and signs around it."""
    found = {plain}
    for text in (plain, *(plain.translate(table) for table in _LOOKS_LIKE)):
        found.add(text)
        found.add(re.sub(r"^[^a-z]+|[^a-z]+$", "", text))
        found.add(_letters(text))
    bare = re.sub(r"^[^a-z]+|[\d\W_]+$", "", plain)
    found |= {bare.translate(table) for table in _LOOKS_LIKE}
    return found | {_once(one) for one in found}


def _once(text: str) -> str:
    """`sunsun` is no better than `sun`."""
    for size in range(1, len(text) // 2 + 1):
        if len(text) % size == 0 and text[:size] * (len(text) // size) == text:
            return text[:size]
    return text


def _repeats(plain: str) -> bool:
    if len(set(plain)) <= 4 or len(_once(plain)) <= 4:
        return True
    return any(plain in run * 3 or plain[::-1] in run * 3 for run in _RUNS)


def _is_made_of(plain: str, words: set[str]) -> bool:
    """Whether little is left once these words are taken out."""
    left = _letters(plain)
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    return len(left) < len(_letters(plain)) and len(left) <= 4


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha())


@cache
def _common() -> frozenset[str]:
    lines = files("portal.accounts").joinpath("weak_passwords.txt").read_text(encoding="ascii").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
