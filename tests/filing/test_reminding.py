"""What is not on the record after five working days: the worker hears, then their manager."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from portal import db
from portal.accounts.models import Account
from portal.clocks.reading import answer_by, local_day
from portal.deadlines.models import Deadline
from portal.filing import jobs
from portal.filing.rules import KIND
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Statement
from tests.filing.decisions import may_be_filed
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

ZONE = ZoneInfo("Europe/London")


def _work(now: datetime) -> int:
    with db.transaction():
        jobs.start_clocks(now, zone=ZONE, days=5)
    with db.transaction():
        return jobs.remind(now, zone=ZONE)


def _clock() -> Deadline:
    return next(one for one in rows(Deadline) if one.kind == KIND)


def _told() -> list[object]:
    return [one.account_id for one in rows(Notice) if one.kind is NoticeKind.TO_FILE and not one.dropped_at]


def test_due_five_working_days_after_it_was_read(said: Statement, priya: Account) -> None:
    assert _work(clock.now()) == 0
    assert said.read_at is not None
    found = _clock()
    assert found.due_on == answer_by(local_day(said.read_at, "Europe/London"), 5)
    assert found.owner_id == priya.id
    _work(clock.now())
    assert len([one for one in rows(Deadline) if one.kind == KIND]) == 1


def test_late_tells_the_worker_once_then_the_manager_once(
    said: Statement, priya: Account, morgan: Account
) -> None:
    _work(clock.now())
    after = datetime.combine(_clock().due_on, datetime.min.time(), ZONE).replace(hour=12) + timedelta(days=1)
    assert _work(after) == 1
    assert _work(after) == 0
    assert _told() == [priya.id]
    assert _work(after + timedelta(days=7)) == 1
    assert _told() == [priya.id, morgan.id]
    assert _work(after + timedelta(days=9)) == 0


def test_a_manager_sees_who_is_late_and_no_name(page: Page, said: Statement, morgan: Account) -> None:
    _work(clock.now())
    running = _clock().id
    with db.transaction() as session:
        session.get_one(Deadline, running).due_on -= timedelta(days=30)
    main = page.sign_in(morgan).visit("/staff/filing").main
    assert "Late, of people you manage" in main
    assert "Priya Shah" in main
    assert "Sam Vale" not in main


def test_nobody_kept_apart_is_told(
    make: Make, sam: YoungPerson, priya: Account, morgan: Account, rae: Account
) -> None:
    said = make.statement(sam, "About Morgan", to=[priya], read_by=rae, concerning=[morgan])
    may_be_filed(said, make.staff(Role.SAFETY_LEAD))
    _work(clock.now())
    _work(clock.now() + timedelta(days=40))
    assert morgan.id not in _told()
    assert _told() == [priya.id]


def test_filed_or_taken_back_ends_the_clock(page: Page, said: Statement, priya: Account) -> None:
    _work(clock.now())
    page.sign_in(priya).visit(f"/staff/filing/{said.id}").submit("It is on the record")
    assert _clock().done_at
    assert _work(clock.now() + timedelta(days=30)) == 0


def test_taken_back_is_owed_by_nobody(said: Statement) -> None:
    _work(clock.now())
    with db.transaction() as session:
        session.get_one(Statement, said.id).taken_back_at = clock.now()
    assert _work(clock.now() + timedelta(days=30)) == 0
    assert _clock().dropped_at


def test_it_follows_whoever_answers_now(make: Make, said: Statement) -> None:
    _work(clock.now())
    other = make.staff()
    with db.transaction() as session:
        session.get_one(Statement, said.id).answerer_id = other.id
    _work(clock.now())
    assert _clock().owner_id == other.id


def test_what_is_not_read_yet_has_no_clock(make: Make, sam: YoungPerson, priya: Account) -> None:
    make.statement(sam, "Unread", to=[priya])
    _work(clock.now())
    assert not [one for one in rows(Deadline) if one.kind == KIND]


def test_a_manager_sees_one_line_for_a_worker_with_the_oldest(
    page: Page, make: Make, sam: YoungPerson, said: Statement, priya: Account, morgan: Account, rae: Account
) -> None:
    make.statement(sam, "One more", to=[priya], read_by=rae)
    _work(clock.now())
    ids = [one.id for one in rows(Deadline)]
    with db.transaction() as session:
        for days, one in enumerate(ids):
            session.get_one(Deadline, one).due_on -= timedelta(days=30 + days)
    main = page.sign_in(morgan).visit("/staff/filing").main
    assert main.count("Priya Shah") == 1
