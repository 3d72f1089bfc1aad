"""Whether rows ask about each other in a circle: then none of them could ever be asked. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from portal.surveys.imports.columns import Row
from portal.surveys.imports.conditions import names_in
from portal.surveys.rules.xlsform import typed


def circle_in(rows: Sequence[Row]) -> list[int]:
    """The numbers of the rows of one circle; none where there is none."""
    asks, numbers = _asks(rows)
    done: set[str] = set()
    for start in asks:
        path: list[str] = []
        waiting = [(start, False)]
        while waiting:
            name, is_back = waiting.pop()
            if is_back:
                done.add(path.pop())
            elif name in path:
                return sorted({numbers[one] for one in path[path.index(name) :]})
            elif name not in done and name in asks:
                path.append(name)
                waiting.append((name, True))
                waiting += [(other, False) for other in asks[name]]
    return []


def _asks(rows: Sequence[Row]) -> tuple[dict[str, list[str]], dict[str, int]]:
    """Which questions each asks about, those of the groups around it included."""
    asks: dict[str, list[str]] = {}
    numbers: dict[str, int] = {}
    around: list[list[str]] = []
    for row in rows:
        name = typed(row["type"])[0]
        if name.startswith("begin_"):
            around.append(names_in(row["relevant"]))
        elif name.startswith("end_"):
            del around[-1:]
        elif row["name"]:
            about = [one for group in around for one in group] + names_in(row["relevant"])
            asks.setdefault(row["name"], []).extend(dict.fromkeys(about))
            numbers.setdefault(row["name"], row.number)
    return asks, numbers
