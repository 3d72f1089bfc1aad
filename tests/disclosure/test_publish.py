"""What may be printed: labels, mates, complements, later prints and earlier papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.disclosure.changes import Beside, Change, beside, changes, usable
from portal.disclosure.counts import ANSWERED, POPULATION, SAID, Breakdown, Cell, Paper, Period, What
from portal.disclosure.publish import Why, publish
from portal.disclosure.shown import FEWER, HIDDEN, Mark, Published, Reason, Rules, label, possible

QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
BEFORE = Period(date(2025, 7, 1), date(2026, 6, 30))
YEAR = Period(date(2025, 10, 1), date(2026, 9, 30))
RULES = Rules()


def theme(name: str) -> Cell:
    return Cell(What.THEME, name)


def verdict(name: str) -> Cell:
    return Cell(What.VERDICT, name)


PAPER = Paper(
    QUARTER, 225, 121, {"home": 33, "records": 3, "work": 0}, {"sorted": 41, "partly": 12, "not": 2}
)


def test_numbers_are_rounded_and_small_ones_and_none_look_the_same() -> None:
    cells = publish(PAPER).paper.cells
    assert (cells[SAID].number, cells[theme("home")].number) == (120, 35)
    assert cells[theme("records")] == cells[theme("work")] == FEWER
    assert cells[SAID].phrase == "number_about"


def test_a_small_verdict_takes_the_cheapest_other_with_it_and_they_look_the_same() -> None:
    decision = publish(PAPER)
    cells = decision.paper.cells
    assert cells[verdict("not")] == cells[verdict("partly")] == HIDDEN
    assert (cells[verdict("sorted")].number, cells[ANSWERED].number) == (40, 55)
    assert decision.why[verdict("not")] is Why.SMALL
    assert decision.why[verdict("partly")] is Why.BESIDE_A_SMALL_ONE


def test_all_but_a_few_is_not_told() -> None:
    # of 8 in care 6 spoke: "5" would mean 5 to 7, so that 1 to 3 did not
    cells = publish(Paper(QUARTER, 8, 6, {"home": 0})).paper.cells
    assert cells[SAID] == HIDDEN


def test_everybody_is_not_told() -> None:
    cells = publish(Paper(QUARTER, 20, 20, {"home": 20}, compared=False)).paper.cells
    assert cells[SAID] == HIDDEN or cells[theme("home")] == HIDDEN


def test_true_numbers_only_where_no_other_paper_lies_beside() -> None:
    alone = replace(PAPER, compared=False)
    assert publish(alone).paper.cells[SAID].reason is Reason.TRUE_NUMBER
    beside = publish(Paper(YEAR, 230, 150, {"home": 60, "records": 9, "work": 5})).paper
    assert publish(alone, [beside]).paper.cells[SAID].reason is Reason.ROUNDED


def test_a_later_print_says_the_same_and_adds_nothing_when_counts_have_moved() -> None:
    first = publish(replace(PAPER, verdicts={})).paper
    late = publish(replace(PAPER, said=123, themes={**PAPER.themes, "records": 6}), [first])
    assert {cell: late.paper.cells[cell] for cell in first.cells} == dict(first.cells)
    assert late.paper.cells[ANSWERED] == HIDDEN
    assert late.why[ANSWERED] is Why.COUNTS_HAVE_MOVED
    again = publish(PAPER, [first]).paper
    assert again.cells[ANSWERED].number == 55


def test_a_count_that_contradicts_an_earlier_paper_is_hidden() -> None:
    quarter = publish(PAPER).paper
    year = publish(Paper(YEAR, 230, 150, {"home": 20, "records": 9, "work": 5}), [quarter])
    assert year.paper.cells[theme("home")] == HIDDEN
    assert year.why[theme("home")] is Why.CONTRADICTS_AN_EARLIER_PAPER
    assert year.paper.cells[SAID].number == 150


def test_a_breakdown_hides_two_and_keeps_the_total() -> None:
    ages = Breakdown(
        "age", {"a": 60, "b": 80, "c": 85}, {"a": 30, "b": 41, "c": 50}, {"home": {"a": 2, "b": 11, "c": 20}}
    )
    cells = publish(replace(PAPER, breakdowns=(ages,))).paper.cells
    marks = [cells[theme("home").of("age", value)].mark for value in "abc"]
    assert marks == [Mark.HIDDEN, Mark.HIDDEN, Mark.NUMBER]
    assert cells[theme("home")].number == 35
    assert cells[POPULATION.of("age", "a")].number == 60


@given(st.integers(0, 500), st.booleans(), st.integers(2, 12), st.integers(1, 12))
def test_a_label_always_holds_its_count(count: int, rounded: bool, threshold: int, base: int) -> None:
    rules = Rules(threshold, min(base, threshold))
    shown = label(count, rules, rounded=rounded)
    low, high = possible(shown, rules)
    assert low <= count <= high
    assert (shown.mark is Mark.FEWER) == (count < threshold)
    if count >= threshold:
        holding = [n for n in range(threshold, 600) if label(n, rules, rounded=rounded) == shown]
        assert holding == list(range(low, high + 1))


@pytest.mark.parametrize(
    "wrong", [{"said": 226}, {"themes": {"home": 122}}, {"population": -1}, {"verdicts": {"sorted": 226}}]
)
def test_counts_that_contradict_each_other_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"more than|negative"):
        replace(PAPER, **wrong)  # type: ignore[arg-type]  # each is one wrong field


def test_a_change_is_told_only_where_it_can_be() -> None:
    now = Paper(QUARTER, 225, 120, {"family": 50, "home": 35, "moving": 5, "records": 3, "school": 60})
    before = Paper(BEFORE, 240, 110, {"family": 20, "home": 32, "moving": 30, "records": 30, "school": 55})
    earlier = publish(before).paper
    told = changes(publish(now, [earlier]).paper, [earlier])
    assert told == {
        "family": Change.UP,
        "home": Change.NO_CLEAR_CHANGE,
        "moving": Change.DOWN,
        "records": Change.DOWN,  # even if "fewer than 5" is 4
        "school": Change.NO_CLEAR_CHANGE,
    }


def test_nothing_is_told_of_a_handful() -> None:
    earlier = publish(Paper(BEFORE, 40, 15, {"home": 6})).paper
    now = publish(Paper(QUARTER, 40, 15, {"home": 8}), [earlier]).paper
    assert changes(now, [earlier]) == {"home": Change.TOO_FEW}


def quarter(number: int, said: int, **themes: int) -> Published:
    """A quarter of 2025 as it was printed."""
    first = date(2025, 3 * number - 2, 1)
    cells = {SAID: said, **{Cell(What.THEME, name): count for name, count in themes.items()}}
    shown = {cell: label(count, Rules(), rounded=True) for cell, count in cells.items()}
    return Published(Period(first, first + timedelta(days=89)), shown)


def test_a_quarter_is_compared_with_an_average_quarter_and_not_with_a_year() -> None:
    quarters = [quarter(n, 100, home=20, moving=n * 10) for n in (4, 3, 2, 1)]
    same = quarter(1, 100, home=20, moving=25)
    assert changes(same, quarters) == {"home": Change.NO_CLEAR_CHANGE, "moving": Change.NO_CLEAR_CHANGE}
    four = beside(same, quarters, "moving")
    assert four == Beside((25.0, 25.0), 100, (25.0, 25.0), 100.0)


def test_fewer_than_5_stands_for_whatever_speaks_against_a_change() -> None:
    quarters = [quarter(n, 100, home=3, moving=3) for n in (4, 3)]
    told = changes(quarter(1, 100, home=30, moving=10), quarters)
    assert told["home"] is Change.UP  # beside 4
    assert told["moving"] is not Change.DOWN
    least = beside(quarter(1, 100, moving=2), quarters, "moving")
    assert least is not None
    assert (least.now, least.before) == ((0.0, 4.0), (0.0, 4.0))


def test_before_hardly_anybody_spoke_there_is_nothing_to_compare_with() -> None:
    quiet = [quarter(n, 3, home=2) for n in (2, 1)]
    busy = [quarter(n, 100, home=10) for n in (4, 3)]
    now = quarter(1, 100, home=40)
    assert usable([*busy, *quiet]) == busy
    assert changes(now, [*busy, *quiet])["home"] is Change.UP
    assert changes(now, [*quiet, *busy])["home"] is Change.TOO_FEW
    assert changes(now, []) == {"home": Change.TOO_FEW}
