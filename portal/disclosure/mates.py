"""The first line of secondary suppression: in a row that adds up, no cell is hidden alone.

If a total is printed and one part is small, the cheapest other part (the smallest as printed, the last of
equals) is hidden with it, and both look the same. This is done always, also where rounding alone would have
been enough: if a second part were hidden only when it had to be, its being hidden would say how the numbers
lie ("minimality attack": Wong, Fu, Wang and Pei, VLDB 2007).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from portal.disclosure.counts import Cell, rows
from portal.disclosure.shown import FEWER, HIDDEN, Mark, Shown


def with_mates(labels: Mapping[Cell, Shown], frozen: Collection[Cell]) -> dict[Cell, Shown]:
    """The labels after every row has been seen to. Cells in `frozen` are left as they are."""
    seen = dict(labels)
    for total, parts in rows(labels):
        if labels[total].mark is Mark.NUMBER:
            for part in _to_hide([(part, labels[part]) for part in parts], frozen):
                seen[part] = HIDDEN
    return seen


def _to_hide(row: list[tuple[Cell, Shown]], frozen: Collection[Cell]) -> list[Cell]:
    quiet = [cell for cell, shown in row if shown.number is None]
    if not quiet or (len(quiet) > 1 and all(shown == FEWER for _, shown in row if shown.number is None)):
        return []
    hide = [cell for cell in quiet if cell not in frozen]
    if len(quiet) == 1:
        free = [
            (number, -place, cell)
            for place, (cell, shown) in enumerate(row)
            if (number := shown.number) is not None and cell not in frozen
        ]
        hide += [min(free)[2]] if free else []
    return hide
