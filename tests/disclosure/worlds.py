"""Made-up young people over some quarters, and the papers that are counted from them one person at a time.

Because the counts come from people, every rule that a member may reason with holds by itself.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from portal.disclosure.counts import Breakdown, Paper, Period
from portal.disclosure.publish import publish
from portal.disclosure.shown import Published

VERDICTS = ("sorted", "partly", "not_sorted")


@dataclass
class Person:
    """In care in the quarters from `since` to `until`; what they said and answered, by quarter."""

    since: int
    until: int
    band: int
    moves_up: int  # the quarter in which they are old enough for the next band
    said: dict[int, frozenset[str]] = field(default_factory=dict)
    verdicts: dict[int, str] = field(default_factory=dict)

    def is_in(self, quarters: range) -> bool:
        in_care = self.since <= quarters[-1] and quarters[0] <= self.until
        return in_care or any(q in self.said or q in self.verdicts for q in quarters)


@dataclass(frozen=True)
class World:
    """`bands` and `themes` by number and name; `people` is everybody."""

    bands: int
    themes: tuple[str, ...]
    people: tuple[Person, ...]

    def paper(self, quarters: range, *, by_age: bool, verdicts: bool = True) -> Paper:
        """The true counts of these quarters together."""
        there = [each for each in self.people if each.is_in(quarters)]
        said = [each for each in there if any(q in each.said for q in quarters)]
        spoke = [
            (each, frozenset().union(*(each.said.get(q, frozenset()) for q in quarters))) for each in said
        ]
        last = [next((p.verdicts[q] for q in reversed(quarters) if q in p.verdicts), None) for p in there]
        ages = Breakdown(
            "age",
            self._by_band(there, quarters),
            self._by_band(said, quarters),
            {t: self._by_band([p for p, themes in spoke if t in themes], quarters) for t in self.themes},
            lasting=False,
        )
        return Paper(
            Period(_first(quarters[0]), _first(quarters[-1] + 1) - timedelta(days=1)),
            len(there),
            len(said),
            {t: sum(t in themes for _, themes in spoke) for t in self.themes},
            {v: last.count(v) for v in VERDICTS} if verdicts else {},
            (ages,) if by_age else (),
        )

    def _by_band(self, people: Sequence[Person], quarters: range) -> dict[str, int]:
        counts = Counter(min(self.bands - 1, each.band + (quarters[-1] >= each.moves_up)) for each in people)
        return {f"band {n}": counts[n] for n in range(self.bands)}


def _first(quarter: int) -> date:
    return date(2024 + quarter // 4, 3 * (quarter % 4) + 1, 1)


def meetings(
    world: World, quarters: Sequence[range], *, verdicts: bool = True, apart: bool = False
) -> list[Paper]:
    """For each meeting what it is compared with and its summary, as they are counted. The comparison is the
    year before its period as one paper, or (`apart`) each quarter of that year by itself, made once."""
    found: list[Paper] = []
    for own in quarters:
        year = range(own[0] - 4, own[0])
        for part in [range(q, q + 1) for q in year] if apart else [year]:
            paper = world.paper(part, by_age=False, verdicts=verdicts)
            if not apart or all(each.period != paper.period for each in found):
                found.append(paper)
        found.append(world.paper(own, by_age=True, verdicts=verdicts))
    return found


def print_all(papers: Sequence[Paper]) -> list[Published]:
    """Published one after another, each with all before it in the register."""
    register: list[Published] = []
    for paper in papers:
        register.append(publish(paper, register).paper)
    return register


def made(
    rng: random.Random, *, people: int, bands: int, themes: int, speaks: float, last_quarter: int = 7
) -> World:
    """A world by chance: some bands and themes are rare, some young people speak often."""
    names = tuple(f"theme {n}" for n in range(themes))
    weights = [1 / (n + 1) for n in range(themes)]
    sizes = [rng.uniform(0.2, 1) for _ in range(bands)]
    everybody = []
    for _ in range(people):
        since = rng.choice([-1, -1, -1, rng.randint(0, last_quarter)])
        until = rng.choice([99, 99, 99, rng.randint(since, last_quarter)])
        person = Person(since, until, rng.choices(range(bands), sizes)[0], rng.randint(0, 4 * last_quarter))
        own = min(1.0, speaks * rng.choice([0.3, 1, 1, 2]))
        for quarter in range(max(0, since), min(last_quarter, until) + 1):
            if rng.random() < own:
                person.said[quarter] = frozenset(rng.choices(names, weights, k=rng.choice([0, 1, 1, 2, 3])))
                if rng.random() < 0.6:
                    person.verdicts[quarter] = rng.choices(VERDICTS, (5, 3, 2))[0]
        everybody.append(person)
    return World(bands, names, tuple(everybody))


def small(rng: random.Random) -> tuple[list[Paper], list[Published]]:
    """A small world with two meetings, and what was printed of it."""
    world = made(
        rng,
        people=rng.randint(6, 26),
        bands=2,
        themes=rng.choice([2, 2, 3]),
        speaks=rng.choice([0.2, 0.5, 0.9]),
    )
    second = rng.choice([range(5, 6), range(5, 6), range(5, 7), range(6, 7)])
    papers = meetings(world, [range(4, 5), second], verdicts=rng.random() < 0.5)
    return papers, print_all(papers)
