"""Calling the next in line: step by step until somebody takes it, never somebody kept apart, never twice."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
import time_machine

from portal import db
from portal.clocks.reading import Hours
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice import jobs
from portal.voice.commands import calls
from portal.voice.models import Call, Statement
from tests.support.factories import Make
from tests.support.pages import Page

LONDON = ZoneInfo("Europe/London")
NIGHT = datetime(2026, 11, 24, 2, tzinfo=UTC)  # a Tuesday
DAY = datetime(2026, 11, 24, 11, tzinfo=UTC)
HOURS = Hours()


def _called() -> set[UUID]:
    return set(db.session.scalars(sa.select(Call.account_id)))


def _call_at(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False), db.transaction():
        return jobs.call_the_next_in_line(clock.now(), zone=LONDON)


def _look_at(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False), db.transaction():
        return jobs.look_for_unread(clock.now(), hours=HOURS)


def test_step_1_is_called_then_2_then_safety_leads_then_managers_then_all_again(make: Make) -> None:
    first, second = make.staff(Role.DUTY_WORKER), make.staff(Role.DUTY_WORKER)
    lead, manager = make.staff(Role.SAFETY_LEAD), make.staff(Role.MANAGER)
    make.on_duty(first, step=1)
    make.on_duty(second, step=2)
    make.statement(make.young_person(), pages_duty=True, sent_at=NIGHT)
    expected = [{first.id}, {second.id}, {lead.id}, {manager.id}]
    so_far: set[UUID] = set()
    for step, ids in enumerate(expected):
        at = NIGHT + timedelta(minutes=10 * step)
        assert _call_at(at) == 1
        so_far |= ids
        assert _called() == so_far
        assert _call_at(at + timedelta(minutes=9)) == 0
    assert _call_at(NIGHT + timedelta(minutes=40)) == 4
    assert len(db.session.scalars(sa.select(Call)).all()) == 4
    standing = db.session.scalars(
        sa.select(Notice.account_id).where(Notice.kind == NoticeKind.CALLED, Notice.dropped_at.is_(None))
    ).all()
    assert Counter(standing) == Counter(so_far)


def test_whoever_takes_it_stops_the_calling_and_giving_it_back_goes_on(page: Page, make: Make) -> None:
    first, second = make.staff(Role.DUTY_WORKER), make.staff(Role.DUTY_WORKER)
    make.on_duty(first, step=1)
    make.on_duty(second, step=2)
    statement = make.statement(make.young_person(), pages_duty=True)
    _call_at(clock.now())
    page.sign_in(first).visit(f"/staff/desk/{statement.id}").submit("I have it")
    assert _call_at(clock.now() + timedelta(hours=1)) == 0
    assert _called() == {first.id}
    page.visit(f"/staff/desk/{statement.id}").submit("Give it back")
    assert _called() == {first.id, second.id}


def test_read_stops_the_calling(make: Make) -> None:
    make.on_duty(make.staff(Role.DUTY_WORKER))
    make.statement(make.young_person(), pages_duty=True, read_by=make.staff(Role.READER))
    assert _call_at(clock.now() + timedelta(hours=1)) == 0


def test_nobody_kept_apart_is_called_even_on_duty(make: Make) -> None:
    concerned, partner = make.staff(Role.DUTY_WORKER), None
    partner = make.staff(Role.DUTY_WORKER, household=concerned)
    manager = make.staff(Role.MANAGER)
    other, lead = make.staff(Role.DUTY_WORKER, manager=manager), make.staff(Role.SAFETY_LEAD)
    for account in (concerned, partner):
        make.on_duty(account, step=1)
    make.on_duty(other, step=2)
    make.statement(make.young_person(), pages_duty=True, sent_at=NIGHT, concerning=[concerned])
    for step in range(5):
        _call_at(NIGHT + timedelta(minutes=10 * step))
    assert _called() == {other.id, lead.id, manager.id}


def test_with_nobody_on_duty_safety_leads_are_called(make: Make) -> None:
    lead = make.staff(Role.SAFETY_LEAD)
    make.statement(make.young_person(), pages_duty=True, sent_at=NIGHT)
    assert _call_at(NIGHT) == 1
    assert _called() == {lead.id}


def test_before_it_is_read_those_near_them_and_their_managers_are_not_called(page: Page, make: Make) -> None:
    person, near, far = make.young_person(), make.staff(Role.MANAGER), make.staff(Role.MANAGER)
    worker = make.staff(Role.SOCIAL_WORKER, Role.DUTY_WORKER, manager=near)
    make.link(person, worker)
    lives_with = make.staff(Role.SAFETY_LEAD, household=worker)
    make.on_duty(worker)
    statement = make.statement(person, "My social worker hits me", pages_duty=True, sent_at=NIGHT)
    for turn in range(4):
        _call_at(NIGHT + timedelta(minutes=10 * turn))
    assert _called() == {far.id}
    assert lives_with.id not in _called()
    page.sign_in(near).visit(f"/staff/desk/{statement.id}", status=404)


def test_those_near_them_are_called_when_nobody_else_is_there(make: Make) -> None:
    person, near = make.young_person(), make.staff(Role.MANAGER)
    make.worker_of(person, manager=near)
    make.statement(person, pages_duty=True, sent_at=NIGHT)
    assert _call_at(NIGHT) == 1
    assert _called() == {near.id}


def test_unread_past_its_time_waits_for_reading_hours_then_goes_step_by_step(make: Make) -> None:
    reader, lead, manager = make.staff(Role.READER), make.staff(Role.SAFETY_LEAD), make.staff(Role.MANAGER)
    duty = make.staff(Role.DUTY_WORKER)
    make.on_duty(duty)
    make.statement(
        make.young_person(),
        sent_at=DAY - timedelta(days=1),
        read_by_at=DAY.replace(hour=1) - timedelta(hours=8),
    )
    assert _look_at(NIGHT) == 0
    assert _look_at(DAY) == 1
    assert _called() == {reader.id}
    assert _look_at(DAY + timedelta(minutes=59)) == 0
    assert _look_at(DAY + timedelta(hours=1)) == 1
    assert _look_at(DAY + timedelta(hours=2)) == 1
    assert _called() == {reader.id, lead.id, manager.id}
    assert _look_at(DAY + timedelta(hours=12)) == 0


def test_what_is_not_past_its_time_is_left_alone(make: Make) -> None:
    make.staff(Role.READER)
    make.statement(make.young_person(), sent_at=DAY, read_by_at=DAY + timedelta(hours=2))
    assert _look_at(DAY + timedelta(hours=1)) == 0


def test_good_news_is_for_readers_only(make: Make) -> None:
    reader = make.staff(Role.READER)
    make.staff(Role.SAFETY_LEAD)
    make.staff(Role.MANAGER)
    make.statement(make.young_person(), sent_at=DAY, read_by_at=DAY - timedelta(days=1), is_good_news=True)
    for hour in range(4):
        _look_at(DAY + timedelta(hours=hour))
    assert _called() == {reader.id}


def test_taken_and_forgotten_past_its_time_goes_on_after_two_hours(make: Make) -> None:
    reader = make.staff(Role.READER)
    make.statement(
        make.young_person(),
        sent_at=DAY - timedelta(days=2),
        read_by_at=DAY - timedelta(days=1),
        pages_duty=True,
        taken_by_id=reader.id,
        taken_at=DAY,
    )
    assert _look_at(DAY + timedelta(hours=1)) == 0
    assert _look_at(DAY + timedelta(hours=2)) == 1


def test_what_is_the_advocates_calls_nobody_of_the_council(make: Make) -> None:
    from portal.voice.rules import Desk

    make.on_duty(make.staff(Role.DUTY_WORKER))
    make.staff(Role.READER)
    make.statement(
        make.young_person(),
        desk=Desk.ADVOCATE,
        pages_duty=True,
        sent_at=DAY - timedelta(days=2),
        read_by_at=DAY - timedelta(days=1),
    )
    assert _call_at(DAY) == 0
    assert _look_at(DAY) == 0


def test_two_workers_at_once_call_everybody_once(make: Make) -> None:
    make.on_duty(make.staff(Role.DUTY_WORKER), step=1)
    make.on_duty(make.staff(Role.DUTY_WORKER), step=2)
    for _number in range(3):
        make.statement(make.young_person(), pages_duty=True)
    now, counts, start = clock.now(), [], threading.Barrier(2)

    def work() -> None:
        start.wait()
        with db.transaction():
            counts.append(jobs.call_the_next_in_line(now, zone=LONDON))

    threads = [threading.Thread(target=work) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 3
    assert len(db.session.scalars(sa.select(Call)).all()) == 3


def test_call_next_says_how_many_were_called(make: Make) -> None:
    for _number in range(2):
        make.on_duty(make.staff(Role.DUTY_WORKER), step=1)
    made = make.statement(make.young_person(), pages_duty=True)
    with db.transaction() as session:
        statement = session.get_one(Statement, made.id)
        assert calls.call_next(statement, now=clock.now(), zone=LONDON) == 2
