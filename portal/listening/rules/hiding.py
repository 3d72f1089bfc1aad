"""Which numbers of a quarter may be printed. Pure.

`disclosure.publish` searches all tables that fit a paper, which takes minutes for a quarter with a dozen
teams; here the numbers are rounded to 5, each for itself, and one bound is kept for each breakdown: some
table fits all that is printed in which every small cell is 0 at once, in the row of all, of those heard among
them, and of each measure among those. Then no small cell can be told from nobody, whatever is subtracted.
Where none is found the smallest other number of the row is hidden, and reckoned with at no more than the true
size of its team, which readers may know. It does not reckon with two breakdowns laid over each other.
"""

from __future__ import annotations

from portal.disclosure.counts import POPULATION, SAID, Cell, Paper, rows
from portal.disclosure.shown import HIDDEN, Published, Rules, Shown, label, possible


def printable(paper: Paper, rules: Rules | None = None) -> Published:
    """The paper as it may be printed: rounded, small numbers and those that would give them away hidden."""
    rules, true = rules or Rules(), paper.cells()
    cells = {cell: label(count, rules, rounded=True) for cell, count in true.items()}
    while gone := _to_hide(true, cells, rules):
        cells |= dict.fromkeys(gone, HIDDEN)
    return Published(paper.period, cells, rules, paper.lasting)


def _to_hide(true: dict[Cell, int], cells: dict[Cell, Shown], rules: Rules) -> list[Cell]:
    """What to hide next: the smallest number beside small ones, or the total where only those are left."""
    tables: dict[str, _Table] = {}
    for total, parts in sorted(rows(cells), key=lambda row: (_depth(row[0]), row[0])):
        table = tables.setdefault(parts[0].by, _Table(true, cells, rules, parts[0].by))
        if table.takes(total, [one.value for one in parts]):
            continue
        numbers = [one for one in parts if cells[one].number is not None]
        if not numbers:
            return [total]
        return [min(numbers, key=lambda one: (true[one], one))]
    return []


def _depth(total: Cell) -> int:
    """All come first, then those heard among them, then each measure among those."""
    return 0 if total == POPULATION else 1 if total == SAID else 2


class _Table:
    """A table of one breakdown that fits what is printed, with every small cell at 0. It grows row by row,
    from all to measures; a row inside another may raise that one with it."""

    def __init__(self, true: dict[Cell, int], cells: dict[Cell, Shown], rules: Rules, by: str) -> None:
        self.true, self.cells, self.rules, self.by = true, cells, rules, by
        self.rows: dict[Cell, dict[str, int]] = {}

    def takes(self, total: Cell, values: list[str]) -> bool:
        """Whether a row can be added: its large cells as they are, raised until they make up its total."""
        row = {value: self._large(total, value) for value in values}
        self.rows[total] = row
        chain = [one for one in (POPULATION, SAID) if one in self.rows and _depth(one) < _depth(total)]
        short = possible(self.cells[total], self.rules)[0] - sum(row.values())
        for with_them in (
            [],
            *([one] for one in reversed(chain)),
            chain,
        ):  # first what costs the others nothing
            for value in values:
                while short > 0 and row[value] and self._raise([*with_them, total], value):
                    short -= 1
        return short <= 0

    def _large(self, total: Cell, value: str) -> int:
        count = self.true[total.of(self.by, value)]
        return count if count >= self.rules.threshold else 0

    def _raise(self, together: list[Cell], value: str) -> bool:
        """One more of this value in all of these rows, if all of them and those around them allow it."""
        for total in together:
            outer = next(
                (one for one in (SAID, POPULATION) if one in self.rows and _depth(one) < _depth(total)), None
            )
            if outer and outer not in together and self.rows[outer][value] <= self.rows[total][value]:
                return False
            if self.rows[total][value] >= self._most(total, value):
                return False
            if (
                total is not together[-1]
                and sum(self.rows[total].values()) >= possible(self.cells[total], self.rules)[1]
            ):
                return False
        for total in together:
            self.rows[total][value] += 1
        return True

    def _most(self, total: Cell, value: str) -> int:
        shown = self.cells[total.of(self.by, value)]
        size = self.true[POPULATION.of(self.by, value)]
        return size if shown == HIDDEN else possible(shown, self.rules)[1]
