"""Working days and bank holidays, against the published table, a second library and their own arithmetic."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import holidays as second_opinion
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.clocks.bank_holidays import (
    Source,
    _computed,
    add_working_days,
    bank_holidays,
    is_working_day,
    next_working_day,
    previous_working_day,
    source_of,
    working_day_on_or_after,
    working_days_between,
)

TABLE = {
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2029: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2030: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
}
DAYS = st.dates(date(2015, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize("year", TABLE)
def test_the_years_of_the_table(year: int) -> None:
    expected = tuple(date.fromisoformat(f"{year}-{day}") for day in TABLE[year].split())
    assert bank_holidays(year).days == expected


@pytest.mark.parametrize("year", range(2024, 2031))
def test_a_second_library_finds_the_same_weekdays_off(year: int) -> None:
    others = second_opinion.country_holidays("GB", subdiv="ENG", years=year)
    weekdays = {day for day in others if day.weekday() < 5}
    assert {day for day in bank_holidays(year).days if day.weekday() < 5} == weekdays


@pytest.mark.parametrize(
    "year", [2013, 2014, 2015, 2016, 2017, 2018, 2019, 2021, 2024, 2025, 2026, 2027, 2028]
)
def test_the_rules_give_what_was_published(year: int) -> None:
    """Every published year but those with proclaimed days (2012, 2020, 2022, 2023)."""
    assert bank_holidays(year).source is Source.PUBLISHED
    assert tuple(sorted(_computed(year))) == bank_holidays(year).days


def test_one_off_days_of_the_published_list_are_kept() -> None:
    assert date(2022, 9, 19) in bank_holidays(2022).days
    assert date(2020, 5, 8) in bank_holidays(2020).days
    assert date(2020, 5, 4) not in bank_holidays(2020).days


def test_a_year_says_whether_it_was_published_or_computed() -> None:
    assert bank_holidays(2026).source is Source.PUBLISHED
    assert bank_holidays(2040).source is Source.COMPUTED
    assert source_of(date(2026, 1, 5)) is Source.PUBLISHED
    assert source_of(date(2026, 12, 31), date(2041, 1, 2)) is Source.COMPUTED


def test_a_proclaimed_day_is_no_working_day() -> None:
    extra = frozenset({date(2026, 6, 10)})
    assert date(2026, 6, 10) in bank_holidays(2026, extra).days
    assert is_working_day(date(2026, 6, 10))
    assert not is_working_day(date(2026, 6, 10), extra)
    assert add_working_days(date(2026, 6, 9), 1, extra) == date(2026, 6, 11)
    assert working_days_between(date(2026, 6, 8), date(2026, 6, 12), extra) == 3


def test_years_before_the_rules_are_refused() -> None:
    with pytest.raises(ValueError, match="1978"):
        is_working_day(date(1977, 6, 7))


def test_a_moment_is_not_taken_for_a_day() -> None:
    with pytest.raises(TypeError, match="date"):
        is_working_day(datetime(2026, 6, 1, 23, 30, tzinfo=UTC))


def test_counting_over_christmas() -> None:
    assert add_working_days(date(2026, 12, 23), 1) == date(2026, 12, 24)
    assert add_working_days(date(2026, 12, 24), 1) == date(2026, 12, 29)
    assert previous_working_day(date(2026, 12, 29)) == date(2026, 12, 24)
    assert next_working_day(date(2027, 12, 24)) == date(2027, 12, 29)
    assert working_day_on_or_after(date(2026, 12, 26)) == date(2026, 12, 29)
    assert working_day_on_or_after(date(2026, 12, 29)) == date(2026, 12, 29)


def test_nought_days_change_nothing_and_fewer_are_refused() -> None:
    assert add_working_days(date(2026, 12, 25), 0) == date(2026, 12, 25)
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 12, 25), -1)


@given(DAYS, st.integers(1, 60))
def test_adding_and_counting_agree(start: date, count: int) -> None:
    end = add_working_days(start, count)
    assert is_working_day(end)
    assert working_days_between(start, end) == count
    assert working_days_between(end, start) == -count


@given(DAYS, st.integers(0, 400))
def test_counting_by_weeks_is_counting_by_days(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    one_by_one = sum(is_working_day(start + timedelta(days=step)) for step in range(1, length + 1))
    assert working_days_between(start, end) == one_by_one


@given(DAYS)
def test_next_and_previous_have_no_working_day_between(day: date) -> None:
    after, before = next_working_day(day), previous_working_day(day)
    assert before < day < after
    assert working_days_between(before, after) == (2 if is_working_day(day) else 1)


@given(st.integers(2029, 2200))
def test_computed_years_have_eight_weekdays_off(year: int) -> None:
    days = bank_holidays(year).days
    assert len(days) == 8
    assert all(day.weekday() < 5 for day in days)
