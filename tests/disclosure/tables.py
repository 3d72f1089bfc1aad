"""Looks for tables of whole numbers that fit all facts. Complete: it fixes one count after another.

"Safe" is only ever said with a table in hand, and each table is checked against every rule; "given away" only
after every table was tried. A search that grows too long says neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from tests.disclosure.reader import Facts, Rule

NODES = 4000
FEW = range(1, 5)


class TooLong(Exception):
    """Not decided within the number of steps allowed."""


class Tables:
    """The tables that fit, one at a time."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.touching: list[list[int]] = [[] for _ in facts.names]
        for number, (left, right) in enumerate(facts.rules):
            for each in {*left, *right}:
                self.touching[each].append(number)
        ranges = self._settled(list(facts.low), list(facts.high), range(len(facts.rules)))
        assert ranges is not None, "what was printed contradicts itself"
        self.low, self.high = ranges

    def one(self, number: int, least: int, most: int, nodes: int = NODES) -> list[int] | None:
        """A table with that count from `least` to `most`; None when there is none. Errors: TooLong."""
        low, high = list(self.low), list(self.high)
        low[number], high[number] = max(low[number], least), min(high[number], most)
        if low[number] > high[number]:
            return None
        waiting = [self._settled(low, high, self.touching[number])]
        for _ in range(nodes):
            while waiting and waiting[-1] is None:
                waiting.pop()
            if not waiting:
                return None
            ranges = waiting.pop()
            assert ranges is not None
            near = [min(max(n, a), b) for n, a, b in zip(self.facts.near, *ranges, strict=True)]
            broken = next((rule for rule in self.facts.rules if _gap(rule, near)), None)
            if broken is None:
                return near
            waiting.extend(self._branches(ranges, near, broken))
        raise TooLong(self.facts.names[number])

    def _branches(
        self, ranges: tuple[list[int], list[int]], near: list[int], broken: Rule
    ) -> Iterator[tuple[list[int], list[int]] | None]:
        """One loose count of the rule below, at and above its value; what mends the rule is tried first."""
        low, high = ranges
        gap = _gap(broken, near)
        loose = [each for side in broken for each in side if low[each] < high[each]]
        # whichever can mend it alone, or else go furthest
        room = {each: _room(broken, each, near, low, high, gap) for each in loose}
        chosen = max(room, key=lambda each: (min(room[each], abs(gap)), -len(self.touching[each])))
        step = min(room[chosen], abs(gap)) * (1 if (gap < 0) == (chosen in broken[0]) else -1)
        aim = near[chosen] + step
        parts = [(low[chosen], aim - 1), (aim + 1, high[chosen]), (aim, aim)]
        for least, most in parts:
            if least <= most:
                one, two = list(low), list(high)
                one[chosen], two[chosen] = least, most
                yield self._settled(one, two, self.touching[chosen])

    def _settled(
        self, low: list[int], high: list[int], among: Sequence[int]
    ) -> tuple[list[int], list[int]] | None:
        """Ranges cut by each rule until none cuts any more; None if one is empty."""
        waiting = set(among)
        while waiting:
            left, right = self.facts.rules[waiting.pop()]
            for side, other in ((left, right), (right, left)):
                least = sum([low[each] for each in other]) - sum([high[each] for each in side])
                most = sum([high[each] for each in other]) - sum([low[each] for each in side])
                for each in side:
                    # taken alone: the others of its side at their most leave it the least
                    floor, roof = least + high[each], most + low[each]
                    if floor > low[each] or roof < high[each]:
                        before = low[each], high[each]
                        low[each], high[each] = max(floor, low[each]), min(roof, high[each])
                        if low[each] > high[each]:
                            return None
                        least += before[1] - high[each]
                        most += before[0] - low[each]
                        waiting.update(self.touching[each])
        return low, high


def _gap(rule: Rule, values: list[int]) -> int:
    return sum([values[each] for each in rule[0]]) - sum([values[each] for each in rule[1]])


def _room(rule: Rule, each: int, near: list[int], low: list[int], high: list[int], gap: int) -> int:
    grows = (gap < 0) == (each in rule[0])
    return high[each] - near[each] if grows else near[each] - low[each]


def learnt(facts: Facts, *, blind: bool = False) -> list[str]:
    """The counts that are proved to be 1 to 4, or to be nobody.

    `facts.near` is taken for the true table, which spares most questions: a count that truly is 5 or more
    can never be proved small. With `blind` nothing is known to be true, and any table that fits takes its
    place.
    """
    tables = Tables(facts)
    if blind:
        first = tables.one(0, tables.low[0], tables.high[0], nodes=10 * NODES)
        assert first is not None, "what was printed contradicts itself"
        facts.near[:] = first
    assert not any(_gap(rule, facts.near) for rule in facts.rules), "a printed rule does not hold"
    return [
        f"{name}: {tables.low[number]} to {tables.high[number]}"
        for number, name in enumerate(facts.names)
        if number not in facts.known and _is_given_away(tables, number)
    ]


def _is_given_away(tables: Tables, number: int) -> bool:
    sizes = {"none": (0, 0), "few": (FEW[0], FEW[-1]), "many": (FEW[-1] + 1, tables.high[number])}
    seen = {_size(tables.facts.near[number])}
    undecided: TooLong | None = None
    for size in ("many", "none", "few"):
        if "many" in seen or {"none", "few"} <= seen:
            return False
        if size in seen:
            continue
        try:
            found = tables.one(number, *sizes[size])
        except TooLong as reason:
            undecided = reason
            continue
        if found is not None:
            assert not any(_gap(rule, found) for rule in tables.facts.rules)
            seen.add(size)
    is_safe = "many" in seen or {"none", "few"} <= seen
    if undecided and not is_safe:
        raise undecided
    return not is_safe


def _size(value: int) -> str:
    return "none" if value == 0 else "few" if value in FEW else "many"


def every_table(facts: Facts, most: int) -> Iterator[tuple[int, ...]]:
    """Every table up to `most` that fits, by trying all: for tiny papers, to check the search above."""
    ready = [[rule for rule in facts.rules if max({*rule[0], *rule[1]}) == n] for n in range(len(facts.low))]

    def further(values: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        place = len(values)
        if place == len(facts.low):
            yield values
            return
        for (value,) in product(range(facts.low[place], min(most, facts.high[place]) + 1)):
            more = (*values, value)
            if not any(_gap(rule, list(more)) for rule in ready[place]):
                yield from further(more)

    yield from further(())
