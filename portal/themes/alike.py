"""Texts that say nearly the same: sent twice, copied, or one text that many were given to send. Pure."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from portal.themes.tokens import tokens

ALIKE = 0.5
_MOST_WORDS = 400


def near_duplicates(texts: Sequence[str], alike: float = ALIKE) -> list[set[int]]:
    """Groups of two or more texts that say nearly the same, by their places; the largest first. A text is in
    one group at most: whoever is like one of a group is in it.

    Compared are stems and pairs of stems that stand together, spelled out: two texts are alike when they
    share `alike` or more of all that both have. Texts without a word are in no group. Never raises for any
    text.
    """
    pieces = [_pieces(text) for text in texts]
    group = list(range(len(texts)))

    def top(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for one, other in _candidates(pieces, alike):
        if top(one) != top(other) and _share(pieces[one], pieces[other]) >= alike:
            group[top(one)] = top(other)
    found: dict[int, set[int]] = defaultdict(set)
    for at, some in enumerate(pieces):
        if some:
            found[top(at)].add(at)
    return sorted(
        (some for some in found.values() if len(some) > 1), key=lambda some: (-len(some), min(some))
    )


def _pieces(text: str) -> frozenset[str]:
    stems = [token.stem for token in tokens(text)[:_MOST_WORDS]]
    return frozenset([*stems, *map(" ".join, itertools.pairwise(stems))])


def _candidates(pieces: Sequence[frozenset[str]], alike: float) -> Iterator[tuple[int, int]]:
    """Pairs that may be alike. With the rarest pieces first, two that share enough share one of the first few
    (Chaudhuri and others 2006), and neither is much longer; the same pieces in full are compared once."""
    often = Counter(piece for some in pieces for piece in some)
    holders: dict[str, list[int]] = defaultdict(list)
    same: dict[frozenset[str], int] = {}
    for at, some in enumerate(pieces):
        if not some:
            continue
        if some in same:
            yield at, same[some]
            continue
        same[some] = at
        rare = sorted(some, key=lambda piece: (often[piece], piece))
        seen: set[int] = set()
        for piece in rare[: len(rare) - math.ceil(alike * len(rare)) + 1]:
            seen.update(holders[piece])
            holders[piece].append(at)
        for other in seen:
            short, long = sorted((len(some), len(pieces[other])))
            if short >= alike * long:
                yield at, other


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both)
