"""Marks in a text what could give somebody away: names, numbers, addresses, and what comes after "my sister".

A mark is a place to look at, never a promise that the rest is safe: a story known in a small town gives
somebody away without a name in it. Names that are known are handed in; nothing here looks anything up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from portal.disclosure import mark_cues, mark_words
from portal.disclosure.mark_patterns import patterns
from portal.disclosure.mark_words import Word

COVER = "▮▮▮"
LIKE_A_NAME = 88
"""Two words as alike as this (of 100) may be one name in two spellings: about one letter in five too many."""
FUZZY_LETTERS = 4


class Kind(StrEnum):
    """Why a place is marked; the strongest first where two meet."""

    KNOWN_NAME = "known_name"
    EMAIL = "email"
    LINK = "link"
    HANDLE = "handle"
    PHONE = "phone"
    POSTCODE = "postcode"
    DATE = "date"
    NUMBER = "number"
    CUE = "cue"
    CAPITAL = "capital"


_NO_NAME_ENDS_SO = (
    "ing",
    "ings",
    "tion",
    "tions",
    "sion",
    "ment",
    "ments",
    "ness",
    "ity",
    "ities",
    "ous",
    "ful",
    "able",
)
_STRENGTH = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """From `start` to `end` (not included) of the text, in letters."""

    start: int
    end: int
    kind: Kind


def marks(text: str, known: Collection[str] = (), *, strictly: Collection[str] = ()) -> list[Mark]:
    """Every place to look at, in order, none over another. `known`: names or words of names, any spelling;
    `strictly`: those of them that are a name wherever they begin with a capital, though the word is an
    ordinary one and begins a sentence.

    Of two that meet one is made, of the stronger kind. Never raises for any text."""
    words = mark_words.words_in(text)
    shouts = mark_words.is_shouted(words)
    found = [*_patterns(text), *_known(text, words, (_Names(known), _Names(strictly)), shouts)]
    found += [Mark(start, end, Kind.CUE) for start, end in mark_cues.after_cues(text, words, shouts)]
    found += [Mark(word.start, word.end, Kind.CAPITAL) for word in _capitals(words, shouts)]
    return merged(found)


def could_be_names(text: str) -> set[str]:
    """The words of a text that are worth looking up among known names, folded as names are searched."""
    words = mark_words.words_in(text)
    shouts = mark_words.is_shouted(words)
    folded = {form for word in words if _may_be_name(word, shouts) for form in word.forms}
    return folded | {form for _, _, form in mark_words.spelled_out(text)}


def covered(text: str, marked: Sequence[Mark], cover: str = COVER) -> str:
    """The text with every marked place covered."""
    pieces, end = [], 0
    for mark in sorted(marked):
        pieces += [text[end : max(end, mark.start)], cover if mark.end > end else ""]
        end = max(end, mark.end)
    return "".join([*pieces, text[end:]])


class _Names:
    """The known names, word by word."""

    def __init__(self, known: Collection[str]) -> None:
        self.words = {form for name in known for form in mark_words.fold(name).split() if len(form) > 1}
        self.long = [word for word in self.words if len(word) >= FUZZY_LETTERS]

    def has(self, word: Word) -> bool:
        return not self.words.isdisjoint(word.forms)

    def has_one_like(self, word: Word) -> bool:
        if len(word.folded) < FUZZY_LETTERS:
            return False
        best = process.extractOne(word.folded, self.long, scorer=fuzz.ratio, score_cutoff=LIKE_A_NAME)
        return best is not None


def _patterns(text: str) -> Iterator[Mark]:
    for name, pattern in patterns():
        for match in pattern.finditer(text):
            group = 1 if pattern.groups else 0
            yield Mark(match.start(group), match.end(group), Kind(name))


def _known(text: str, words: Sequence[Word], known: tuple[_Names, _Names], shouts: bool) -> Iterator[Mark]:
    names, strict = known
    if not names.words and not strict.words:
        return
    like: dict[str, bool] = {}
    for place, word in enumerate(words):
        if not _may_be_name(word, shouts):
            continue
        if word.is_capital and strict.has(word) and not mark_cues.begins_a_sentence_only(text, words, place):
            yield Mark(word.start, word.end, Kind.KNOWN_NAME)
        elif names.has(word):
            unsure = word.is_ordinary and (word.starts_sentence or shouts or not word.is_capital)
            yield Mark(word.start, word.end, Kind.CUE if unsure else Kind.KNOWN_NAME)
        elif not word.is_ordinary:
            if word.folded not in like:
                like[word.folded] = names.has_one_like(word)
            if like[word.folded]:
                yield Mark(word.start, word.end, Kind.KNOWN_NAME)
    for start, end, form in mark_words.spelled_out(text):
        if form in names.words:
            yield Mark(start, end, Kind.KNOWN_NAME)


def _may_be_name(word: Word, shouts: bool) -> bool:
    """A common word in small letters is not taken for a name: "will" is said more often than Will."""
    return not word.is_common or word.is_capital or shouts


def _capitals(words: Sequence[Word], shouts: bool) -> Iterator[Word]:
    """Capitals that are not there by grammar. At a sentence's start only a word nobody knows is marked."""
    for word in words:
        if not word.is_capital:
            continue
        if word.is_ordinary:
            if word.is_name_too and not (shouts or word.starts_sentence):
                yield word
        elif not word.starts_sentence or not word.folded.endswith(_NO_NAME_ENDS_SO):
            yield word


def merged(found: Iterable[Mark]) -> list[Mark]:
    """The marks in order, of two that meet one, of the stronger kind."""
    kept: list[Mark] = []
    for mark in sorted(mark for mark in found if mark.start < mark.end):
        last = kept[-1] if kept else None
        if last and mark.start < last.end:
            kind = min(last.kind, mark.kind, key=_STRENGTH.__getitem__)
            kept[-1] = Mark(last.start, max(last.end, mark.end), kind)
        else:
            kept.append(mark)
    return kept
