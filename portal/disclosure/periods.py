"""Which papers bear on each other: periods inside periods, and periods that together cover another.

A young person counted in a quarter is counted in the year around it, and one counted in the year is counted
in at least one of its quarters. So a part can be taken from its whole, and a whole from its parts. Papers
that overlap without either of these give no sum: how many are in both is free.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from portal.disclosure.counts import Period
from portal.disclosure.shown import Published

_DAY = timedelta(days=1)
_MOST_IN_A_COVER = 6
_MOST_COVERS = 40


def bearing_on(period: Period, register: Sequence[Published]) -> list[Published]:
    """The papers of the register from which something can be subtracted with one of this period: those that
    overlap it, and those that overlap a paper holding it."""
    around = [period, *(paper.period for paper in register if paper.period.holds(period))]
    return [paper for paper in register if any(paper.period.overlaps(each) for each in around)]


def nested(periods: Sequence[Period]) -> list[tuple[int, int]]:
    """Pairs (inner, outer) of places in the list. Equal periods are given once, the first as inner."""
    return [
        (inner, outer)
        for inner, one in enumerate(periods)
        for outer, two in enumerate(periods)
        if inner != outer and two.holds(one) and (one != two or inner < outer)
    ]


def covers(periods: Sequence[Period]) -> list[tuple[int, tuple[int, ...]]]:
    """Each (covered, covering): two or more periods, none of them needless, that leave out no day of it."""
    found = []
    for place, target in enumerate(periods):
        others = [
            n
            for n, each in enumerate(periods)
            if n != place and each.overlaps(target) and not each.holds(target)
        ]
        for number, chain in enumerate(_chains(target, others, periods, ())):
            if number == _MOST_COVERS:
                break
            found.append((place, chain))
    return found


def _chains(
    target: Period, others: Sequence[int], periods: Sequence[Period], chain: tuple[int, ...]
) -> Iterator[tuple[int, ...]]:
    reached = periods[chain[-1]].last if chain else target.first - _DAY
    if reached >= target.last:
        yield chain
        return
    if len(chain) == _MOST_IN_A_COVER:
        return
    before = periods[chain[-2]].last if len(chain) > 1 else target.first - _DAY
    for each in others:
        one = periods[each]
        # it joins on without a gap and goes further; the last but one must not reach it, or one is needless
        if one.first <= reached + _DAY and one.last > reached and (not chain or one.first > before + _DAY):
            yield from _chains(target, others, periods, (*chain, each))
