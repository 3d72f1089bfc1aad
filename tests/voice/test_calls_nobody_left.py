"""Somebody is always called: when everybody is too close, and when whoever took it can read it no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
import time_machine

from portal import db
from portal.accounts.models import Account, RoleGrant
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice import jobs
from portal.voice.jobs.one_by_one import each
from portal.voice.models import Call, Statement
from portal.voice.rules.desk import LAST_STEP, gravest, last_of_all
from tests.support.factories import Make
from tests.support.pages import Page

LONDON = ZoneInfo("Europe/London")
NIGHT = datetime(2026, 11, 24, 2, tzinfo=UTC)


def _called() -> set[UUID]:
    return set(db.session.scalars(sa.select(Call.account_id)))


def _call_at(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False), db.transaction():
        return jobs.call_the_next_in_line(clock.now(), zone=LONDON)


def _standing(kind: NoticeKind) -> list[UUID]:
    return list(
        db.session.scalars(
            sa.select(Notice.account_id).where(Notice.kind == kind, Notice.dropped_at.is_(None))
        )
    )


def _change(account: Account, **fields: Any) -> None:
    with db.transaction() as session:
        session.execute(sa.update(Account).where(Account.id == account.id).values(**fields))


def test_with_everybody_kept_apart_a_manager_or_stand_in_is_called_and_reads_it(
    page: Page, make: Make
) -> None:
    person, manager = make.young_person(name="Sam Vale"), make.staff(Role.MANAGER, Role.SAFETY_LEAD)
    worker = make.worker_of(person, manager=manager)
    concerned = make.staff(Role.READER, Role.DUTY_WORKER)
    lives_with = make.staff(Role.DUTY_WORKER, household=concerned)
    make.on_duty(concerned)
    make.on_duty(lives_with)
    statement = make.statement(
        person, "they hit me", pages_duty=True, sent_at=NIGHT, concerning=[worker, concerned]
    )
    make.kept_apart(person, statement, manager, "manager")
    page.sign_in(manager).visit(f"/staff/desk/{statement.id}", status=404)
    assert _call_at(NIGHT) == 1
    assert _called() == {manager.id}
    page.visit("/staff/desk")
    assert "Sam Vale" in page.main
    page.visit(f"/staff/desk/{statement.id}")
    assert "they hit me" in page.main
    for one in (concerned, lives_with):
        page.sign_in(one).visit(f"/staff/desk/{statement.id}", status=404)


def test_let_in_is_over_when_somebody_else_has_read_it(page: Page, make: Make) -> None:
    person, manager = make.young_person(), make.staff(Role.MANAGER)
    worker = make.worker_of(person, manager=manager)
    statement = make.statement(person, pages_duty=True, sent_at=NIGHT, concerning=[worker])
    make.kept_apart(person, statement, manager, "manager")
    assert _call_at(NIGHT) == 1
    page.sign_in(manager).visit(f"/staff/desk/{statement.id}")
    reader = make.staff(Role.READER)
    with db.transaction() as session:
        session.execute(sa.update(Statement).values(read_at=NIGHT, read_by_id=reader.id))
    page.visit(f"/staff/desk/{statement.id}", status=404)


def test_with_nobody_at_all_administrators_are_told_once_an_hour(page: Page, make: Make) -> None:
    person, worker = make.young_person(name="Sam Vale"), make.staff(Role.SAFETY_LEAD, Role.SOCIAL_WORKER)
    administrator, apart = make.staff(Role.ADMINISTRATOR), make.staff(Role.ADMINISTRATOR, household=worker)
    make.statement(person, pages_duty=True, sent_at=NIGHT, concerning=[worker])
    for minutes in (0, 1, 59, 61):
        assert _call_at(NIGHT + timedelta(minutes=minutes)) == 0
    assert _standing(NoticeKind.ARRANGE) == [administrator.id]
    assert len(db.session.scalars(sa.select(Notice.id)).all()) == 2
    assert apart.id not in _standing(NoticeKind.ARRANGE)
    page.sign_in(administrator).visit("/staff")
    assert "please arrange who does" in page.main
    assert "Sam" not in page.main
    lead = make.staff(Role.SAFETY_LEAD)
    assert _call_at(NIGHT + timedelta(minutes=70)) == 1
    assert _called() == {lead.id}
    assert _standing(NoticeKind.ARRANGE) == []


def test_whoever_is_gravely_close_is_never_let_in() -> None:
    apart = {UUID(int=1): "concerned", UUID(int=2): "household", UUID(int=3): "manager"}
    assert last_of_all([*apart, UUID(int=3)], apart) == [(LAST_STEP, [UUID(int=3)])]
    assert last_of_all([*apart, UUID(int=9)], apart) == [(LAST_STEP, [UUID(int=9)])]
    assert last_of_all([UUID(int=1), UUID(int=2)], apart) == []
    assert gravest({UUID(int=3): "household"}, apart)[UUID(int=3)] == "household"


@pytest.mark.parametrize("how", ["closed", "no role", "kept apart", "too long"])
def test_a_taker_who_cannot_read_it_any_more_has_it_no_longer(make: Make, how: str) -> None:
    person, taker, other = make.young_person(), make.staff(Role.DUTY_WORKER), make.staff(Role.DUTY_WORKER)
    make.on_duty(other)
    statement = make.statement(person, pages_duty=True, sent_at=NIGHT, taken_by_id=taker.id, taken_at=NIGHT)
    assert _call_at(NIGHT + timedelta(minutes=30)) == 0
    if how == "closed":
        _change(taker, is_open=False)
    elif how == "no role":
        with db.transaction() as session:
            session.execute(sa.delete(RoleGrant).where(RoleGrant.account_id == taker.id))
    elif how == "kept apart":
        make.kept_apart(person, statement, taker)
    later = timedelta(hours=2) if how == "too long" else timedelta(minutes=31)
    assert _call_at(NIGHT + later) == 1
    assert _called() == {other.id}
    assert db.session.scalar(sa.select(Statement.taken_by_id)) is None


def test_one_that_fails_is_undone_and_does_not_stop_the_others(make: Make) -> None:
    account = make.staff(Role.READER)

    def act(number: int) -> int:
        db.session.add(Notice(account_id=account.id, kind=NoticeKind.TO_READ, made_at=NIGHT, tries=number))
        db.session.flush()
        return 1 // number

    with db.transaction():
        assert each("a job", [0, 1], act) == 1
    assert db.session.scalars(sa.select(Notice.tries)).all() == [1]
