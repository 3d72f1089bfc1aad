"""Cuts a text into the words that could be names, each with the ways in which a name could be hidden in it:
capitals, accents, letters of another alphabet that look the same, letters nobody sees, an 's at the end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files


def word_set(text: str) -> frozenset[str]:
    """The words of a text that is cut at its spaces, as a set."""
    return frozenset(text.split())


def _glue() -> str:
    """Signs that stand on or between letters and are none themselves: accents, and what nobody sees."""
    small = (chr(code) for code in range(0x300, 0xFE30))
    found = "".join(c for c in small if unicodedata.category(c) in ("Mn", "Mc", "Me", "Cf"))
    return "\u00ad\ufeff" + found + "\U000e0001\U000e0020-\U000e007f\U000e0100-\U000e01ef"


_APOSTROPHES = "'\u2019\u2018\u02bc`\u00b4\uff07"
_LETTER = rf"[^\W_{_APOSTROPHES}]"


@cache
def _words() -> re.Pattern[str]:
    """Put together when a text is first looked at: it goes through all that could stand on a letter."""
    glue = _glue()
    return re.compile(rf"{_LETTER}(?:[{glue}]*+(?:[{_APOSTROPHES}][{glue}]*+)?{_LETTER})*+[{glue}]*+")


_SPELLED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .\-*_·]{1,2}[^\W\d_]){2,29}(?![^\W_])")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s$", re.IGNORECASE)
_ENDS_SENTENCE = set(".!?…:;•\n\r\u2028\u2029。؟।")
_OPENS = set(" \t\u00a0\"'“”‘’«»([{-–—*_>#")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_STRETCHED = re.compile(r"(.)\1{2,}")
_LOOKS_LIKE = str.maketrans(
    dict(
        zip(
            "\u0430\u0441\u0435\u04bb\u0456\u0458\u043e\u0440\u0455\u0443\u0445\u043a\u043c\u0442\u043d\u0432"
            "\u03b1\u03bf\u03b5\u03b9\u03ba\u03bd\u03c1\u03c4\u03c5\u03c7",
            "acehijopsyxkmthbaoeikvptux",
            strict=True,
        )
    )
)
"""Cyrillic and Greek letters that look like Latin ones; changed only in words that have Latin letters too."""
_UNSEEN = set("\u3164\u115f\u1160\uffa0")

NAMES_TOO = word_set(
    "will hope summer autumn sky star chance christian grant guy sue miles angel honey rose bill mark art"
    " drew chase hunter king prince princess page sandy storm river rain melody harmony destiny precious"
    " blessing patience sage savannah sienna skye cherry melon"
)
"""Ordinary words that are first names too: with a capital in the middle of a sentence they are marked."""

_ENDINGS = ("s", "es", "ed", "ing", "ly")


@dataclass(frozen=True, slots=True)
class Word:
    """One word and where it stands. `folded`: small letters, no accents, no 's at its end."""

    start: int
    end: int
    typed: str
    folded: str
    is_capital: bool
    is_all_capitals: bool
    starts_sentence: bool

    @property
    def forms(self) -> frozenset[str]:
        """All that it may be as a name."""
        return _forms(self.typed, self.folded)

    @property
    def is_ordinary(self) -> bool:
        return is_ordinary(self.folded)

    @property
    def is_common(self) -> bool:
        return is_common(self.folded)

    @property
    def is_name_too(self) -> bool:
        return self.folded in NAMES_TOO


def words_in(text: str) -> list[Word]:
    """The words of a text, in order. Numbers alone are none."""
    return [word for match in _words().finditer(text) if (word := _word(text, match.group(), match.start()))]


