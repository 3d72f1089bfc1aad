"""From words to boxes and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.documents.leaves.finding.patterns_known import Pattern
from portal.documents.leaves.folding import folded, says
from portal.documents.leaves.shapes import Area, Mark, Word

AROUND = 0.002
"""Of the page: so much a box is larger than its words, for what letters reach beyond their place."""

SHORTEST_SECRET = 3


@dataclass(frozen=True)
class Hit:
    """A place that may have to be held back. `what` is None for a known name; then `name` is it, as it was
    given."""

    what: Pattern | None
    name: str
    text: str
    areas: tuple[Area, ...]
    is_sure: bool


def hit(words: Sequence[Word], what: Pattern | None, name: str, *, is_sure: bool) -> Hit:
    """Of words that stand one after the other."""
    return Hit(what, name, " ".join(word.text for word in words), areas_of(words), is_sure)


def areas_of(words: Sequence[Word]) -> tuple[Area, ...]:
    """Words as boxes, one a line, a little larger than they are."""
    boxes = []
    for _, line in groupby(words, key=lambda word: word.line):
        area, *others = [word.area for word in line]
        for other in others:
            area = area.with_(other)
        boxes.append(area.padded(AROUND, AROUND / 4))
    return tuple(boxes)


def whole_words(area: Area, words: Sequence[Word]) -> Area:
    """The box made wide enough for every word it touches, so that no half of one is left to guess from."""
    widened = area
    for word in words:
        if area.touches(word.area.inner):
            widened = widened.with_(word.area.padded(AROUND, AROUND / 4))
    return widened


def secrets_of(words: Sequence[Word], marks: Sequence[Mark]) -> list[str]:
    """What stands under the boxes and nowhere else on this page: what the released page must not say."""
    under = [any(mark.area.touches(word.area.inner) for mark in marks) for word in words]
    left = folded(" ".join(word.text for word, is_under in zip(words, under, strict=True) if not is_under))
    phrases = (" ".join(word.text for word in run) for run in _runs(words, under))
    fit = [one for one in phrases if len(folded(one)) >= SHORTEST_SECRET and not says(left, folded(one))]
    return list(dict.fromkeys(fit))


def _runs(words: Sequence[Word], under: Sequence[bool]) -> Iterator[list[Word]]:
    for is_under, run in groupby(zip(under, words, strict=True), key=lambda one: one[0]):
        if is_under:
            yield [word for _, word in run]
