"""Which help lines fit an age and an hour."""

from __future__ import annotations

import pytest

from portal.home.rules import help_keys


@pytest.mark.parametrize(
    ("age", "childline", "samaritans"),
    [(4, True, False), (18, True, False), (19, False, True), (None, True, True)],
)
def test_childline_is_for_under_19s(age: int | None, childline: bool, samaritans: bool) -> None:
    keys = help_keys(age)
    assert ("childline" in keys, "samaritans" in keys) == (childline, samaritans)


def test_999_is_first_and_then_the_number_that_is_answered_now() -> None:
    assert help_keys(15, is_day=True)[:3] == ["emergency", "council_day", "council_night"]
    assert help_keys(15, is_day=False)[:3] == ["emergency", "council_night", "council_day"]
