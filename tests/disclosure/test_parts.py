"""The pieces of the audit by themselves: which periods bear on each other, the search, what readers know."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from portal.disclosure import audit, knowledge, periods, solver
from portal.disclosure.counts import ANSWERED, POPULATION, SAID, Cell, Period, What
from portal.disclosure.shown import FEWER, HIDDEN, Mark, Published, Reason, Shown

Q = [Period(date(2026, 3 * n + 1, 1), date(2026, 3 * n + 3, 30 if n in (1, 2) else 31)) for n in range(4)]
YEAR = Period(Q[0].first, Q[3].last)
SORTED = Cell(What.VERDICT, "sorted")


def about(number: int) -> Shown:
    return Shown(Mark.NUMBER, Reason.ROUNDED, number)


def test_a_year_is_covered_by_its_quarters_and_by_nothing_less() -> None:
    assert periods.covers([YEAR, *Q]) == [(0, (1, 2, 3, 4))]
    assert periods.covers([YEAR, *Q[:3]]) == []
    # a gap of one day leaves somebody out
    late = Period(date(2026, 4, 2), Q[1].last)
    assert periods.covers([Period(Q[0].first, Q[1].last), Q[0], late]) == []


def test_no_cover_holds_a_needless_period() -> None:
    half, rest = Period(Q[0].first, Q[1].last), Period(Q[2].first, Q[3].last)
    found = [covering for covered, covering in periods.covers([YEAR, half, rest, Q[1]]) if covered == 0]
    assert found == [(1, 2)]


def test_a_rolling_year_is_covered_by_the_year_before_and_the_new_quarter() -> None:
    before, now = Period(date(2025, 10, 1), Q[2].last), Period(Q[0].first, Q[3].last)
    assert (1, (0, 2)) in periods.covers([before, now, Q[3]])
    assert periods.nested([before, now, Q[3]]) == [(2, 1)]


@pytest.mark.parametrize("total", [(0, 9), (4, 6), (9, 9)])
def test_the_search_finds_a_table_exactly_where_there_is_one(total: tuple[int, int]) -> None:
    parts = [(0, 2), (1, 3), (0, 4)]
    given = solver.system(
        [total[0], *(a for a, _ in parts)], [total[1], *(b for _, b in parts)], [(0, (1, 2, 3))]
    )
    reached = {sum(each) for each in product(*(range(a, b + 1) for a, b in parts))}
    for value in range(total[0], total[1] + 1):
        ranges = solver.narrowed(given, ([value, *given.least[1:]], [value, *given.most[1:]]))
        found = ranges and solver.table(given, ranges, [value, 0, 0, 0])
        assert (found is not None) == (value in reached)
        assert found is None or (sum(found[1:]) == found[0] == value)


def test_narrowing_leaves_what_was_given_alone() -> None:
    given = solver.system([0, 0, 0], [5, 9, 9], [(0, (1, 2))])
    ranges = ([0, 0, 4], [5, 9, 9])
    assert solver.narrowed(given, ranges) == ([4, 0, 4], [5, 1, 5])
    assert ranges == ([0, 0, 4], [5, 9, 9])
    assert solver.narrowed(given, ([0, 3, 3], [5, 9, 9])) is None


def test_a_last_verdict_is_laid_beside_another_only_where_the_periods_end_alike() -> None:
    cells = {POPULATION: about(50), SAID: about(20), ANSWERED: about(10), SORTED: about(5)}
    year, first, last = Published(YEAR, cells), Published(Q[0], cells), Published(Q[3], cells)
    assert SORTED not in knowledge.shared(year, first)
    assert SORTED in knowledge.shared(year, last)
    assert {POPULATION, SAID, ANSWERED} <= set(knowledge.shared(year, first))
    # of a whole made of parts, the last of the whole is the last of one of them
    assert SORTED in knowledge.shared(year, first, last)
    after = Published(Period(Q[3].first, date(2027, 3, 31)), cells)
    assert SORTED not in knowledge.shared(year, first, after)


def test_the_audit_sees_what_a_total_tells_of_its_one_hidden_part() -> None:
    verdicts = {SORTED: about(10), Cell(What.VERDICT, "partly"): FEWER}
    cells = {POPULATION: about(90), SAID: about(20), ANSWERED: about(15), **verdicts}
    paper = Published(Q[0], cells)
    true = {POPULATION: 90, SAID: 20, ANSWERED: 15, SORTED: 12, Cell(What.VERDICT, "partly"): 3}
    known = knowledge.of([paper], true, insider=True, fill=500)
    # 13 to 17 in all and 8 to 12 of them sorted: at least one is not
    assert audit.given_away(known) == {known.places[0, Cell(What.VERDICT, "partly")]}
    hidden = Published(Q[0], {**cells, ANSWERED: HIDDEN})
    assert not audit.given_away(knowledge.of([hidden], true, insider=True, fill=500))


def test_the_audit_gives_up_everything_when_nothing_fits() -> None:
    paper = Published(Q[0], {POPULATION: about(10), SAID: about(20)})
    known = knowledge.of([paper], {POPULATION: 10, SAID: 20}, insider=True, fill=500)
    assert audit.given_away(known) == frozenset(known.secrets)
