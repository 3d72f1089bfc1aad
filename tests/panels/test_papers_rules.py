"""Which periods may be, and when a paper may be published."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from portal.disclosure.counts import SAID, Cell, Period, What
from portal.disclosure.shown import FEWER, HIDDEN, Mark, Published, Reason, Shown
from portal.panels.rules import Stage
from portal.panels.rules import papers as rules
from portal.panels.rules.papers import WhyNot

TODAY = date(2026, 9, 10)
SUMMER = Period(date(2026, 6, 1), date(2026, 8, 31))


def why(first: date, last: date, *others: Period) -> WhyNot | None:
    return rules.why_not_period(first, last, today=TODAY, others=others)


def test_a_period_is_over_before_it_is_counted() -> None:
    assert why(SUMMER.first, TODAY - timedelta(days=1)) is None
    assert why(SUMMER.first, TODAY) is WhyNot.NOT_CLOSED
    assert why(SUMMER.last, SUMMER.first) is WhyNot.ENDS_FIRST


def test_a_period_has_four_hundred_days_at_most() -> None:
    last = date(2026, 8, 31)
    assert why(last - timedelta(days=399), last) is None
    assert why(last - timedelta(days=400), last) is WhyNot.TOO_LONG


def test_a_period_has_twenty_eight_days_at_least() -> None:
    last = date(2026, 8, 31)
    assert why(last - timedelta(days=27), last) is None
    for days in (1, 14, 27):
        assert why(last - timedelta(days=days - 1), last) is WhyNot.TOO_SHORT


def test_periods_share_no_day() -> None:
    spring = Period(date(2026, 4, 1), date(2026, 6, 30))
    assert why(spring.last, date(2026, 8, 31), spring) is WhyNot.OVERLAPS
    assert why(date(2026, 7, 1), date(2026, 8, 31), spring) is None


def test_days_that_were_counted_stay() -> None:
    later = Period(SUMMER.first + timedelta(days=1), SUMMER.last)
    assert rules.why_not_other_days(SUMMER, later, was_counted=True) is WhyNot.WERE_COUNTED
    assert rules.why_not_other_days(SUMMER, SUMMER, was_counted=True) is None
    assert rules.why_not_other_days(SUMMER, later, was_counted=False) is None


def test_the_panel_meets_after_the_period_and_once_a_day() -> None:
    assert rules.why_not_meets_on(SUMMER.last, SUMMER.last, taken=()) is WhyNot.MEETS_BEFORE
    later = SUMMER.last + timedelta(days=1)
    assert rules.why_not_meets_on(later, SUMMER.last, taken={later}) is WhyNot.MEETS_ALREADY
    assert rules.why_not_meets_on(later, SUMMER.last, taken=()) is None


def test_what_is_proposed_follows_the_last_period_and_may_be() -> None:
    assert rules.proposed_period(date(2026, 9, 29), [SUMMER]) == Period(date(2026, 9, 1), date(2026, 9, 28))
    for others in (
        [],
        [Period(date(2026, 4, 1), date(2026, 6, 30))],
        [Period(date(2020, 1, 1), date(2020, 2, 1))],
    ):
        found = rules.proposed_period(TODAY, others)
        assert found
        assert why(found.first, found.last, *others) is None


def test_nothing_is_proposed_that_would_be_refused() -> None:
    assert rules.may_begin_on([]) is None
    earliest = rules.may_begin_on([SUMMER, Period(date(2026, 1, 1), date(2026, 2, 1))])
    assert earliest == date(2026, 9, 29)
    assert earliest
    for before in (1, 10, 28):
        assert rules.proposed_period(earliest - timedelta(days=before), [SUMMER]) is None
    found = rules.proposed_period(earliest, [SUMMER])
    assert found
    assert rules.why_not_period(found.first, found.last, today=earliest, others=[SUMMER]) is None


def test_the_quarters_before_are_as_long_and_follow_each_other() -> None:
    found = rules.quarters_before(SUMMER, [])
    assert len(found) == 4
    assert found[0].last == SUMMER.first - timedelta(days=1)
    assert {(each.last - each.first).days for each in found} == {(SUMMER.last - SUMMER.first).days}
    assert all(
        later.first - timedelta(days=1) == earlier.last for later, earlier in itertools.pairwise(found)
    )


def test_what_was_printed_is_compared_with_as_it_was_printed() -> None:
    spring = Period(date(2026, 3, 10), date(2026, 5, 31))
    found = rules.quarters_before(SUMMER, [spring])
    assert found[0] == spring
    assert found[1].last == date(2026, 3, 9)


def test_a_week_is_nothing_to_compare_a_quarter_with() -> None:
    assert rules.quarters_before(SUMMER, [Period(date(2026, 5, 25), date(2026, 5, 31))]) == []


def test_nothing_is_compared_with_that_would_cut_an_earlier_paper_in_two() -> None:
    assert rules.quarters_before(SUMMER, [Period(date(2026, 1, 1), date(2026, 4, 30))]) == []


@pytest.mark.parametrize(
    ("stage", "lead", "register", "taken_back", "expected"),
    [
        (Stage.COUNTED, "words", 4, False, None),
        (Stage.PREPARING, "words", 4, False, WhyNot.NOT_COUNTED),
        (Stage.COUNTING, "words", 4, False, WhyNot.BEING_COUNTED),
        (Stage.PUBLISHED, "words", 4, False, WhyNot.PUBLISHED),
        (Stage.COUNTED, "words", 6, False, WhyNot.REGISTER_GREW),
        (Stage.COUNTED, "words", 4, True, WhyNot.TAKEN_BACK),
        (Stage.COUNTED, "  ", 4, False, WhyNot.NO_LEAD),
    ],
)
def test_why_a_paper_is_not_published(
    stage: Stage, lead: str, register: int, taken_back: bool, expected: WhyNot | None
) -> None:
    why_not = rules.why_not_publish(
        stage, lead=lead, reckons_with=4, register=register, was_taken_back=taken_back
    )
    assert why_not is expected


def test_only_themes_with_a_number_may_have_quotes_and_the_greatest_comes_first() -> None:
    shown = {"moving": 10, "home": 35}
    cells = {SAID: Shown(Mark.NUMBER, Reason.ROUNDED, 40), Cell(What.THEME, "records"): FEWER}
    cells |= {Cell(What.THEME, "money"): HIDDEN}
    cells |= {Cell(What.THEME, key): Shown(Mark.NUMBER, Reason.ROUNDED, n) for key, n in shown.items()}
    paper = Published(SUMMER, cells)
    assert rules.themes_with_a_number(paper) == ["moving", "home"]
    assert rules.themes_in_order(paper) == ["home", "moving", "records", "money"]
