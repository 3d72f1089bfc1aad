"""Suggests what a comment is about: at most three themes, each with the words that made it think so.

Words and stems against the codebook, with what was asked as a prior. A suggestion counts for nothing
until a person has ticked it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.themes.theme import Theme
from portal.themes.tokens import Token, stem, tokens

MOST = 3
LIKELY = 0.5
_WORD, _WEAK, _EXAMPLE, _ASKED, _ASKED_KEY = 1.0, 0.4, 0.3, 0.5, 1.0
_LONGEST_PHRASE = 4
_LEAST_SCORE = 0.12
_SHORT = 5
_COMMON_WORDS = """
a about after again ages all also always am an and any are as asked at back be because been before being but
by call called came can cant catch come could day did different do does done dont down each even ever every
feel find five for from get give go going good got had has have he help her here him his honestly how i if in
into is it its just keep know let like little long lost lot made make many me more much my need never new no
nobody not notice notices now of off often older on one only or other our out over part people properly put
real really said same say see sent she should so some soon spoke still stop take tell tells than that the
their them then there they thing things think this time to told too turn up us use used very want was way we
week well went were what when where which who why will with without would year yes you your
"""
COMMON = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: the words as typed with their place, or, with `asked`, that the question was about this
    theme.
    """

    words: str
    start: int | None = None
    end: int | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme offered, how strongly (0 to 1; from 0.5 on the engine would tick it itself), and why."""

    key: str
    score: float
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    key: str
    weight: float


class Index:
    """A codebook made ready for matching: every word and phrase by its stems, rarer ones weighing more."""

    def __init__(self, codebook: Sequence[Theme]) -> None:
        self.keys = frozenset(theme.key for theme in codebook)
        self._hits: dict[tuple[str, ...], list[_Hit]] = {}
        self._longest: dict[str, int] = {}
        weights: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
        for theme in codebook:
            for stems, weight in _entries(theme):
                weights[stems][theme.key] = max(weight, weights[stems].get(theme.key, 0.0))
        for stems, by_key in weights.items():
            share = 1 / math.sqrt(len(by_key))
            longer = 1 + 0.35 * (len(stems) - 1)
            self._hits[stems] = [_Hit(key, weight * share * longer) for key, weight in by_key.items()]
            self._longest[stems[0]] = max(len(stems), self._longest.get(stems[0], 0))
        self._known = [stems[0] for stems in self._hits if len(stems) == 1 and len(stems[0]) >= _SHORT]
        self._mended: dict[str, str] = {}

    def suggest(self, text: str, question: str | None = None) -> list[Suggestion]:
        """See `suggest`."""
        scores: dict[str, float] = defaultdict(float)
        why: dict[str, list[Why]] = defaultdict(list)
        for key, weight, reason in self._found(text):
            scores[key] += weight
            if len(why[key]) < MOST:
                why[key].append(reason)
        for key, weight in self._asked(question):
            scores[key] += weight
            why[key].append(Why(question or "", asked=True))
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        sure = [(key, 1 - math.exp(-weight)) for key, weight in ranked[:MOST]]
        return [
            Suggestion(key, round(score, 3), tuple(why[key])) for key, score in sure if score >= _LEAST_SCORE
        ]

    def weights(self, text: str, question: str | None = None) -> dict[str, float]:
        """How strongly the words, and what was asked, speak for each theme that they speak for at all."""
        found: dict[str, float] = defaultdict(float)
        for key, weight, _ in self._found(text):
            found[key] += weight
        for key, weight in self._asked(question):
            found[key] += weight
        return found

    def reasons(self, text: str, key: str) -> list[tuple[Why, float]]:
        """The words of a text that speak for one theme, and how strongly each does."""
        return [(reason, weight) for found, weight, reason in self._found(text) if found == key]

    def _asked(self, question: str | None) -> Iterable[tuple[str, float]]:
        """What was asked, as a prior: a theme's key, or the wording of the question."""
        if not question:
            return []
        if question in self.keys:
            return [(question, _ASKED_KEY)]
        weights: dict[str, float] = defaultdict(float)
        for key, weight, _ in self._found(question):
            weights[key] += weight
        top = max(weights.values(), default=1.0)
        return [(key, _ASKED * weight / top) for key, weight in weights.items()]

    def _found(self, text: str) -> Iterable[tuple[str, float, Why]]:
        """Each word and phrase of the codebook in the text; the longest at each place, each stem once a
        theme.
        """
        words = tokens(text)
        stems = [self._fitting(token) for token in words]
        seen: set[tuple[str, tuple[str, ...]]] = set()
        for place, root in enumerate(stems):
            for length in range(min(self._longest.get(root, 0), len(stems) - place), 0, -1):
                run = tuple(stems[place : place + length])
                hits = self._hits.get(run)
                if hits:
                    start, end = words[place].start, words[place + length - 1].end
                    for hit in hits:
                        if (hit.key, run) not in seen:
                            seen.add((hit.key, run))
                            yield hit.key, hit.weight, Why(text[start:end], start, end)
                    break

    def _fitting(self, token: Token) -> str:
        root = token.stem
        if len(root) < _SHORT or root in self._longest or token.word in COMMON:
            return root
        if root not in self._mended:
            if len(self._mended) > 50_000:
                self._mended.clear()
            near = process.extractOne(root, self._known, scorer=OSA.distance, score_cutoff=1)
            self._mended[root] = near[0] if near and near[0][0] == root[0] else root
        return self._mended[root]


def suggest(text: str, question: str | None = None, *, codebook: Sequence[Theme]) -> list[Suggestion]:
    """At most three themes for a text, most likely first; none where nothing in the codebook fits.

    `question` is what was asked or the page it was said on: a theme's key or a wording. Never raises
    for any text.
    """
    return _index(tuple(codebook)).suggest(text, question)


@lru_cache(maxsize=16)
def _index(codebook: tuple[Theme, ...]) -> Index:
    return Index(codebook)


def _entries(theme: Theme) -> Iterable[tuple[tuple[str, ...], float]]:
    """The stems of each word and phrase with its weight, and of the words of the examples."""
    for phrase in theme.words:
        stems = tuple(token.stem for token in tokens(phrase))[:_LONGEST_PHRASE]
        if stems:
            yield stems, _WEAK if phrase.endswith("*") else _WORD
    for example in theme.examples:
        for token in tokens(example):
            if token.word not in COMMON and stem(token.word) not in COMMON:
                yield (token.stem,), _EXAMPLE
