"""What is printed of rows inside rows (heard within all, teams within agencies) gives no small team away.

For every council of three teams in two agencies all tables that fit what is printed are reckoned with at
once: how many there are in each team, how many of those were heard, both totals, the agencies' rows."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date

import pytest

from portal.disclosure.counts import POPULATION, SAID, Cell, Period
from portal.disclosure.shown import Mark, Published, possible
from portal.listening import jobs
from portal.listening.figures import Heard
from portal.listening.presenters import _sum
from portal.listening.rules import Team
from portal.listening.rules.hiding import printable

TEAMS = (Team("", "a"), Team("", "b"), Team("Health", "c"))
KEYS = [team.key for team in TEAMS]
SIZES = [
    (people, heard)
    for people in (0, 2, 4, 5, 7, 8, 12)
    for heard in (0, 1, 4, 5, 6, 8, 12)
    if heard <= people
]
Range = tuple[int, int]


@dataclass
class Known:
    """What a reader knows of each team, as ranges: people in it, and heard of those; and of both totals."""

    people: list[Range]
    heard: list[Range]
    all_people: Range
    all_heard: Range

    def fits(self) -> bool:
        """Whether any table fits. What is raised of `heard` up to the least of `people` costs nothing; each
        one more makes a team one larger."""
        most = [min(h[1], p[1]) for p, h in zip(self.people, self.heard, strict=True)]
        least = [max(p[0], h[0]) for p, h in zip(self.people, self.heard, strict=True)]
        low = sum(h[0] for h in self.heard)
        if any(m < h[0] for m, h in zip(most, self.heard, strict=True)) or low > self.all_heard[1]:
            return False
        free = sum(min(m, n) - h[0] for m, n, h in zip(most, least, self.heard, strict=True))
        more = max(0, self.all_heard[0] - low - free)
        can = sum(max(0, m - n) for m, n in zip(most, least, strict=True))
        tops = sum(p[1] for p in self.people)
        return more <= can and sum(least) + more <= self.all_people[1] and tops >= self.all_people[0]

    def could_be(self, heard: bool, place: int, number: int) -> bool:
        """Whether this team could have just so many."""
        known = Known(list(self.people), list(self.heard), self.all_people, self.all_heard)
        row = known.heard if heard else known.people
        if not row[place][0] <= number <= row[place][1]:
            return False
        row[place] = (number, number)
        return known.fits()


def _printed(sizes: tuple[tuple[int, int], ...]) -> Published:
    found = Heard()
    for team, (people, heard) in zip(TEAMS, sizes, strict=True):
        ids = [(team.key, number) for number in range(people)]
        found.teams |= dict.fromkeys(ids, team)  # type: ignore[arg-type]  # any name does for a count
        found.heard |= set(ids[:heard])  # type: ignore[arg-type]  # the same
    return printable(jobs.heard_paper(Period(date(2026, 7, 1), date(2026, 9, 30)), found))


def _known(paper: Published, keys: list[str]) -> Known:
    def ranges(cell: Cell) -> list[Range]:
        return [possible(paper.cells[cell.of("team", key)], paper.rules) for key in keys]

    all_people, all_heard = (possible(paper.cells[cell], paper.rules) for cell in (POPULATION, SAID))
    return Known(ranges(POPULATION), ranges(SAID), all_people, all_heard)


@pytest.mark.once
def test_no_small_team_is_given_away_by_rows_inside_rows(request: pytest.FixtureRequest) -> None:
    wanted = [some for some in itertools.combinations_with_replacement(SIZES, 3) if any(s[0] for s in some)]
    assert len(wanted) > 3_000
    for sizes in wanted if request.config.getoption("--drill") else wanted[::12]:
        paper = _printed(sizes)
        keys = [key for key, size in zip(KEYS, sizes, strict=True) if size[0]]
        known = _known(paper, keys)
        assert known.fits()
        true = [size for size in sizes if size[0]]
        for (cell, heard), (place, key) in itertools.product(
            ((POPULATION, False), (SAID, True)), enumerate(keys)
        ):
            if paper.cells[cell.of("team", key)].mark is Mark.NUMBER:
                continue
            could = [number for number in range(13) if known.could_be(heard, place, number)]
            assert len(could) > 1, (sizes, cell.what, key)
            if true[place][heard] < 5:
                assert could[0] == 0, (sizes, cell.what, key)


@pytest.mark.once
def test_an_agencys_row_says_nothing_that_its_teams_rows_do_not() -> None:
    """Councils that look the same by team look the same by agency."""
    seen: dict[object, object] = {}
    for sizes in itertools.product(SIZES[::4], repeat=3):
        if not all(size[0] for size in sizes):
            continue
        paper = _printed(sizes)
        by_team = tuple((key, paper.cells[c.of("team", key)]) for key in KEYS for c in (POPULATION, SAID))
        by_agency = tuple(_sum(paper, column, KEYS[:2]) for column in ("population", "said"))
        assert seen.setdefault(by_team, by_agency) == by_agency
    assert len(seen) > 10
