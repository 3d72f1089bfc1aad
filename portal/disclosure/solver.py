"""Looks for whole-number tables in which every total is the sum of its parts and every cell is in its range.

Complete search by splitting ranges, led by a table that nearly fits (`near`), so that usually only a few
cells move. It may give up after a number of steps; whoever asks must take "not found" for the bad answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Sum = tuple[int, tuple[int, ...]]
Ranges = tuple[list[int], list[int]]


@dataclass(frozen=True, slots=True)
class System:
    """Variables by number, each with its least and greatest value, and (total, parts) sums over them."""

    least: tuple[int, ...]
    most: tuple[int, ...]
    sums: tuple[Sum, ...]
    touching: tuple[tuple[int, ...], ...]


def system(least: Sequence[int], most: Sequence[int], sums: Sequence[Sum]) -> System:
    """A system ready to be searched."""
    touching: list[list[int]] = [[] for _ in least]
    for number, (total, parts) in enumerate(sums):
        for each in (total, *parts):
            touching[each].append(number)
    return System(tuple(least), tuple(most), tuple(sums), tuple(map(tuple, touching)))


def narrowed(given: System, ranges: Ranges, changed: Sequence[int] | None = None) -> Ranges | None:
    """The ranges cut to what each sum allows by itself; None if a range is then empty. Copies first.

    `changed` names the variables whose ranges are new; without it every sum is looked at.
    """
    least, most = list(ranges[0]), list(ranges[1])
    every = range(len(given.sums)) if changed is None else (n for v in changed for n in given.touching[v])
    return None if _narrow(given, least, most, list(dict.fromkeys(every))) is None else (least, most)


def _narrow(given: System, least: list[int], most: list[int], waiting: list[int]) -> set[int] | None:
    """Narrows in place; the variables whose ranges moved, or None if one is empty."""
    queued, changed = set(waiting), set[int]()
    while waiting:
        number = waiting.pop()
        queued.discard(number)
        moved = _cut(given.sums[number], least, most)
        if moved is None:
            return None
        changed.update(moved)
        for variable in moved:
            for other in given.touching[variable]:
                if other not in queued:
                    queued.add(other)
                    waiting.append(other)
    return changed


def _cut(one: Sum, least: list[int], most: list[int]) -> list[int] | None:
    total, parts = one
    low, high = sum([least[p] for p in parts]), sum([most[p] for p in parts])
    moved = []
    if low > least[total] or high < most[total]:
        least[total], most[total] = max(low, least[total]), min(high, most[total])
        moved.append(total)
    if least[total] > most[total]:
        return None
    for part in parts:
        floor, roof = least[total] - (high - most[part]), most[total] - (low - least[part])
        if floor <= least[part] and roof >= most[part]:
            continue
        low, high = low - least[part], high - most[part]
        least[part], most[part] = max(floor, least[part]), min(roof, most[part])
        low, high = low + least[part], high + most[part]
        if least[part] > most[part]:
            return None
        moved.append(part)
    return moved


@dataclass(frozen=True, slots=True)
class _Node:
    """One part of the search: ranges, the table nearest to what was asked for, and its sums that fail."""

    least: list[int]
    most: list[int]
    values: list[int]
    broken: frozenset[int]


def table(given: System, ranges: Ranges, near: Sequence[int], steps: int = 400) -> list[int] | None:
    """A table that fits, close to `near`; None if there is none or none was found in that many steps.

    `ranges` must have been `narrowed`.
    """
    least, most = ranges
    values = [min(max(n, a), b) for n, a, b in zip(near, least, most, strict=True)]
    waiting = [_Node(least, most, values, _broken(given, values, range(len(given.sums))))]
    for _ in range(steps):
        if not waiting:
            return None
        node = waiting.pop()
        if not node.broken:
            return node.values
        waiting.extend(_split(given, node, near))
    return None


def _broken(given: System, values: list[int], among: Iterable[int]) -> frozenset[int]:
    return frozenset(
        n for n in among if values[given.sums[n][0]] != sum([values[p] for p in given.sums[n][1]])
    )


def _split(given: System, node: _Node, near: Sequence[int]) -> list[_Node]:
    """Two halves of one range of a sum that does not add up; the half that mends it comes last."""
    values = node.values
    total, parts = given.sums[min(node.broken)]
    excess = sum(values[p] for p in parts) - values[total]
    # how far each variable of the sum can go the way that mends it
    room = {p: values[p] - node.least[p] if excess > 0 else node.most[p] - values[p] for p in parts}
    room[total] = node.most[total] - values[total] if excess > 0 else values[total] - node.least[total]
    variable = max(room, key=lambda each: room[each])
    up = (excess > 0) == (variable == total)
    by = min(abs(excess), room[variable])
    aim = values[variable] + (by if up else -by)
    low, high = node.least[variable], node.most[variable]
    halves = ((low, aim - 1), (aim, high)) if up else ((aim + 1, high), (low, aim))
    return [half for each in halves if (half := _half(given, node, near, variable, each)) is not None]


def _half(
    given: System, node: _Node, near: Sequence[int], variable: int, within: tuple[int, int]
) -> _Node | None:
    least, most, values = list(node.least), list(node.most), list(node.values)
    least[variable], most[variable] = within
    changed = _narrow(given, least, most, list(given.touching[variable]))
    if changed is None:
        return None
    for each in changed | {variable}:
        values[each] = min(max(near[each], least[each]), most[each])
    again = {n for each in changed | {variable} for n in given.touching[each]}
    return _Node(least, most, values, (node.broken - again) | _broken(given, values, again))
