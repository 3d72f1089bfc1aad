"""Two papers and every filter, against a reader who tries every table."""

from __future__ import annotations

import random

from portal.disclosure.counts import Paper
from portal.disclosure.shown import Published, Rules, label
from tests.disclosure import attacker


def test_a_reader_who_tries_every_table_learns_of_no_small_cell() -> None:
    attacker.drill(cases=24, seed=2026)


def bare(paper: Paper) -> Published:
    """Every count of 5 or more as it is, and nothing hidden for another's sake."""
    cells = {cell: label(count, Rules(), rounded=False) for cell, count in paper.cells().items()}
    return Published(paper.period, cells, lasting=paper.lasting)


def test_the_attacker_does_find_what_is_given_away_without_protection() -> None:
    found = 0
    for number in range(10):
        quarter, year = attacker.case(random.Random(number), compared=False, most=8)
        found += bool(attacker.learnt((quarter, bare(quarter)), (year, bare(year))))
    assert found
