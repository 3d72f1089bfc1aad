"""Whether something that was counted was taken back since."""

from __future__ import annotations

from datetime import date, timedelta

from portal import db
from portal.coding.commands import set_aside
from portal.coding.figures import has_changed_since
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.policy.roles import Role
from tests.support.coded import coded
from tests.support.factories import Make


def test_only_what_was_taken_back_after_the_moment_and_said_in_the_period(make: Make) -> None:
    reader = make.staff(Role.READER)
    statement = make.statement(make.young_person(), read_by=reader)
    coding = coded(statement, reader, "moving")
    now = clock.now()
    period = Period(coding.said_on, coding.said_on)
    assert not has_changed_since(period, now - timedelta(days=1))  # sorted later is no such change
    with db.transaction():
        set_aside(statement.id, now)
    assert has_changed_since(period, now - timedelta(seconds=1))
    assert not has_changed_since(period, now)
    other = Period(date(2020, 1, 1), coding.said_on - timedelta(days=1))
    assert not has_changed_since(other, now - timedelta(seconds=1))
