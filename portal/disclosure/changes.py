"""Up, down, no clear change, or too few to tell: this period beside the four quarters before it.

Only printed numbers go in, so a word about change tells nothing that the numbers beside it do not. The price
is rounding, whose variance ((25 - 1) / 12 = 2 for numbers rounded to 5) is added in the test. Some people
speak in both periods; that makes the two proportions move together and the test more careful than it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.disclosure.counts import SAID, Cell, What
from portal.disclosure.intervals import benjamini_hochberg, newcombe, two_proportions
from portal.disclosure.shown import Published, Reason


class Change(StrEnum):
    """What may be said; also the key of the words."""

    UP = "up"
    DOWN = "down"
    NO_CLEAR_CHANGE = "no_clear_change"
    TOO_FEW = "too_few_to_tell"


@dataclass(frozen=True, slots=True)
class Telling:
    """`rate`: share of false alarms accepted among ups and downs. `confidence`: of the interval that must
    leave out 0 for them, and lie within `within` (a difference of proportions) either side of 0 for "no
    clear change": a wider one means too few to tell."""

    rate: float = 0.10
    confidence: float = 0.90
    within: float = 0.20


def changes(now: Published, before: Published, telling: Telling | None = None) -> dict[str, Change]:
    """What may be said of each theme of `now`, by its key: its share of those who said something, beside
    that in `before`. Where any of the four numbers is not printed: too few to tell."""
    telling = telling or Telling()
    themes = [cell for cell in now.cells if cell.what is What.THEME and cell.is_total]
    said: dict[str, Change] = {cell.name: Change.TOO_FEW for cell in themes}
    numbers = {cell.name: found for cell in themes if (found := _numbers(now, before, cell))}
    variance = (_variance(now) + _variance(before)) / 2
    tests = [two_proportions(*four, count_variance=variance) for four in numbers.values()]
    for (theme, four), is_finding in zip(
        numbers.items(), benjamini_hochberg(tests, telling.rate), strict=True
    ):
        said[theme] = _say(four, is_finding, telling)
    return said


def _say(four: tuple[int, int, int, int], is_finding: bool, telling: Telling) -> Change:
    low, high = newcombe(*four, telling.confidence)
    if is_finding and low > 0:
        return Change.UP
    if is_finding and high < 0:
        return Change.DOWN
    if -telling.within <= low and high <= telling.within:
        return Change.NO_CLEAR_CHANGE
    return Change.TOO_FEW


def _numbers(now: Published, before: Published, theme: Cell) -> tuple[int, int, int, int] | None:
    found = [
        paper.cells[cell].number for paper in (now, before) for cell in (theme, SAID) if cell in paper.cells
    ]
    one, of, other, other_of = (*found, None, None, None, None)[:4]
    if one is None or of is None or other is None or other_of is None:
        return None
    # both rounded up, a part can seem one step larger than its whole
    return min(one, of), of, min(other, other_of), other_of


def _variance(paper: Published) -> float:
    is_rounded = any(shown.reason is Reason.ROUNDED for shown in paper.cells.values())
    return (paper.rules.base**2 - 1) / 12 if is_rounded else 0.0
