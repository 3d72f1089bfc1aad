"""What waits at the advocates' desk is told again and again, until somebody reads or answers it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
import time_machine

from portal import db
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice import jobs
from portal.voice.rules import Desk, Level, Says
from tests.support.factories import Make
from tests.support.pages import Page


def _tell_at(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False), db.transaction():
        return jobs.tell_advocates_again(clock.now())


def _standing(kind: NoticeKind) -> set[UUID]:
    return set(
        db.session.scalars(
            sa.select(Notice.account_id).where(
                Notice.kind == kind, Notice.dropped_at.is_(None), Notice.seen_at.is_(None)
            )
        )
    )


def test_unread_it_is_told_once_a_day_to_all_who_may_read_it_later_ones_too(make: Make) -> None:
    now, concerned = clock.now(), make.staff(Role.ADVOCATE)
    first = make.staff(Role.ADVOCATE)
    make.statement(make.young_person(), desk=Desk.ADVOCATE, concerning=[concerned])
    assert [_tell_at(now), _tell_at(now + timedelta(hours=23))] == [1, 0]
    second = make.staff(Role.ADVOCATE)
    assert _tell_at(now + timedelta(hours=23, minutes=1)) == 1
    assert _standing(NoticeKind.FOR_ADVOCATE) == {first.id, second.id}
    assert _tell_at(now + timedelta(hours=24)) == 1


def test_what_cannot_wait_is_told_every_hour_until_it_is_read(make: Make) -> None:
    now, advocate = clock.now(), make.staff(Role.ADVOCATE)
    person = make.young_person()
    make.statement(person, desk=Desk.ADVOCATE, level=Level.NOW)
    make.statement(person, desk=Desk.ADVOCATE, level=Level.NOW, read_by=advocate)
    told = [_tell_at(now + timedelta(minutes=minutes)) for minutes in (0, 59, 60)]
    assert told == [1, 0, 1]


def test_with_no_advocate_administrators_are_told_and_nobody_else_of_the_council(make: Make) -> None:
    administrator = make.staff(Role.ADMINISTRATOR)
    make.staff(Role.SAFETY_LEAD)
    make.statement(make.young_person(), desk=Desk.ADVOCATE, level=Level.NOW)
    assert _tell_at(clock.now()) == 0
    assert set(db.session.scalars(sa.select(Notice.account_id))) == {administrator.id}
    assert _standing(NoticeKind.ARRANGE) == {administrator.id}


def test_not_sorted_it_is_on_the_desk_to_answer_again_for_every_advocate(page: Page, make: Make) -> None:
    person, answered_by, other = make.young_person(), make.staff(Role.ADVOCATE), make.staff(Role.ADVOCATE)
    account = make.account_for(person)
    statement = make.statement(person, desk=Desk.ADVOCATE, read_by=answered_by, answerer=answered_by)
    make.answer(statement, answered_by, read_at=clock.now())
    page.sign_in(account).visit(f"/said/{statement.id}").submit("Tell them", says=Says.NOT_SORTED.value)
    assert _standing(NoticeKind.REOPENED) == {answered_by.id, other.id}
    page.sign_in(other).visit("/staff")
    page.visit("/staff/advocate")
    assert "Not sorted: open again" in page.main
    assert "Nothing yet." in page.main
    assert _tell_at(clock.now() + timedelta(days=1, hours=1)) == 2
    page.visit(f"/staff/advocate/{statement.id}")
    page.submit("Send it", {"understood": "I see", "state": "cant", "reason": "A judge decides"})
    page.visit("/staff/advocate")
    assert "Not sorted: open again" not in page.main
    assert _standing(NoticeKind.REOPENED) == set()
