"""Which numbers of a quarter may be printed. Pure.

`disclosure.publish` searches all tables that fit a paper, which takes minutes for a quarter with a dozen
teams; here the numbers are rounded to 5, each for itself, and one bound is kept: in every row that adds up to
a printed total, all the small cells could be 0 at once. Then no small cell can be told from nobody, whatever
is subtracted. Where the bound fails, the smallest other group is hidden with all its numbers, and reckoned
with at its true size, which readers who know the teams know.
"""

from __future__ import annotations

from portal.disclosure.counts import POPULATION, Cell, Paper, rows
from portal.disclosure.shown import HIDDEN, Published, Rules, Shown, label, possible


def printable(paper: Paper, rules: Rules | None = None) -> Published:
    """The paper as it may be printed: rounded, small numbers and those that would give them away hidden."""
    rules, true = rules or Rules(), paper.cells()
    cells = {cell: label(count, rules, rounded=True) for cell, count in true.items()}
    while gone := _to_hide(true, cells, rules):
        cells |= dict.fromkeys(gone, HIDDEN)
    return Published(paper.period, cells, rules, paper.lasting)


def _to_hide(true: dict[Cell, int], cells: dict[Cell, Shown], rules: Rules) -> list[Cell]:
    """What to hide next: the smallest group beside small ones, or the total where only those are left."""

    def size(cell: Cell) -> int:
        return true[POPULATION.of(cell.by, cell.value)]

    for total, parts in rows(cells):
        numbers = [one for one in parts if cells[one].number is not None]
        most = sum(possible(cells[one], rules)[1] for one in numbers)
        most += sum(size(one) for one in parts if cells[one] == HIDDEN)
        if len(numbers) == len(parts) or possible(cells[total], rules)[0] <= most:
            continue
        if not numbers:
            return [total]
        least = min(numbers, key=lambda one: (size(one), one))
        return [cell for cell in cells if (cell.by, cell.value) == (least.by, least.value)]
    return []
