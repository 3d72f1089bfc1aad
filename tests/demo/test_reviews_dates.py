"""The demo's reviews keep the law's times, but for those that show what being late looks like."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.demo.reviews_dates import _in_time
from portal.reviews.rules.reviews import Stay, history, next_review

TODAY = date(2026, 11, 22)


@pytest.mark.once
@pytest.mark.parametrize("begun_before", [10, 40, 130, 200, 400, 900, 3000])
@pytest.mark.parametrize("last_before", [12, 80, 164])
def test_none_of_them_was_late(begun_before: int, last_before: int) -> None:
    begun, last = TODAY - timedelta(days=begun_before), TODAY - timedelta(days=last_before)
    days = _in_time(begun, last, TODAY)
    assert all(one.days_late == 0 for one in history([Stay(begun)], days))
    coming = next_review([Stay(begun)], days, TODAY)
    assert coming is not None
    assert coming.due_on >= TODAY
