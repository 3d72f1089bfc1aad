"""Who is called and when: the times the council sets, "I can't", and the page that says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
import time_machine

from portal import db
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice import jobs
from portal.voice.models import Call
from portal.voice.rules.desk import LEADS_STEP, MANAGERS_STEP
from portal.voice.rules.desk_ladder import Ladder
from tests.support.factories import Make
from tests.support.pages import Page

LONDON = ZoneInfo("Europe/London")
NIGHT = datetime(2026, 11, 24, 2, tzinfo=UTC)


def _called() -> set[UUID]:
    return set(db.session.scalars(sa.select(Call.account_id)))


def _call_at(moment: datetime, times: Ladder) -> int:
    with time_machine.travel(moment, tick=False), db.transaction():
        return jobs.call_the_next_in_line(clock.now(), zone=LONDON, times=times)


def test_each_step_has_its_own_time() -> None:
    minute = timedelta(minutes=1)
    times = Ladder(duty=5 * minute, leads=7 * minute, managers=9 * minute)
    assert [times.wait_after(step) for step in (1, 2, LEADS_STEP, MANAGERS_STEP)] == [
        5 * minute,
        5 * minute,
        7 * minute,
        9 * minute,
    ]


def test_the_line_goes_by_the_times_that_are_set(make: Make) -> None:
    duty, lead, manager = make.staff(Role.DUTY_WORKER), make.staff(Role.SAFETY_LEAD), make.staff(Role.MANAGER)
    make.on_duty(duty)
    make.statement(make.young_person(), pages_duty=True, sent_at=NIGHT)
    times = Ladder(duty=timedelta(minutes=5), leads=timedelta(minutes=20))
    assert _call_at(NIGHT, times) == 1
    assert _call_at(NIGHT + timedelta(minutes=5), times) == 1
    assert _called() == {duty.id, lead.id}
    assert _call_at(NIGHT + timedelta(minutes=24), times) == 0
    assert _call_at(NIGHT + timedelta(minutes=25), times) == 1
    assert manager.id in _called()


def test_who_cannot_says_so_and_the_next_is_called_at_once_and_once(page: Page, make: Make) -> None:
    first, second = make.staff(Role.DUTY_WORKER, name="Ada First"), make.staff(Role.DUTY_WORKER)
    lead = make.staff(Role.SAFETY_LEAD)
    make.on_duty(first, step=1)
    make.on_duty(second, step=2)
    statement = make.statement(make.young_person(), pages_duty=True)
    _call_at(clock.now(), Ladder())
    at = f"/staff/desk/{statement.id}"
    page.sign_in(first).visit(at).submit("I can’t")
    assert _called() == {first.id, second.id}
    page.post(f"{at}/cannot")
    assert _called() == {first.id, second.id}  # a double tap passes it on once
    standing = db.session.scalars(
        sa.select(Notice.account_id).where(
            Notice.kind == NoticeKind.CALLED, Notice.dropped_at.is_(None), Notice.seen_at.is_(None)
        )
    )
    assert set(standing) == {second.id}
    page.visit(at)
    assert "can’t, said at" in page.main
    assert "I can’t" not in page.html
    assert lead.id not in _called()


def test_whoever_took_it_and_cannot_lets_it_go_on(page: Page, make: Make) -> None:
    first, second = make.staff(Role.DUTY_WORKER), make.staff(Role.DUTY_WORKER)
    make.on_duty(first, step=1)
    make.on_duty(second, step=2)
    statement = make.statement(make.young_person(), pages_duty=True)
    _call_at(clock.now(), Ladder())
    at = f"/staff/desk/{statement.id}"
    page.sign_in(first).visit(at).submit("I have it")
    page.post(f"{at}/cannot")
    assert _called() == {first.id, second.id}


def test_who_was_not_called_cannot_pass_it_on(page: Page, make: Make) -> None:
    reader, duty = make.staff(Role.READER), make.staff(Role.DUTY_WORKER)
    make.on_duty(duty)
    statement = make.statement(make.young_person(), pages_duty=True)
    at = f"/staff/desk/{statement.id}"
    page.sign_in(reader).visit(at)
    assert "I can’t" not in page.html
    page.post(f"{at}/cannot", status=409)
    assert _called() == set()
    page.sign_in(duty).post(f"{at}/cannot", status=404)


def test_the_page_says_who_is_called_now_and_how_long_each_has(page: Page, make: Make) -> None:
    duty = make.staff(Role.DUTY_WORKER, name="Dot Duty")
    make.staff(Role.SAFETY_LEAD, name="Sal Lead")
    make.on_duty(duty)
    page.sign_in(duty).visit("/staff/desk").follow("Who is called, and when")
    assert page.main.index("Dot Duty") < page.main.index("Sal Lead")
    assert "10 minutes" in page.main
    assert "Nobody is on duty now" not in page.main


def test_with_nobody_on_duty_the_page_says_so(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.READER)).visit("/staff/desk/who-is-called")
    assert "Nobody is on duty now" in page.main


def test_new_outcomes_can_be_written_down(page: Page, make: Make) -> None:
    statement = make.statement(make.young_person(), to=[])
    lead = make.staff(Role.SAFETY_LEAD)
    page.sign_in(make.staff(Role.READER)).visit(f"/staff/desk/{statement.id}")
    page.submit("Mark as read", {"done1-outcome": "false_alarm", "nobody": True, "answerer": str(lead.id)})
    page.visit(f"/staff/desk/{statement.id}")
    assert "False alarm" in page.main
