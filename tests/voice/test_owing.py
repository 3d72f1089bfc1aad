"""What is owed is owed by somebody who can do it: answers, telling of them, reminding of late ones."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account, RoleGrant
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import CareLink
from portal.people.rules import LinkKind
from portal.policy.roles import Role
from portal.voice import jobs
from portal.voice.models import Statement
from tests.support.factories import Make
from tests.support.pages import Page

LONDON = ZoneInfo("Europe/London")


def _hand_on() -> int:
    with db.transaction():
        return jobs.hand_on_what_is_owed(clock.now(), zone=LONDON)


def _answerer(statement: Statement) -> UUID | None:
    return db.session.scalar(sa.select(Statement.answerer_id).where(Statement.id == statement.id))


def _close(account: Account) -> None:
    with db.transaction() as session:
        session.execute(sa.update(Account).where(Account.id == account.id).values(is_open=False))


def _standing(kind: NoticeKind) -> list[UUID]:
    return list(
        db.session.scalars(
            sa.select(Notice.account_id).where(Notice.kind == kind, Notice.dropped_at.is_(None))
        )
    )


@pytest.mark.parametrize("how", ["kept apart", "role ended"])
def test_owed_by_a_picked_worker_who_cannot_answer_any_more_it_goes_on(make: Make, how: str) -> None:
    person, reader, lead = make.young_person(), make.staff(Role.READER), make.staff(Role.SAFETY_LEAD)
    worker = make.staff(Role.SOCIAL_WORKER, Role.PARTICIPATION_WORKER)
    make.link(person, worker, LinkKind.SOCIAL_WORKER)
    statement = make.statement(person, to=[worker], read_by=reader)
    assert _hand_on() == 0
    if how == "kept apart":
        make.kept_apart(person, statement, worker)
    else:
        with db.transaction() as session:
            session.execute(
                sa.delete(RoleGrant).where(
                    RoleGrant.account_id == worker.id, RoleGrant.role == Role.SOCIAL_WORKER
                )
            )
    assert [_hand_on(), _hand_on()] == [1, 0]
    assert _answerer(statement) == lead.id
    assert _standing(NoticeKind.TO_ANSWER) == [lead.id]


def test_owed_by_somebody_chosen_who_has_left_it_goes_to_a_safety_lead(make: Make) -> None:
    person, reader = make.young_person(), make.staff(Role.READER)
    chosen = make.staff(Role.PARTICIPATION_WORKER)
    statement = make.statement(person, read_by=reader, answerer=chosen)
    assert _hand_on() == 0
    _close(chosen)
    assert _hand_on() == 1
    assert _answerer(statement) == reader.id
    lead = make.staff(Role.SAFETY_LEAD)
    make.kept_apart(person, statement, reader)
    assert _hand_on() == 1
    assert _answerer(statement) == lead.id


def test_late_and_owed_by_nobody_who_may_see_it_safety_leads_are_reminded(make: Make) -> None:
    person, lead, apart = make.young_person(), make.staff(Role.SAFETY_LEAD), make.staff(Role.SAFETY_LEAD)
    worker = make.worker_of(person, manager=make.staff(Role.MANAGER))
    due = clock.now().date() - timedelta(days=2)
    statement = make.statement(
        person, to=[worker], read_by=make.staff(Role.READER), answer_by_on=due, concerning=[worker]
    )
    make.kept_apart(person, statement, apart)
    with db.transaction():
        assert jobs.remind_overdue(clock.now(), zone=LONDON) == 1
        assert jobs.remind_overdue(clock.now(), zone=LONDON) == 0
    assert _standing(NoticeKind.OVERDUE) == [lead.id]


@pytest.mark.parametrize("how", ["dropped", "left", "link ended", "kept apart"])
def test_asked_of_somebody_who_cannot_tell_them_another_is_asked(make: Make, how: str) -> None:
    person = make.young_person()
    make.account_for(person)
    asked, next_one = make.worker_of(person), make.worker_of(person, Role.PARTICIPATION_WORKER)
    statement = make.statement(person, to=[asked], read_by=make.staff(Role.READER), answerer=next_one)
    make.answer(statement, make.staff(Role.READER, is_open=False))

    def ask() -> int:
        with db.transaction():
            return jobs.ask_to_tell(clock.now() + timedelta(minutes=1), days=3)

    assert [ask(), ask()] == [1, 0]
    assert _standing(NoticeKind.PLEASE_TELL) == [asked.id]
    if how == "left":
        _close(asked)
    elif how == "kept apart":
        make.kept_apart(person, statement, asked)
    with db.transaction() as session:
        if how == "dropped":
            session.execute(sa.update(Notice).values(dropped_at=clock.now()))
        if how in ("dropped", "link ended"):
            yesterday = clock.now().date() - timedelta(days=1)
            session.execute(
                sa.update(CareLink).where(CareLink.account_id == asked.id).values(until_on=yesterday)
            )
    assert [ask(), ask()] == [1, 0]
    assert _standing(NoticeKind.PLEASE_TELL) == [next_one.id]


def test_with_no_worker_left_a_safety_lead_is_asked_to_tell_them(make: Make) -> None:
    person, lead = make.young_person(), make.staff(Role.SAFETY_LEAD)
    make.account_for(person)
    gone = make.staff(Role.SOCIAL_WORKER, is_open=False)
    make.answer(make.statement(person, read_by=lead, answerer=gone), gone)
    with db.transaction():
        assert jobs.ask_to_tell(clock.now() + timedelta(minutes=1), days=3) == 1
        assert jobs.ask_to_tell(clock.now() + timedelta(minutes=1), days=3) == 0
    assert _standing(NoticeKind.PLEASE_TELL) == [lead.id]


def test_whom_it_turns_out_to_concern_no_longer_sees_the_name_to_tell(page: Page, make: Make) -> None:
    person = make.young_person(name="Sam Vale")
    make.account_for(person)
    worker = make.worker_of(person)
    statement = make.statement(person, to=[worker], read_by=make.staff(Role.READER))
    make.answer(statement, worker)
    with db.transaction():
        jobs.ask_to_tell(clock.now() + timedelta(minutes=1), days=3)
    page.sign_in(worker).visit("/staff/statements")
    assert "Please tell them" in page.main
    make.kept_apart(person, statement, worker)
    page.visit("/staff/statements")
    assert "Sam Vale" not in page.main
