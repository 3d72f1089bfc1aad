"""All that a member can reason with: what is printed in every paper, and the rules printed beside it.

Written from the words on the pages, sharing nothing with `knowledge`: a number stands for 5 or more and was
rounded to 5, "fewer than 5" for 0 to 4, parts add up, nobody is in a theme without having said something,
and a young person who is counted in a quarter is counted in the year around it. Numbers in care may be known
to a member from elsewhere (`insider`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations

from portal.disclosure.counts import Cell, Paper, Period, What
from portal.disclosure.shown import Mark, Published, Reason

UNBOUNDED = 20_000
Rule = tuple[tuple[int, ...], tuple[int, ...]]
"""Numbers of counts: those on the left add up to those on the right."""


@dataclass
class Facts:
    """Each count that is asked about, from `low` to `high`, and the `rules` between counts.

    `near` is a table to start a search from; the judge puts the true one there, a member would guess.
    `known` are counts that a member has from elsewhere or that are nobody's.
    """

    names: list[str] = field(default_factory=list)
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    near: list[int] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    known: set[int] = field(default_factory=set)
    at: dict[tuple[int, Cell], int] = field(default_factory=dict)

    def add(self, name: str, low: int, high: int, near: int) -> int:
        self.names.append(name)
        self.low.append(low)
        self.high.append(high)
        self.near.append(near)
        return len(self.names) - 1

    def no_more_than(self, fewer: int, more: tuple[int, ...], name: str, *, known: bool = False) -> int:
        """`fewer` people are all among `more`; those left over are a count like any other, returned."""
        rest = self.add(name, 0, UNBOUNDED, max(0, sum(self.near[each] for each in more) - self.near[fewer]))
        self.rules.append((more, (fewer, rest)))
        if known:
            self.known.add(rest)
        return rest

    def rests_add_up(self, rests: Mapping[Cell, int], paper: Published) -> None:
        """Where parts add up on both sides of "left over", so does what is left over. It follows from the
        rules that are there and saves a search most of its steps."""
        for total, parts in adding_up(paper):
            if total in rests and parts and all(part in rests for part in parts):
                self.rules.append(((rests[total],), tuple(rests[part] for part in parts)))


def adding_up(paper: Published) -> list[tuple[Cell, list[Cell]]]:
    """Totals with the parts that add up to them: by each filter, and the verdicts."""
    filters = {cell.by for cell in paper.cells if cell.by}
    found = [
        (total, [c for c in paper.cells if (c.what, c.name, c.by) == (total.what, total.name, by)])
        for total in paper.cells
        if not total.by
        for by in filters
    ]
    found.append((Cell(What.ANSWERED), [cell for cell in paper.cells if cell.what is What.VERDICT]))
    return [(total, parts) for total, parts in found if parts]


def printed(paper: Published, cell: Cell) -> tuple[int, int]:
    """The least and the most that may stand behind what is printed."""
    shown = paper.cells[cell]
    if shown.mark is Mark.HIDDEN:
        return 0, UNBOUNDED
    if shown.mark is Mark.FEWER:
        return 0, 4
    number = shown.number or 0
    return (number, number) if shown.reason is Reason.TRUE_NUMBER else (max(5, number - 2), number + 2)


def read(papers: Sequence[Published], true: Sequence[Paper] | None = None, *, insider: bool = False) -> Facts:
    """Everything printed and every rule. With `insider` the numbers in care are taken from `true`."""
    facts = Facts()
    counts = [each.cells() for each in true] if true else [{} for _ in papers]
    for place, (paper, real) in enumerate(zip(papers, counts, strict=True)):
        _add_cells(facts, place, paper, real, insider=insider)
        _add_within(facts, place, paper)
    _add_between(facts, papers)
    return facts


def _add_cells(
    facts: Facts, place: int, paper: Published, true: Mapping[Cell, int], *, insider: bool
) -> None:
    for cell in paper.cells:
        low, high = printed(paper, cell)
        near = true.get(cell, low if high == UNBOUNDED else (low + high) // 2)
        assert low <= near <= high, f"{cell} is printed wrongly"
        told = insider and cell.what is What.POPULATION
        nobody = insider and true.get(Cell(What.POPULATION, "", cell.by, cell.value)) == 0
        number = facts.add(
            f"{place}: {' '.join(part for part in (cell.what, cell.name, cell.by, cell.value) if part)}",
            near if told else low,
            near if told else high,
            near,
        )
        facts.at[place, cell] = number
        if told or nobody:
            facts.known.add(number)


def _add_within(facts: Facts, place: int, paper: Published) -> None:
    at: Callable[[Cell], int] = lambda cell: facts.at[place, cell]  # noqa: E731  # a word for short lines
    for total, parts in adding_up(paper):
        facts.rules.append(((at(total),), tuple(map(at, parts))))
    among = {What.THEME: What.SAID, What.SAID: What.POPULATION, What.ANSWERED: What.POPULATION}
    rests = {}
    for cell in paper.cells:
        if cell.what in among:
            whole = Cell(among[cell.what], "", cell.by, cell.value)
            name = f"{facts.names[at(cell)]} left out"
            rests[cell] = facts.no_more_than(at(cell), (at(whole),), name, known=at(cell) in facts.known)
    facts.rests_add_up(rests, paper)


def _add_between(facts: Facts, papers: Sequence[Published]) -> None:
    spans = [paper.period for paper in papers]
    for one, two in combinations(range(len(spans)), 2):
        if spans[one] == spans[two]:
            for cell in papers[one].cells.keys() & papers[two].cells.keys():
                facts.rules.append(((facts.at[one, cell],), (facts.at[two, cell],)))
    for place, span in enumerate(spans):
        # a period printed again is bound to the first print already
        for others in _covering(span, spans) if spans.index(span) == place else ():
            # whose last verdict it was is known only where no later verdict can hide behind it
            if len(others) == 1:
                last_too = spans[others[0]].last == span.last
            else:
                last_too = all(spans[n].last <= span.last for n in others)
            rests: dict[Cell, int] = {}
            for cell in papers[place].cells:
                if cell.by or not all(cell in papers[n].cells for n in others):
                    continue
                if cell.what is not What.VERDICT or last_too:
                    name = f"{facts.names[facts.at[place, cell]]} beside {others}"
                    more = tuple(facts.at[n, cell] for n in others)
                    told = cell.what is What.POPULATION and facts.at[place, cell] in facts.known
                    rests[cell] = facts.no_more_than(facts.at[place, cell], more, name, known=told)
            facts.rests_add_up(rests, papers[place])


def _covering(span: Period, spans: Sequence[Period]) -> list[tuple[int, ...]]:
    """The smallest sets of other periods that leave out no day of this one."""
    others = [
        n for n, each in enumerate(spans) if each != span and each.overlaps(span) and spans.index(each) == n
    ]
    found: list[tuple[int, ...]] = []
    for size in (1, 2, 3):
        for some in combinations(others, size):
            if not any(set(one) <= set(some) for one in found) and _cover(span, [spans[n] for n in some]):
                found.append(some)
    return found


def _cover(span: Period, some: Sequence[Period]) -> bool:
    day = span.first
    for each in sorted(some):
        if each.first <= day <= each.last:
            day = each.last + timedelta(days=1)
    return day > span.last
