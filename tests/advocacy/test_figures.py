"""Figures of advocacy: counted once a quarter, small numbers never shown."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from portal import db
from portal.advocacy import figures, jobs
from portal.advocacy.commands import offers
from portal.advocacy.rules import Point
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page

LONDON = ZoneInfo("Europe/London")
WAS = datetime(2026, 2, 10, 10, tzinfo=UTC)
AFTER = datetime(2026, 5, 20, 10, tzinfo=UTC)


def _offers(make: Make, point: Point, many: int) -> None:
    person = make.young_person(name="Sam Vale")
    with db.transaction():
        for _ in range(many):
            offers.offer(person.id, point, uuid.uuid4(), now=WAS)


def test_a_quarter_is_counted_once_and_rounded(make: Make, page: Page) -> None:
    _offers(make, Point.REVIEW, 12)
    assert jobs.count_quarters(AFTER, LONDON) == 1
    _offers(make, Point.REVIEW, 20)
    assert jobs.count_quarters(AFTER, LONDON) == 0, "what was printed stands"
    with db.transaction(writes=False):
        quarter = figures.newest()
        assert quarter is not None
        assert quarter.printed["offered"] == 10
        assert quarter.printed["points"]["review"] == 10
        assert figures.as_it_stood(quarter.last, quarter_before(quarter)) is None
    page.sign_in(make.staff(Role.MANAGER)).visit("/staff/advocacy")
    assert "A review: 10" in page.main


def test_small_numbers_are_not_shown_nor_worked_out(make: Make) -> None:
    _offers(make, Point.REVIEW, 12)
    _offers(make, Point.MOVE, 2)
    jobs.count_quarters(AFTER, LONDON)
    with db.transaction(writes=False):
        quarter = figures.newest()
        assert quarter is not None
        assert quarter.printed["points"] == {}
        assert quarter.printed["asked"] in (None, 0)


def quarter_before(quarter: figures.Quarter) -> datetime:
    return datetime(quarter.last.year, quarter.last.month, quarter.last.day, tzinfo=UTC)
