"""What earlier papers ask of a new one: print the same again, and do not contradict.

A period's numbers are frozen when they are published. A later print of the same period says the same, so
that the two cannot be subtracted; if the counts have moved since, the later print adds nothing new. A count
that contradicts an earlier paper (themes were corrected, somebody's words were erased) is hidden, because
readers would draw false conclusions from the two, and because what changed is itself about a few people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from portal.disclosure import periods
from portal.disclosure.counts import Cell, Period
from portal.disclosure.knowledge import shared
from portal.disclosure.shown import Published, Range, Shown, possible


def frozen(period: Period, register: Sequence[Published]) -> dict[Cell, Shown]:
    """The cells already printed for exactly this period, as they were printed first."""
    found: dict[Cell, Shown] = {}
    for paper in register:
        if paper.period == period:
            found = {**paper.cells, **found}
    return found


def have_moved(true: Mapping[Cell, int], kept: Mapping[Cell, Shown], paper: Published) -> bool:
    """Whether a count no longer fits the label it was printed with."""
    ranges = ((count, possible(kept[cell], paper.rules)) for cell, count in true.items() if cell in kept)
    return any(not low <= count <= high for count, (low, high) in ranges)


def contradicting(draft: Published, true: Mapping[Cell, int], register: Sequence[Published]) -> set[Cell]:
    """Cells whose true count cannot stand beside what earlier papers say of the periods around."""
    papers = [draft, *register]
    spans = [paper.period for paper in papers]

    def ranges(places: tuple[int, ...], cell: Cell) -> Range:
        each = [
            (true[cell], true[cell]) if n == 0 else possible(papers[n].cells[cell], papers[n].rules)
            for n in places
        ]
        return sum(low for low, _ in each), sum(high for _, high in each)

    # each link is (fewer, more, cells): the people in the first cannot outnumber those in the second together
    links: list[tuple[tuple[int, ...], tuple[int, ...], list[Cell]]] = [
        ((inner,), (outer,), shared(papers[outer], papers[inner]))
        for inner, outer in periods.nested(spans)
        if spans[inner] != spans[outer]
    ]
    links += [
        ((covered,), covering, shared(papers[covered], *(papers[n] for n in covering)))
        for covered, covering in periods.covers(spans)
    ]
    return {
        cell
        for fewer, more, cells in links
        if 0 in fewer + more
        for cell in cells
        if ranges(fewer, cell)[0] > ranges(more, cell)[1]
    }
