"""Ages, days, names as they are searched: pure."""

from __future__ import annotations

from datetime import date

import pytest

from portal.people.rules import (
    Reason,
    age_on,
    number_of,
    overlaps,
    tokens_of,
    why_not_born_on,
    why_not_link_days,
    words_of,
)

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(2010, 11, 21), TODAY, 16),
        (date(2010, 11, 22), TODAY, 15),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2026, 11, 22), TODAY, None),
        (None, TODAY, None),
    ],
)
def test_age_counts_whole_years(born_on: date | None, day: date, age: int | None) -> None:
    assert age_on(born_on, day) == age


def test_born_later_or_ages_ago_is_a_slip() -> None:
    assert why_not_born_on(date(2026, 11, 22), TODAY) is Reason.BORN_LATER
    assert why_not_born_on(date(1826, 1, 1), TODAY) is Reason.BORN_TOO_LONG_AGO
    assert why_not_born_on(date(1960, 1, 1), TODAY) is None
    assert why_not_born_on(None, TODAY) is None


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        (date(2026, 1, 1), None, None),
        (date(2026, 1, 1), date(2026, 1, 1), None),
        (date(2026, 1, 2), date(2026, 1, 1), Reason.ENDS_BEFORE_START),
        (date(2011, 12, 31), None, Reason.STARTS_BEFORE_BIRTH),
        (date(2028, 1, 1), None, Reason.STARTS_TOO_LATE),
    ],
)
def test_link_days(first: date, last: date | None, reason: Reason | None) -> None:
    assert why_not_link_days(first, last, today=TODAY, born_on=date(2012, 1, 1)) is reason


def test_link_long_ago_is_a_slip_when_the_birth_is_unknown() -> None:
    assert why_not_link_days(date(1926, 1, 1), None, today=TODAY, born_on=None) is Reason.STARTS_TOO_EARLY


def test_spans_share_a_day_or_not() -> None:
    one = (date(2026, 1, 1), date(2026, 1, 10))
    assert overlaps(one, (date(2026, 1, 10), None))
    assert not overlaps(one, (date(2026, 1, 11), None))
    assert overlaps((date(2020, 1, 1), None), one)


def test_names_are_found_by_their_beginnings_without_accents() -> None:
    assert words_of("Zoë  O’Brien-Đỗ") == ["zoe", "obrien", "đo"]
    assert tokens_of("Zoë", "Li") == {"zoe", "li"}
    assert tokens_of("Amina") == {"ami", "amin", "amina"}


def test_names_in_other_scripts_are_words_too() -> None:
    assert words_of("محمد علي") == ["محمد", "علي"]


def test_numbers_are_compared_without_spaces_and_capitals() -> None:
    assert number_of(" ab 12 ") == "AB12"
