"""Two breakdowns on one page, laid over each other, give nobody away either.

They share their totals: from what the rows by age say of how many there are at all, a reader may subtract
in the rows by kind of home. For small councils every table is reckoned with that fits all that is printed of
both breakdowns at once: how many young people there are of each value, and how many of those were counted."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from portal.disclosure.counts import POPULATION, SAID, Breakdown, Cell, Paper, Period
from portal.disclosure.shown import Mark, Published, possible
from portal.listening.rules.hiding import printable

PERIOD = Period(date(2026, 7, 1), date(2026, 9, 30))
Size = tuple[int, int]
"""How many there are of a value, and how many of those were counted."""
SIZES: tuple[Size, ...] = tuple(
    (people, said) for people in (1, 3, 5, 6, 7, 9, 12) for said in (0, 2, 5, 6, 8) if said <= people
)


@dataclass(frozen=True)
class Reach:
    """Least and most of people, of those counted, and of the rest. What such bounds allow adds up value by
    value to just what the added bounds allow, so a whole breakdown is one of these too."""

    people: Size
    said: Size
    rest: Size

    def tight(self) -> Reach | None:
        """The same bounds, each as far as the other two let it reach; None when nothing fits."""
        (p0, p1), (s0, s1), (r0, r1) = self.people, self.said, self.rest
        p0, p1 = max(p0, s0 + r0), min(p1, s1 + r1)
        s0, s1 = max(s0, p0 - r1), min(s1, p1 - r0)
        r0, r1 = max(r0, p0 - s1), min(r1, p1 - s0)
        return None if p0 > p1 or s0 > s1 or r0 > r1 else Reach((p0, p1), (s0, s1), (r0, r1))

    def with_(self, other: Reach) -> Reach:
        def both(one: Size, two: Size) -> Size:
            return max(one[0], two[0]), min(one[1], two[1])

        return Reach(
            both(self.people, other.people), both(self.said, other.said), both(self.rest, other.rest)
        )


def _sum(parts: Sequence[Reach]) -> Reach:
    def added(sizes: list[Size]) -> Size:
        return sum(one[0] for one in sizes), sum(one[1] for one in sizes)

    return Reach(
        added([one.people for one in parts]),
        added([one.said for one in parts]),
        added([one.rest for one in parts]),
    )


def _paper(breakdowns: dict[str, Sequence[Size]]) -> Paper:
    made = tuple(
        Breakdown(
            by,
            {str(place): size[0] for place, size in enumerate(sizes)},
            {str(place): size[1] for place, size in enumerate(sizes)},
            lasting=False,
        )
        for by, sizes in breakdowns.items()
    )
    first = next(iter(breakdowns.values()))
    people, said = sum(size[0] for size in first), sum(size[1] for size in first)
    return Paper(period=PERIOD, population=people, said=said, themes={}, breakdowns=made)


def _reach(paper: Published, people: Cell, said: Cell, only: tuple[Cell, int] | None) -> Reach | None:
    def bounds(cell: Cell) -> Size:
        low, high = possible(paper.cells[cell], paper.rules)
        if only and only[0] == cell:
            return (only[1], only[1]) if low <= only[1] <= high else (1, 0)
        return low, high

    return Reach(bounds(people), bounds(said), (0, 10**6)).tight()


def _could_be(paper: Published, breakdowns: dict[str, Sequence[Size]], cell: Cell, number: int) -> bool:
    """Whether any table fits all that is printed and has just so many there."""
    whole = _reach(paper, POPULATION, SAID, (cell, number))
    for by, sizes in breakdowns.items():
        parts = [
            _reach(paper, POPULATION.of(by, str(place)), SAID.of(by, str(place)), (cell, number))
            for place in range(len(sizes))
        ]
        found = [part for part in parts if part]
        if whole is None or len(found) < len(parts):
            return False
        whole = whole.with_(_sum(found)).tight()
    return whole is not None and whole.tight() == whole


def _councils() -> Iterator[dict[str, Sequence[Size]]]:
    """By two values and by three, with the same totals."""
    by_total: dict[Size, list[tuple[Size, ...]]] = {}
    for some in itertools.combinations_with_replacement(SIZES, 2):
        by_total.setdefault((sum(s[0] for s in some), sum(s[1] for s in some)), []).append(some)
    for three in itertools.combinations_with_replacement(SIZES, 3):
        for two in by_total.get((sum(s[0] for s in three), sum(s[1] for s in three)), []):
            yield {"age": two, "home": three}


@pytest.mark.once
def test_no_small_cell_is_given_away_by_another_breakdown(request: pytest.FixtureRequest) -> None:
    wanted = list(_councils())
    assert len(wanted) > 2_000
    step = 1 if request.config.getoption("--drill") else 9  # the ninths hold two that one at a time gave away
    for breakdowns in wanted[::step]:
        paper = printable(_paper(breakdowns))
        for by, sizes in breakdowns.items():
            for (place, size), (what, which) in itertools.product(
                enumerate(sizes), ((POPULATION, 0), (SAID, 1))
            ):
                cell = what.of(by, str(place))
                if size[which] < 5:
                    assert paper.cells[cell].mark is not Mark.NUMBER
                    assert _could_be(paper, breakdowns, cell, 0), (breakdowns, cell)
                if paper.cells[cell].mark is not Mark.NUMBER:
                    could = (number for number in range(13) if _could_be(paper, breakdowns, cell, number))
                    assert len(list(itertools.islice(could, 2))) == 2, (breakdowns, cell)


@pytest.mark.once
def test_something_is_still_printed(request: pytest.FixtureRequest) -> None:
    """Hiding everything would be safe and of no use."""
    wanted = [one for one in _councils() if all(min(s) >= 5 for sizes in one.values() for s in sizes)]
    for breakdowns in wanted[::5]:
        assert all(shown.mark is Mark.NUMBER for shown in printable(_paper(breakdowns)).cells.values())


@pytest.mark.once
def test_a_whole_page_of_missing_voices_is_worked_out_at_once_and_mostly_printed() -> None:
    """Four hundred young people by seven things that are known of them, some of them rare."""
    dice = random.Random(7)
    spread = {"age": 4, "home": 6, "distance": 5, "language": 3, "ethnicity": 6, "faith": 10, "disability": 3}
    young = [
        {by: min(int(dice.expovariate(0.9)), many - 1) for by, many in spread.items()} for _ in range(400)
    ]
    silent = [[one for one in young if dice.random() < 0.5]]
    silent += [[one for one in silent[0] if dice.random() < 0.6]]
    silent += [[one for one in silent[1] if dice.random() < 0.5]]

    def count(by: str, who: list[dict[str, int]]) -> dict[str, int]:
        return {str(value): sum(one[by] == value for one in who) for value in range(spread[by])}

    names = ("months_6", "months_12")
    breakdowns = tuple(
        Breakdown(
            by,
            count(by, young),
            count(by, silent[0]),
            {name: count(by, who) for name, who in zip(names, silent[1:], strict=True)},
            lasting=False,
        )
        for by in spread
    )
    themes = {name: len(who) for name, who in zip(names, silent[1:], strict=True)}
    paper = Paper(period=PERIOD, population=400, said=len(silent[0]), themes=themes, breakdowns=breakdowns)
    shown = printable(paper, inside={"months_12": "months_6"}).cells
    large = [cell for cell, number in paper.cells().items() if number >= 5]
    printed = [cell for cell in large if shown[cell].mark is Mark.NUMBER]
    assert len(printed) > len(large) * 0.6
