"""Phrases as data: how a line such as "want|going .. die" is read, and where it matches in a text.

Words in order; "a|b" is either, ".." up to three words between, CAPITALS a group of words. Stems are
compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.themes.tokens import Token, stem

GAP = ".."
MOST_BETWEEN = 3
_SHORT, _LONG = 6, 9


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: each step the stems that fit there (empty for a gap), and the label it was filed under."""

    label: str
    steps: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a phrase was found: the label and the places of the tokens that it used, in order."""

    label: str
    places: tuple[int, ...]


@dataclass(slots=True)
class Phrasebook:
    """Phrases ready to be looked for, indexed by the stems that may begin one."""

    _starts: dict[str, list[Phrase]] = field(default_factory=dict)
    _words: dict[str, str] = field(default_factory=dict)
    _mended: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Mapping[str, Iterable[str]], classes: Mapping[str, str]) -> Phrasebook:
        """Read phrases by label. Raises ValueError for a line that begins or ends with a gap, or an empty
        one.
        """
        book = cls()
        for label, phrases in lines.items():
            for line in phrases:
                book._add(label, line, classes)
        return book

    def find(self, found: Sequence[Token], passed_over: frozenset[int] = frozenset()) -> Iterator[Match]:
        """Every phrase in the text, first to last; tokens `passed_over` are part of none."""
        stems = [self._fitting(token) for token in found]
        for place, root in enumerate(stems):
            for phrase in self._starts.get(root, ()):
                places = _follow(phrase.steps, 0, stems, place, passed_over)
                if places is not None:
                    yield Match(phrase.label, places)

    def _add(self, label: str, line: str, classes: Mapping[str, str]) -> None:
        parts = line.split()
        if not parts or GAP in (parts[0], parts[-1]):
            raise ValueError(f"a phrase begins and ends with a word: {line!r}")
        phrase = Phrase(label, tuple(self._step(part, classes) for part in parts))
        for root in phrase.steps[0]:
            self._starts.setdefault(root, []).append(phrase)

    def _step(self, part: str, classes: Mapping[str, str]) -> frozenset[str]:
        if part == GAP:
            return frozenset()
        words = [word for name in part.split("|") for word in classes.get(name, name).split()]
        for word in words:
            self._words.setdefault(stem(word), word)
            if len(word) >= _SHORT:
                self._words.setdefault(word, word)
        return frozenset(stem(word) for word in words)

    def _fitting(self, token: Token) -> str:
        """The token's stem, or that of the one word of the book that it is plainly a misspelling of."""
        if len(token.word) < _SHORT or token.stem in self._words or token.word in _NOT_SLIPS:
            return token.stem
        if token.word not in self._mended:
            if len(self._mended) > 20_000:
                self._mended.clear()
            self._mended[token.word] = self._mend(token.word)
        return self._mended[token.word] or token.stem

    def _mend(self, word: str) -> str | None:
        slips = 2 if len(word) >= _LONG else 1
        near = process.extract(word, list(self._words), scorer=OSA.distance, score_cutoff=slips, limit=3)
        close = [known for known, _, _ in near if len(known) >= _SHORT and known[0] == word[0]]
        return stem(close[0]) if close else None


# Words a slip away from a worrying one that are words themselves.
_REAL_WORDS = """
strange boating heating seating lunched breeding beading stopping shopping swapped skipped scored
scarred hunting chocolate throne leading reading bathing parties grounded trapeze drinks biting
kitting hiding riding siding cooking taking talking looking locking picking packing punished
polished touching posting
"""
_NOT_SLIPS = frozenset(_REAL_WORDS.split())


def _follow(
    steps: Sequence[frozenset[str]], step: int, stems: Sequence[str], place: int, passed_over: frozenset[int]
) -> tuple[int, ...] | None:
    """The places at which the steps from `step` on fit from `place` on, or `None`."""
    if step == len(steps):
        return ()
    if not steps[step]:
        for jump in range(MOST_BETWEEN + 1):
            rest = _follow(steps, step + 1, stems, place + jump, passed_over)
            if rest is not None:
                return rest
        return None
    if place >= len(stems) or stems[place] not in steps[step] or place in passed_over:
        return None
    rest = _follow(steps, step + 1, stems, place + 1, passed_over)
    return None if rest is None else (place, *rest)
