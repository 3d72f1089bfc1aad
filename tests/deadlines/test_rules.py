"""Which days can be added as bank holidays."""

from __future__ import annotations

from datetime import date

import pytest

from portal.deadlines.rules import WhyNot, why_not_add_day

TODAY = date(2026, 11, 23)
KNOWN = frozenset({date(2027, 6, 15)})


@pytest.mark.parametrize(
    ("day", "name", "why"),
    [
        (date(2027, 6, 14), "Jubilee", None),
        (date(2026, 11, 20), "came too late to be entered", None),
        (None, "Jubilee", WhyNot.NO_DAY),
        (date(2027, 6, 14), "  ", WhyNot.NO_NAME),
        (date(2027, 6, 14), "x" * 81, WhyNot.LONG_NAME),
        (date(2027, 6, 12), "Saturday", WhyNot.AT_WEEKEND),
        (date(2026, 12, 25), "Christmas", WhyNot.IS_HOLIDAY_ALREADY),
        (date(2027, 6, 15), "again", WhyNot.IS_HOLIDAY_ALREADY),
        (date(2020, 6, 15), "long ago", WhyNot.TOO_FAR),
        (date(2036, 6, 16), "a slip of the key", WhyNot.TOO_FAR),
    ],
)
def test_a_day_that_changes_nothing_is_refused(day: date | None, name: str, why: WhyNot | None) -> None:
    assert why_not_add_day(day, name, known=KNOWN, today=TODAY) is why
