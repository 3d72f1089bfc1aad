"""Which numbers of a quarter may be printed. Pure.

`disclosure.publish` searches all tables that fit a paper, which takes minutes for a quarter with a dozen
teams; here the numbers are rounded to 5, each for itself, and one bound is kept for the whole paper: some set
of tables, one for each breakdown and all with the same totals, fits all that is printed and has 0 in every
small cell at once: in the row of all, of those heard among them, and of each measure among those. Then no
small cell can be told from nobody, whatever is subtracted, from whichever breakdown. Where no such tables are
found the smallest other number of the row is hidden, and reckoned with at no more than the true size of its
team, which readers may know.
"""

from __future__ import annotations

from collections.abc import Mapping

from portal.disclosure.counts import POPULATION, SAID, Cell, Paper, What, rows
from portal.disclosure.shown import HIDDEN, Published, Rules, Shown, label, possible


def printable(
    paper: Paper, rules: Rules | None = None, *, inside: Mapping[str, str] | None = None
) -> Published:
    """The paper as it may be printed: rounded, small numbers and those that would give them away hidden.
    `inside`: measures all of whose people another measure has too; any other stands in those heard only."""
    rules, true = rules or Rules(), paper.cells()
    cells = {cell: label(count, rules, rounded=True) for cell, count in true.items()}
    while gone := _to_hide(true, cells, rules, inside or {}):
        cells[gone] = HIDDEN
    return Published(paper.period, cells, rules, paper.lasting)


def _to_hide(
    true: dict[Cell, int], cells: dict[Cell, Shown], rules: Rules, inside: Mapping[str, str]
) -> Cell | None:
    """What to hide next: the smallest number beside small ones; the total where only those are left; where
    that is hidden too, the smallest number of the breakdown that says how large it must be."""
    tables: dict[str, _Table] = {}
    for total, parts in rows(cells):
        if parts[0].by:
            table = tables.setdefault(parts[0].by, _Table(true, cells, rules, parts[0].by, inside))
            table.values[total] = [one.value for one in parts]
    for table in tables.values():
        table.begin()
    fails = _where_none_fit(list(tables.values()), cells, rules, inside)
    if fails is None:
        return None
    total, table, fullest = fails
    return (
        table.smallest(total)
        or (total if cells[total].number is not None else None)
        or fullest.smallest(total, or_inner=True)
        or min((one for one in cells if cells[one].number is not None), key=lambda one: (true[one], one))
    )


def _where_none_fit(
    tables: list[_Table], cells: Mapping[Cell, Shown], rules: Rules, inside: Mapping[str, str]
) -> tuple[Cell, _Table, _Table] | None:
    """Raises the tables until all have the same totals, none below what is printed. Otherwise: which total
    cannot be made up, by which table, and which says that it must be so large."""
    totals = {one for table in tables for one in table.values}
    in_order = sorted(totals, key=lambda one: (len(_outer(one, inside)), one))
    moved = True
    while moved:
        moved = False
        for total in in_order:
            theirs = [table for table in tables if total in table.rows]
            wanted = max(possible(cells[total], rules)[0], *(table.sum(total) for table in theirs))
            for table in theirs:
                if table.sum(total) < wanted:
                    moved = True
                    if not table.reaches(total, wanted):
                        return total, table, max(theirs, key=lambda one: one.sum(total))
    return None


def _outer(total: Cell, inside: Mapping[str, str]) -> list[Cell]:
    """The totals that this one's people are part of, the nearest first."""
    if total == POPULATION:
        return []
    if total == SAID:
        return [POPULATION]
    outer = inside.get(total.name)
    nearest = Cell(What.THEME, outer) if outer else SAID
    return [nearest, *_outer(nearest, inside)]


class _Table:
    """A table of one breakdown that fits what is printed, with every small cell at 0: each number as low as
    may be at first, and raised from there. A row inside another may raise that one with it."""

    def __init__(
        self,
        true: dict[Cell, int],
        cells: dict[Cell, Shown],
        rules: Rules,
        by: str,
        inside: Mapping[str, str],
    ) -> None:
        self.true, self.cells, self.rules, self.by, self.inside = true, cells, rules, by, inside
        self.values: dict[Cell, list[str]] = {}
        self.rows: dict[Cell, dict[str, int]] = {}
        self.around: dict[Cell, list[Cell]] = {}

    def begin(self) -> None:
        """The least that is printed; of a row around another no less than of that one."""
        for total, values in self.values.items():
            self.rows[total] = {value: self._least(total, value) for value in values}
            self.around[total] = [one for one in _outer(total, self.inside) if one in self.values]
        for total in sorted(self.rows, key=lambda one: -len(self.around[one])):
            for around in self.around[total]:
                for value, count in self.rows[total].items():
                    self.rows[around][value] = max(self.rows[around][value], count)

    def sum(self, total: Cell) -> int:
        return sum(self.rows[total].values())

    def reaches(self, total: Cell, wanted: int) -> bool:
        """Whether the row can be raised so far; what costs other rows nothing comes first."""
        short, chain = wanted - self.sum(total), self.around[total]
        for many in range(len(chain) + 1):
            together = [total, *chain[:many]]
            for value in self.rows[total]:
                if short > 0 and (more := min(short, self._room(together, value))) > 0:
                    short -= more
                    for row in together:
                        self.rows[row][value] += more
        return short <= 0

    def smallest(self, total: Cell, *, or_inner: bool = False) -> Cell | None:
        """The smallest number that is printed in the row; `or_inner`: else in any row inside it."""
        wanted = [total, *(one for one in self.rows if or_inner and total in self.around[one])]
        for row in wanted:
            parts = [row.of(self.by, value) for value in self.values[row]]
            printed = [one for one in parts if self.cells[one].number is not None]
            if printed:
                return min(printed, key=lambda one: (self.true[one], one))
        return None

    def _least(self, total: Cell, value: str) -> int:
        """A small cell is 0 whatever else; a hidden one may be as well."""
        shown = self.cells[total.of(self.by, value)]
        return 0 if shown.number is None else possible(shown, self.rules)[0]

    def _room(self, together: list[Cell], value: str) -> int:
        """How many more of this value all of these rows allow at once, and those around them."""
        room = [self._most(total, value) - self.rows[total][value] for total in together]
        room += [possible(self.cells[one], self.rules)[1] - self.sum(one) for one in together[1:]]
        outermost = together[-1]
        for around in self.around[outermost][:1]:
            room.append(self.rows[around][value] - self.rows[outermost][value])
        return min(room)

    def _most(self, total: Cell, value: str) -> int:
        cell = total.of(self.by, value)
        if self.true[cell] < self.rules.threshold:
            return 0
        size = self.true[POPULATION.of(self.by, value)]
        return size if self.cells[cell] == HIDDEN else possible(self.cells[cell], self.rules)[1]
