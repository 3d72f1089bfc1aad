"""The statistics against the figures printed in the papers they come from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.disclosure.intervals import benjamini_hochberg, newcombe, two_proportions, wilson

# Newcombe 1998 (one proportion), table I, method 3
ONE = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
# Newcombe 1998 (difference), table II, method 10
TWO = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0),
]
# Benjamini and Hochberg 1995, section 4: 15 hypotheses, four rejected at 5%
P = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528]
P += [0.7590, 1.0]
COUNTS = st.integers(1, 300).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(("count", "of", "low", "high"), ONE)
def test_wilson_as_published(count: int, of: int, low: float, high: float) -> None:
    assert wilson(count, of) == pytest.approx((low, high), abs=0.00006)


@pytest.mark.parametrize(("a", "m", "b", "n", "low", "high"), TWO)
def test_newcombe_as_published(a: int, m: int, b: int, n: int, low: float, high: float) -> None:
    assert newcombe(a, m, b, n) == pytest.approx((low, high), abs=0.00006)


def test_benjamini_hochberg_as_published() -> None:
    assert benjamini_hochberg(P, 0.05) == [True] * 4 + [False] * 11
    assert benjamini_hochberg([], 0.1) == []
    # a later pass carries an earlier failure: 0.04 > 0.025, but 0.05 <= 0.05
    assert benjamini_hochberg([0.04, 0.05], 0.05) == [True, True]


def test_two_proportions_of_the_physicians_health_study() -> None:
    # 189 of 11034 and 104 of 11037: z = 5.00 (Agresti, Introduction to Categorical Data Analysis)
    assert two_proportions(189, 11034, 104, 11037) == pytest.approx(5.7e-7, rel=0.05)
    assert two_proportions(0, 10, 0, 20) == 1.0


@given(COUNTS, COUNTS)
def test_intervals_hold_their_estimate_and_turn_round(one: tuple[int, int], two: tuple[int, int]) -> None:
    low, high = newcombe(*one, *two)
    assert low - 1e-9 <= one[0] / one[1] - two[0] / two[1] <= high + 1e-9
    assert newcombe(*two, *one) == pytest.approx((-high, -low))
    assert two_proportions(*one, *two) == pytest.approx(two_proportions(*two, *one))
    assert two_proportions(*one, *two, count_variance=2) >= two_proportions(*one, *two) - 1e-12 or (
        two_proportions(*one, *two) == 1.0
    )


@pytest.mark.parametrize(("count", "of"), [(1, 0), (-1, 5), (6, 5)])
def test_what_is_no_proportion_is_refused(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="proportion"):
        wilson(count, of)