def _word(text: str, typed: str, start: int) -> Word | None:
    folded = fold(typed).replace(" ", "")
    letters = typed if typed.isalpha() else "".join(c for c in typed if c.isalpha())
    if not folded or not letters:
        return None
    capital = letters[0].isupper() or letters[0].istitle()
    if len(folded) == 1 and (not capital or folded in "iauxr"):
        return None
    has_possessive = letters is not typed and bool(_POSSESSIVE.search(typed)) and not is_ordinary(folded)
    return Word(
        start,
        start + len(typed),
        typed,
        fold(_POSSESSIVE.sub("", typed)).replace(" ", "") if has_possessive else folded,
        capital,
        len(letters) > 1 and letters.isupper(),
        _starts_sentence(text, start),
    )


def is_shouted(words: Sequence[Word]) -> bool:
    """Whether most of it is in capitals: then a capital says nothing."""
    long = [word for word in words if len(word.folded) > 1]
    return len(long) > 2 and 2 * sum(word.is_all_capitals for word in long) > len(long)


def spelled_out(text: str) -> Iterator[tuple[int, int, str]]:
    """Words spelled letter by letter ("K e i r a"): where each stands, and the word."""
    for match in _SPELLED.finditer(text):
        yield match.start(), match.end(), "".join(c for c in fold(match.group()) if c.isalnum())


def fold(text: str) -> str:
    """Small letters without accents, unseen signs and apostrophes, words apart by single spaces."""
    if text.isascii():
        return " ".join(_PLAIN_WORD.findall(text.lower().replace("'", "").replace("`", "")))
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(c for c in plain if not _is_unseen(c) and c not in _APOSTROPHES)
    words = _PLAIN_WORD.findall(kept)
    return " ".join(word.translate(_LOOKS_LIKE) if re.search("[a-z]", word) else word for word in words)


@lru_cache(maxsize=20_000)
def is_ordinary(folded: str) -> bool:
    """Whether a word is one that everybody knows, in any of its common endings."""
    return is_common(folded) or _is_among(folded, _list("ordinary.txt"))


@lru_cache(maxsize=20_000)
def is_common(folded: str) -> bool:
    """Whether a word is said so often that it is never taken for a name in small letters: will, hope, brown.
    Other ordinary words may be one all the same: teddy, olive."""
    return _is_among(folded, _list("common.txt"))


def _is_among(folded: str, known: frozenset[str]) -> bool:
    shrunk = {folded, _STRETCHED.sub(r"\1", folded), _STRETCHED.sub(r"\1\1", folded)}
    if not known.isdisjoint(shrunk):
        return True
    return any(_is_stem(folded.removesuffix(e), e, known) for e in _ENDINGS if folded.endswith(e))


def _is_stem(stem: str, ending: str, known: frozenset[str]) -> bool:
    """Few endings: with more of them Ruby would be taken for rub, Justin for just and Parker for park."""
    if len(stem) < 3:
        return False
    doubled = stem[-1] == stem[-2] and stem[:-1] in known
    return stem in known or (ending in ("ed", "ing") and (doubled or stem + "e" in known))


@cache
def _list(name: str) -> frozenset[str]:
    return word_set(files("portal.disclosure").joinpath(name).read_text(encoding="utf-8"))


def _is_unseen(c: str) -> bool:
    return c in _UNSEEN or unicodedata.category(c) in ("Mn", "Mc", "Me", "Cf")


def _forms(typed: str, folded: str) -> frozenset[str]:
    whole = fold(typed).replace(" ", "")
    base = fold(_POSSESSIVE.sub("", typed)).replace(" ", "")
    forms = {folded, whole, base, whole.strip("0123456789")}
    forms |= {_STRETCHED.sub(r"\1", whole), _STRETCHED.sub(r"\1\1", whole)}
    if len(whole) > 3 and whole.endswith("s"):
        forms.add(whole[:-1])
    plain = unicodedata.normalize("NFC", typed)
    forms |= {fold(part) for part in re.findall(r"[^\W\d_][^\WA-Z\d_]{2,}", plain)}
    return frozenset(form for form in forms if len(form) > 1)


def _starts_sentence(text: str, place: int) -> bool:
    before = place - 1
    while before >= 0 and text[before] in _OPENS:
        before -= 1
    return before < 0 or text[before] in _ENDS_SENTENCE
