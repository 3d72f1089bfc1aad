"""Proportions, their intervals and tests, from the papers that define them. Plain floats, no rounding.

These are for deciding only: an interval printed beside a rounded number would let the count be worked out.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, sqrt
from statistics import NormalDist


def wilson(count: float, of: float, confidence: float = 0.95) -> tuple[float, float]:
    """The score interval of a proportion (Wilson, J. Am. Stat. Assoc. 22, 1927; method 3 of Newcombe 1998a).

    Errors: ValueError unless 0 <= count <= of and of > 0.
    """
    _check(count, of)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    middle = 2 * count + z * z
    spread = z * sqrt(z * z + 4 * count * (of - count) / of)
    return max(0.0, (middle - spread) / (2 * (of + z * z))), min(1.0, (middle + spread) / (2 * (of + z * z)))


def newcombe(
    count: float, of: float, other: float, other_of: float, confidence: float = 0.95
) -> tuple[float, float]:
    """The interval of count/of - other/other_of from their Wilson intervals (Newcombe, Stat. Med. 17,
    873-890, 1998: method 10, without continuity correction). Errors: as `wilson`."""
    low, high = wilson(count, of, confidence)
    other_low, other_high = wilson(other, other_of, confidence)
    one, two = count / of, other / other_of
    below = sqrt((one - low) ** 2 + (other_high - two) ** 2)
    above = sqrt((high - one) ** 2 + (two - other_low) ** 2)
    return one - two - below, one - two + above


def two_proportions(
    count: float, of: float, other: float, other_of: float, count_variance: float = 0.0
) -> float:
    """The two-sided p of "the same proportion in both": the pooled z (score) test.

    `count_variance` is added to each count's variance, for counts known only after rounding.
    Errors: as `wilson`.
    """
    _check(count, of)
    _check(other, other_of)
    pooled = (count + other) / (of + other_of)
    variance = pooled * (1 - pooled) * (1 / of + 1 / other_of)
    variance += count_variance * (1 / of**2 + 1 / other_of**2)
    if variance == 0:
        return 1.0
    return erfc(abs(count / of - other / other_of) / sqrt(2 * variance))


def benjamini_hochberg(values: Sequence[float], rate: float = 0.10) -> list[bool]:
    """For each p-value whether it is called a finding, with at most `rate` of findings false on average
    (Benjamini and Hochberg, J. R. Stat. Soc. B 57, 289-300, 1995)."""
    ranked = sorted(values)
    passing = [p for rank, p in enumerate(ranked, 1) if p <= rate * rank / len(ranked)]
    return [bool(passing) and p <= passing[-1] for p in values]


def _check(count: float, of: float) -> None:
    if not 0 <= count <= of or of == 0:
        raise ValueError("a proportion needs 0 <= count <= of, and of > 0")
