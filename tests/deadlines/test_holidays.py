"""A newly proclaimed bank holiday: what would move is told, then everything that runs over it moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa
import time_machine

from portal import db
from portal.accounts.models import Account
from portal.clocks.reading import is_open
from portal.deadlines import commands, queries
from portal.deadlines.models import Deadline, ProclaimedDay
from portal.policy.roles import Role
from portal.settings import Settings
from portal.voice.jobs import reading_hours
from portal.voice.models import Statement
from tests.support.factories import Make
from tests.support.pages import Page

NOW = datetime(2026, 11, 19, 10, tzinfo=UTC)  # a Thursday
DAY = date(2026, 11, 24)
TYPED = {"day-day": "24", "day-month": "11", "day-year": "2026", "name": "The Coronation"}
ADD = "/staff/holidays/2026-11-24/add?name=The+Coronation"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def admin(make: Make) -> Account:
    return make.staff(Role.ADMINISTRATOR)


def _started(clock: str, start: date, count: int | None = None) -> Deadline:
    with db.transaction():
        return commands.start_clock(clock, uuid4(), start, count=count)


def _due(clock: Deadline) -> date:
    return db.session.get_one(Deadline, clock.id).due_on


def test_it_is_told_what_would_move_and_then_it_moves(page: Page, admin: Account) -> None:
    owed = _started("answer", date(2026, 11, 19), 5)
    asked, done = _started("sar", date(2026, 10, 24)), _started("answer", date(2026, 11, 19), 5)
    after = _started("answer", date(2026, 11, 24), 5)
    with db.transaction():
        commands.finish("answer", done.about_id, by=None)
    page.sign_in(admin).visit("/staff").follow("Bank holidays")
    assert "No day was added yet" in page.main
    page.submit("See what would move", TYPED)
    assert "2 dates move" in page.main
    assert "Thursday 26 November" in page.main
    assert "Friday 27 November" in page.main
    assert db.session.scalar(sa.select(sa.func.count(ProclaimedDay.id))) == 0
    page.submit("Add this bank holiday")
    assert "2 dates moved" in page.text
    assert "The Coronation" in page.main
    assert (_due(owed), _due(asked)) == (date(2026, 11, 27), date(2026, 11, 25))
    assert (_due(done), _due(after)) == (date(2026, 11, 26), date(2026, 12, 1))
    [_first, moved] = queries.changes_of(owed.id)
    assert (moved.why, moved.due_before, moved.by) == ("new bank holiday", date(2026, 11, 26), admin.id)


def test_taken_off_again_everything_moves_back(page: Page, admin: Account) -> None:
    owed = _started("answer", date(2026, 11, 19), 5)
    page.sign_in(admin).visit(ADD).submit("Add this bank holiday")
    page.follow("Take off Tuesday 24 November")
    assert "1 date moves" in page.main
    page.submit("Take off this bank holiday")
    assert "No day was added yet" in page.main
    assert _due(owed) == date(2026, 11, 26)
    assert [one.why for one in queries.changes_of(owed.id)][1:] == [
        "new bank holiday",
        "bank holiday taken off",
    ]


def test_the_day_a_young_person_was_promised_moves_with_it(make: Make) -> None:
    statement = make.statement(make.young_person())
    with db.transaction():
        commands.forget("answer", statement.id)
        commands.start_clock("answer", statement.id, date(2026, 11, 19), count=5)
        commands.add_day(DAY, "A day off", by=None, today=date(2026, 11, 19))
    assert db.session.get_one(Statement, statement.id).answer_by_on == date(2026, 11, 27)


def test_nobody_reads_on_that_day(settings: Settings) -> None:
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert is_open(reading_hours(settings), noon)
    db.session.remove()
    with db.transaction():
        commands.add_day(DAY, "A day off", by=None, today=date(2026, 11, 19))
    assert not is_open(reading_hours(settings), noon)


def test_a_second_tap_adds_it_once(page: Page, admin: Account) -> None:
    page.sign_in(admin).visit(ADD)
    page.submit("Add this bank holiday")
    page.visit(ADD)
    assert page.url.endswith("/staff/holidays")
    assert page.main.count("The Coronation") == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({**TYPED, "name": ""}, "Write what the day is called."),
        ({**TYPED, "name": "x" * 81}, "This is too long."),
        ({"name": "The Coronation"}, "Write the day."),
        ({**TYPED, "day-day": "31"}, "Write a real date"),
        ({**TYPED, "day-day": "21"}, "This is at a weekend"),
        ({**TYPED, "day-day": "25", "day-month": "12"}, "This is a bank holiday already."),
        ({**TYPED, "day-year": "2099"}, "This is too far away."),
    ],
)
def test_what_was_typed_wrong_is_said(page: Page, admin: Account, typed: dict[str, str], said: str) -> None:
    page.sign_in(admin).visit("/staff/holidays")
    page.submit("See what would move", typed, status=422)
    assert said in page.main


@pytest.mark.parametrize(
    "address",
    [
        "/staff/holidays/2026-11-24/add",
        "/staff/holidays/2026-11-24/add?name=" + "x" * 90,
        "/staff/holidays/2026-11-21/add?name=Saturday",
        "/staff/holidays/2026-12-25/add?name=Christmas",
        "/staff/holidays/2026-2-30/add?name=Never",
        "/staff/holidays/nonsense/add?name=Never",
        "/staff/holidays/2026-11-24/take-off",
    ],
)
def test_there_is_no_page_for_a_day_that_cannot_be(page: Page, admin: Account, address: str) -> None:
    page.sign_in(admin).visit(address, status=404)


def test_only_administrators_may(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.SAFETY_LEAD))
    page.visit("/staff/holidays", status=404)
    page.visit(ADD, status=404)
