"""While nobody has decided about what got out, those who must know are reminded before the 72 hours end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from portal import db
from portal.accounts.models import Account
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.records.commands import breaches
from portal.records.jobs.apart import look_for_conflicts
from portal.records.jobs.breaches import remind_of_breaches
from portal.records.models import RecordsRequest, Release
from portal.records.rules import HowGiven
from portal.records.rules.breaches import Step, step_at
from portal.records.rules.giving import BreachEnd
from portal.records.rules.request import Came
from tests.records.test_breaches import take_back, told
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_records import LONDON, make_request
from tests.support.world_records_giving import give_part, make_part, make_read
from tests.voice.young import rows

DUE = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)
"""A Monday, and the clocks went forward the night before: hours are hours."""

SOON, LATE = NoticeKind.RECORDS_BREACH_DUE, NoticeKind.RECORDS_BREACH_LATE


@pytest.mark.once
@pytest.mark.parametrize(
    ("left", "step"),
    [
        (timedelta(hours=48, seconds=1), None),
        (timedelta(hours=48), Step.TWO_DAYS),
        (timedelta(hours=24, seconds=1), Step.TWO_DAYS),
        (timedelta(hours=24), Step.LAST_DAY),
        (timedelta(seconds=1), Step.LAST_DAY),
        (timedelta(), Step.LATE),
        (timedelta(days=-9), Step.LATE),
    ],
)
def test_they_are_reminded_two_days_and_one_day_before_and_when_it_is_over(
    left: timedelta, step: Step | None
) -> None:
    assert step_at(DUE, DUE - left) is step


@pytest.fixture
def lead(make: Make) -> Account:
    return make.staff(Role.MANAGER, name="Lee Leader")


@pytest.fixture
def officer(make: Make, lead: Account) -> Account:
    return make.staff(Role.RECORDS_OFFICER, name="Rowan Shelf", manager=lead)


@pytest.fixture
def part(sam: YoungPerson, officer: Account, dana: Account) -> UUID:
    """Given on paper, and taken back: somebody has it."""
    request = make_request(person=sam, officer=officer, came=Came.OWN_PAGE)
    release_id = make_part(request, make_read(request, "A visit", by=officer), by=officer)
    give_part(release_id, officer, HowGiven.PAPER)
    take_back(release_id, officer)
    return release_id


def remind(monkeypatch: pytest.MonkeyPatch, hours: float) -> int:
    """So many hours after somebody learned of it."""
    [deadline] = [one for one in rows(Deadline) if one.kind == "breach"]
    assert deadline.due_at is not None
    now = deadline.due_at - timedelta(hours=72 - hours)
    with monkeypatch.context() as patched, db.transaction():
        patched.setattr(clock, "now", lambda: now)
        return remind_of_breaches(now, LONDON)


def decide(release_id: UUID, by: Account) -> None:
    with db.transaction() as session:
        row = session.get_one(Release, release_id)
        request = session.get_one(RecordsRequest, row.request_id)
        breaches.decide(request, row, BreachEnd.NO_RISK, by=by.id)


def test_each_step_reaches_more_people_and_each_of_them_once(
    make: Make, part: UUID, officer: Account, dana: Account, lead: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = make.staff(Role.ADMINISTRATOR)
    make.staff(Role.MANAGER, name="Of Another Team")
    assert remind(monkeypatch, 23.9) == 0
    assert [remind(monkeypatch, hours) for hours in (24, 25, 47)] == [2, 0, 0]
    assert sorted(told(SOON)) == sorted([officer.id, dana.id])
    assert [remind(monkeypatch, hours) for hours in (48, 71.9)] == [3, 0]
    assert sorted(told(SOON)) == sorted([officer.id, dana.id] * 2 + [lead.id])
    assert [remind(monkeypatch, hours) for hours in (72, 200)] == [4, 0]
    assert sorted(told(LATE)) == sorted([officer.id, dana.id, lead.id])
    assert told(NoticeKind.ARRANGE) == [admin.id]


def test_what_was_decided_is_not_reminded_of_and_what_was_said_goes(
    make: Make, part: UUID, dana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.staff(Role.ADMINISTRATOR)
    remind(monkeypatch, 30)
    remind(monkeypatch, 73)
    decide(part, dana)
    assert [told(kind) for kind in (SOON, LATE, NoticeKind.ARRANGE)] == [[], [], []]
    assert remind(monkeypatch, 100) == 0


def test_nobody_who_must_not_meet_it_is_reminded(
    make: Make,
    part: UUID,
    sam: YoungPerson,
    officer: Account,
    dana: Account,
    lead: Account,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = make.staff(Role.MANAGER, name="Another Manager")
    remind(monkeypatch, 50)
    make.kept_apart(sam, make.statement(sam), lead)
    make.kept_apart(sam, make.statement(sam), dana)
    with db.transaction():
        look_for_conflicts(clock.now(), LONDON)
    assert told(SOON) == [officer.id]
    assert told(NoticeKind.RECORDS_BREACH) == []
    remind(monkeypatch, 72)
    assert sorted(told(LATE)) == sorted([officer.id, other.id])


def test_each_finds_the_way_from_their_start_page(
    page: Page, part: UUID, officer: Account, dana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    remind(monkeypatch, 48)
    assert len([one for one in rows(Notice) if one.kind is SOON]) == 3
    words = "Records were taken back, and somebody has them: the 72 hours to decide are running out"
    page.sign_in(dana).visit("/staff").follow(words)
    assert page.heading == "Taken back, and somebody has it"
    page.sign_in(officer).visit("/staff").follow(words)
    assert page.heading == "Records"
    page.follow(f"{rows(RecordsRequest)[0].reference}, Part 1")
    assert page.heading == "Give the records"
