"""All that a reader knows: each printed cell as a range, and every sum that must hold between cells.

A reader is taken to have every paper and filter, to know these sums, and (`insider`) to know from elsewhere
the exact number of young people in care in each group. "Part of" is written as a sum too, with what is left
over as a cell of its own, because what is left over is as secret as what is shown: 22 of 24 who said
something is also 2 who did not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portal.disclosure import periods, solver
from portal.disclosure.counts import Cell, What, rows, whole_of
from portal.disclosure.shown import CEILING, Published, Range, possible

Place = tuple[int, Cell]
# whoever is counted in a part of a period is counted in the whole; a last verdict need not be the last then
_GROWING = frozenset({What.POPULATION, What.SAID, What.THEME, What.ANSWERED})


@dataclass(frozen=True, slots=True)
class Knowledge:
    """`places` numbers the cells of each paper. `secrets` are the variables that must not be found out, each
    with the cells it hangs on and the threshold it is held to."""

    system: solver.System
    places: Mapping[Place, int]
    secrets: Mapping[int, tuple[Place, ...]]
    thresholds: Mapping[int, int]
    near: tuple[int, ...]


@dataclass(slots=True)
class _Build:
    least: list[int] = field(default_factory=list)
    most: list[int] = field(default_factory=list)
    near: list[int] = field(default_factory=list)
    sums: list[solver.Sum] = field(default_factory=list)
    places: dict[Place, int] = field(default_factory=dict)
    secrets: dict[int, tuple[Place, ...]] = field(default_factory=dict)
    thresholds: dict[int, int] = field(default_factory=dict)

    def add(self, known: Range, near: int) -> int:
        self.least.append(known[0])
        self.most.append(known[1])
        self.near.append(near)
        return len(self.least) - 1

    def keep(self, variable: int, places: tuple[Place, ...], threshold: int) -> None:
        self.secrets[variable] = places
        self.thresholds[variable] = threshold

    def left_over(self, whole: int, parts: tuple[int, ...]) -> int:
        """What the whole has beyond these parts: a new variable."""
        rest = self.add((0, CEILING), max(0, self.near[whole] - sum(self.near[part] for part in parts)))
        self.sums.append((whole, (*parts, rest)))
        return rest


def of(
    papers: Sequence[Published], true: Mapping[Cell, int], *, insider: bool, fill: int = CEILING
) -> Knowledge:
    """What follows from the papers; the first is the one being prepared, and `true` its true counts.

    True counts serve as a first guess for the search and for what an insider knows (the population), never
    otherwise: what is decided follows from what a reader sees. `fill` bounds what nothing else bounds.
    """
    build = _Build()
    for place, paper in enumerate(papers):
        _add_cells(build, place, paper, true if place == 0 else {}, insider=insider)
        _add_inside(build, place, paper)
    _add_between(build, papers)
    least = [min(a, fill) for a in build.least]
    most = [min(b, fill) for b in build.most]
    ready = solver.system(least, most, build.sums)
    return Knowledge(ready, build.places, build.secrets, build.thresholds, tuple(build.near))


def _add_cells(
    build: _Build, place: int, paper: Published, true: Mapping[Cell, int], *, insider: bool
) -> None:
    for cell, shown in paper.cells.items():
        known = possible(shown, paper.rules)
        near = true.get(cell, (known[0] + min(known[1], 2 * known[0] + 4)) // 2)
        is_given = insider and place == 0 and cell.what is What.POPULATION
        if is_given:
            known = (near, near)
        variable = build.places[place, cell] = build.add(known, near)
        empty = insider and true.get(Cell(What.POPULATION, "", cell.by, cell.value)) == 0
        if not is_given and not empty:
            build.keep(variable, ((place, cell),), paper.rules.threshold)


def _add_inside(build: _Build, place: int, paper: Published) -> None:
    at = build.places
    for total, parts in rows(paper.cells):
        build.sums.append((at[place, total], tuple(at[place, part] for part in parts)))
    for cell in paper.cells:
        whole = whole_of(cell)
        if whole is None or whole not in paper.cells or cell.what is What.VERDICT:
            continue
        rest = build.left_over(at[place, whole], (at[place, cell],))
        if at[place, cell] in build.secrets:
            build.keep(rest, ((place, cell), (place, whole)), paper.rules.threshold)
    if paper.everyone_has_a_theme:
        for said in [cell for cell in paper.cells if cell.what is What.SAID]:
            _add_themes_reach(build, place, paper, said)


def _add_themes_reach(build: _Build, place: int, paper: Published, said: Cell) -> None:
    """Everybody who said something is in a theme, so the themes together are at least as many."""
    themes = [
        n
        for (p, cell), n in build.places.items()
        if p == place and cell.what is What.THEME and (cell.by, cell.value) == (said.by, said.value)
    ]
    named = {cell.name for cell in paper.cells if cell.what is What.THEME}
    if themes and len(themes) == len(named):
        both = build.add((0, CEILING), sum(build.near[n] for n in themes))
        build.sums.append((both, tuple(themes)))
        build.left_over(both, (build.places[place, said],))


def _add_between(build: _Build, papers: Sequence[Published]) -> None:
    spans = [paper.period for paper in papers]
    for inner, outer in periods.nested(spans):
        for cell in shared(papers[outer], papers[inner]):
            _add_link(build, papers, cell, outer, (inner,), same=spans[inner] == spans[outer])
    for covered, covering in periods.covers(spans):
        for cell in shared(papers[covered], *(papers[n] for n in covering)):
            _add_link(build, papers, cell, covered, covering, same=False)


def _add_link(
    build: _Build, papers: Sequence[Published], cell: Cell, place: int, others: tuple[int, ...], *, same: bool
) -> None:
    one = build.places[place, cell]
    rest = tuple(build.places[n, cell] for n in others)
    if same:
        build.sums.append((one, rest))
        return
    hangs_on = tuple((n, cell) for n in (place, *others))
    if len(others) == 1:
        spare = build.left_over(one, rest)
    else:
        # all of the covering papers together count the covered one, and some people more than once
        together = build.add((0, CEILING), sum(build.near[n] for n in rest))
        build.sums.append((together, rest))
        spare = build.left_over(together, (one,))
    # who came into care or left it is no young person's word, and those who know the numbers know it
    if cell.what is not What.POPULATION:
        build.keep(spare, hangs_on, max(papers[n].rules.threshold for n in (place, *others)))


def shared(whole: Published, *parts: Published) -> list[Cell]:
    """The cells of a period that can be laid beside those of periods within it, or that together hold it.

    Somebody's last verdict of a part is their last of the whole only if the part ends with the whole; and
    their last of the whole is their last of a part only if the part goes on no longer.
    """
    papers = (whole, *parts)
    lasting = frozenset.intersection(*(paper.lasting for paper in papers))
    alone = len(parts) == 1
    ends_alike = all(
        part.period.last == whole.period.last if alone else part.period.last <= whole.period.last
        for part in parts
    )
    kinds = _GROWING | {What.VERDICT} if ends_alike else _GROWING
    return [
        cell
        for cell in whole.cells
        if cell.what in kinds
        and (cell.is_total or cell.by in lasting)
        and all(cell in paper.cells for paper in papers)
    ]
