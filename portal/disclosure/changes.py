"""Up, down, no clear change, or too few to tell: this period beside the quarters before it.

A quarter is compared with an average quarter, never with a year: in a year everybody has four times as long
to speak of a theme, so that every quarter would look like a fall. The average stands in the test as one
quarter, not as four, because many of the same young people speak in each; that makes the test more careful
than it says.

Only printed numbers go in, so a word about change tells nothing that the numbers do not. The price is
rounding, whose variance ((25 - 1) / 12 = 2 for numbers rounded to 5) is added in the test; and "fewer than 5"
stands for whichever of 0 to 4 speaks against a change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.disclosure.counts import SAID, Cell, What
from portal.disclosure.intervals import benjamini_hochberg, newcombe, two_proportions
from portal.disclosure.shown import Mark, Published, Reason

Span = tuple[float, float]


class Change(StrEnum):
    """What may be said; also the key of the words."""

    UP = "up"
    DOWN = "down"
    NO_CLEAR_CHANGE = "no_clear_change"
    TOO_FEW = "too_few_to_tell"


@dataclass(frozen=True)
class Telling:
    """`rate`: share of false alarms accepted among ups and downs. `confidence`: of the interval that must
    leave out 0 for them, and lie within `within` (a difference of proportions) either side of 0 for "no
    clear change": a wider one means too few to tell."""

    rate: float = 0.10
    confidence: float = 0.90
    within: float = 0.20


@dataclass(frozen=True)
class Beside:
    """A theme now and in an average quarter before, with those who said something: counts, least and most."""

    now: Span
    of: float
    before: Span
    before_of: float

    def farthest_from(self, change: Change) -> tuple[float, float, float, float]:
        """The four numbers that speak most against this change."""
        up = change is Change.UP
        one, other = self.now[0 if up else 1], self.before[1 if up else 0]
        return min(one, self.of), self.of, min(other, self.before_of), self.before_of


def changes(
    now: Published, quarters: Sequence[Published], telling: Telling | None = None
) -> dict[str, Change]:
    """What may be said of each theme of `now`, by its key: its share of those who said something, beside
    that in an average one of `quarters`. Without them, or where a number is hidden: too few to tell."""
    telling, quarters = telling or Telling(), usable(quarters)
    themes = [cell.name for cell in now.cells if cell.what is What.THEME and cell.is_total]
    said: dict[str, Change] = dict.fromkeys(themes, Change.TOO_FEW)
    found = {theme: four for theme in themes if (four := beside(now, quarters, theme))}
    variance = max((_variance(paper) for paper in (now, *quarters)), default=0.0)
    tests = [
        max(two_proportions(*four.farthest_from(way), count_variance=variance) for way in _ways(four))
        for four in found.values()
    ]
    for (theme, four), is_finding in zip(found.items(), benjamini_hochberg(tests, telling.rate), strict=True):
        said[theme] = _say(four, is_finding, telling)
    return said


def usable(quarters: Sequence[Published]) -> list[Published]:
    """Of the quarters before, newest first, those up to the first that does not print how many spoke: a
    quarter in which hardly anybody did (before there was this service) is nothing to compare with."""
    found: list[Published] = []
    for paper in quarters:
        if _number(paper) is None:
            break
        found.append(paper)
    return found


def beside(now: Published, quarters: Sequence[Published], theme: str) -> Beside | None:
    """A theme's numbers now and in an average quarter; None where one of them is not known well enough."""
    cell = Cell(What.THEME, theme)
    of, before_of = _number(now), [_number(paper) for paper in quarters]
    spans = [_span(paper, cell) for paper in (now, *quarters)]
    if not quarters or of is None or None in before_of or None in spans:
        return None
    first, *rest = [span for span in spans if span]
    least, most = (sum(span[side] for span in rest) / len(rest) for side in (0, 1))
    return Beside(first, of, (least, most), sum(each for each in before_of if each) / len(quarters))


def _ways(four: Beside) -> list[Change]:
    """The change the numbers lean to; both where "fewer than 5" leaves it open."""
    leans = [
        way
        for way, sign in ((Change.UP, 1), (Change.DOWN, -1))
        if sign * _difference(four.farthest_from(way)) > 0
    ]
    return leans or [Change.UP, Change.DOWN]


def _difference(four: tuple[float, float, float, float]) -> float:
    one, of, other, other_of = four
    return one / of - other / other_of


def _say(four: Beside, is_finding: bool, telling: Telling) -> Change:
    low, _ = newcombe(*four.farthest_from(Change.UP), telling.confidence)
    _, high = newcombe(*four.farthest_from(Change.DOWN), telling.confidence)
    if is_finding and low > 0:
        return Change.UP
    if is_finding and high < 0:
        return Change.DOWN
    if -telling.within <= low and high <= telling.within:
        return Change.NO_CLEAR_CHANGE
    return Change.TOO_FEW


def _number(paper: Published) -> float | None:
    shown = paper.cells.get(SAID)
    return None if shown is None else shown.number


def _span(paper: Published, cell: Cell) -> Span | None:
    shown = paper.cells.get(cell)
    if shown is None or shown.mark is Mark.HIDDEN:
        return None
    if shown.number is None:
        return 0.0, float(paper.rules.threshold - 1)
    return float(shown.number), float(shown.number)


def _variance(paper: Published) -> float:
    is_rounded = any(shown.reason is Reason.ROUNDED for shown in paper.cells.values())
    return (paper.rules.base**2 - 1) / 12 if is_rounded else 0.0
