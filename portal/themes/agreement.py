"""How far two people agree who gave themes to the same texts, blind: F1 and Krippendorff's alpha. Pure."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Pair = tuple[frozenset[str], frozenset[str]]
"""The themes that one person and another gave to one text."""
T = TypeVar("T", bound=Hashable)
LEAST = 30
_TIMES = 400
_SEED = 20_261_122


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure between two limits that hold it 95 times in 100. None: it cannot be worked out."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two people agree on `n` texts. Where `is_enough` is False, there are too few to tell, and no
    figure is given."""

    n: int
    is_enough: bool
    f1: Figure
    alpha: Figure
    """Krippendorff's, of whole answers: part agreement counts in part (MASI, Passonneau 2006)."""
    each: Mapping[str, Figure]
    """Krippendorff's alpha of each theme by itself: ticked or not (nominal)."""


def agreement(pairs: Sequence[Pair], *, least: int = LEAST) -> Agreement:
    """Of texts that two people coded; under `least` texts, "too few to tell"."""
    nothing = Figure(None)
    if len(pairs) < max(least, 2):
        return Agreement(len(pairs), False, nothing, nothing, {})
    keys = sorted({key for pair in pairs for some in pair for key in some})
    each = {
        key: _alpha(
            [(key in one, key in other) for one, other in pairs], lambda one, other: float(one != other)
        )
        for key in keys
    }
    return Agreement(len(pairs), True, _f1(pairs), _alpha(pairs, masi), each)


def f1(pairs: Sequence[Pair]) -> float | None:
    """Twice what both ticked, over all ticks: the same whoever is taken to be right. None without a tick."""
    ticks = sum(len(one) + len(other) for one, other in pairs)
    return 2 * sum(len(one & other) for one, other in pairs) / ticks if ticks else None


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    """How far apart two sets are: 0 for the same, 1 for nothing in common."""
    if one == other:
        return 0.0
    both = len(one & other)
    nested = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - nested * both / len(one | other)


def krippendorff(pairs: Sequence[tuple[T, T]], apart: Callable[[T, T], float]) -> float | None:
    """Krippendorff's alpha of two people (2011): 1 is full agreement, 0 what chance would give. None where
    all gave the same."""
    expected = _expected(pairs, apart)
    return 1 - sum(apart(one, other) for one, other in pairs) / len(pairs) / expected if expected else None


def _expected(pairs: Sequence[tuple[T, T]], apart: Callable[[T, T], float]) -> float:
    counts = Counter(value for pair in pairs for value in pair)
    total = 2 * len(pairs)
    found = sum(counts[one] * counts[other] * apart(one, other) for one in counts for other in counts)
    return found / (total * (total - 1))


def _alpha(pairs: Sequence[tuple[T, T]], apart: Callable[[T, T], float]) -> Figure:
    """With limits by drawing the texts anew, what chance would give held fast (Krippendorff 2006)."""
    expected = _expected(pairs, apart)
    if not expected:
        return Figure(None)
    each = [apart(one, other) for one, other in pairs]

    def of(places: Sequence[int]) -> float:
        return 1 - sum(each[at] for at in places) / len(each) / expected

    return _figure(len(each), of)


def _f1(pairs: Sequence[Pair]) -> Figure:
    if f1(pairs) is None:
        return Figure(None)
    both = [len(one & other) for one, other in pairs]
    ticks = [len(one) + len(other) for one, other in pairs]

    def of(places: Sequence[int]) -> float:
        return 2 * sum(both[at] for at in places) / (sum(ticks[at] for at in places) or 1)

    return _figure(len(pairs), of)


def _figure(count: int, of: Callable[[Sequence[int]], float]) -> Figure:
    dice = random.Random(_SEED)  # noqa: S311  # a draw that anybody can draw again
    drawn = sorted(of(dice.choices(range(count), k=count)) for _ in range(_TIMES))
    return Figure(of(range(count)), drawn[int(0.025 * _TIMES)], drawn[int(0.975 * _TIMES) - 1])
