"""Answers: what one says, that it is sent once, that it reaches them, and what is late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice import jobs
from portal.voice.models import Answer, Recipient, Statement
from tests.support.factories import Make
from tests.support.pages import Page

LONDON = ZoneInfo("Europe/London")
YES = {"understood": "You want to see Mia more.", "state": "will_do", "will_do": "I will ask for Sundays."}


def _soon() -> dict[str, Any]:
    return {**YES, "by_when": clock.now().date() + timedelta(days=7)}


def _kinds(account: Account) -> list[NoticeKind]:
    return list(
        db.session.scalars(
            sa.select(Notice.kind).where(
                Notice.account_id == account.id, Notice.dropped_at.is_(None), Notice.seen_at.is_(None)
            )
        )
    )


def test_an_answer_is_sent_once_and_ends_the_clock(
    page: Page, another_page: Callable[[], Page], make: Make
) -> None:
    person = make.young_person()
    account = make.account_for(person)
    worker = make.worker_of(person)
    statement = make.statement(person, to=[worker], read_by=make.staff(Role.READER))
    page.sign_in(worker).visit(f"/staff/statements/{statement.id}")
    once = page.value("send_once")
    page.submit("Send it", _soon())
    again = another_page().sign_in(worker)
    day = clock.now().date() + timedelta(days=7)
    typed = {**YES, "by_when-day": day.day, "by_when-month": day.month, "by_when-year": day.year}
    again.post(f"/staff/statements/{statement.id}/answer", {**typed, "send_once": once})
    answers = db.session.scalars(sa.select(Answer)).all()
    assert [a.will_do for a in answers] == ["I will ask for Sundays."]
    assert db.session.scalar(sa.select(Deadline.done_at).where(Deadline.kind == "answer")) is not None
    assert NoticeKind.ANSWER_READY in _kinds(account)


def test_with_an_address_they_get_a_neutral_mail_and_nobody_is_asked_to_tell(page: Page, make: Make) -> None:
    person = make.young_person()
    account = make.account_for(person)
    with db.transaction() as session:
        session.get_one(Account, account.id).email = "sam@example.org"
    worker = make.worker_of(person)
    statement = make.statement(person, to=[worker], read_by=make.staff(Role.READER))
    page.sign_in(worker).visit(f"/staff/statements/{statement.id}").submit("Send it", _soon())
    notice = db.session.scalars(sa.select(Notice).where(Notice.account_id == account.id)).one()
    assert notice.kind is NoticeKind.ANSWER_READY
    assert notice.send_after is not None
    assert NoticeKind.PLEASE_TELL not in _kinds(worker)


def test_without_an_address_a_worker_is_asked_and_says_they_told_them(page: Page, make: Make) -> None:
    person = make.young_person(name="Tell Me")
    make.account_for(person)
    worker = make.worker_of(person)
    statement = make.statement(person, to=[worker], read_by=make.staff(Role.READER))
    page.sign_in(worker).visit(f"/staff/statements/{statement.id}").submit("Send it", _soon())
    assert NoticeKind.PLEASE_TELL in _kinds(worker)
    page.visit("/staff/statements")
    page.submit("I told them: Tell Me")
    answer = db.session.scalars(sa.select(Answer)).one()
    assert answer.told_by_id == worker.id
    assert NoticeKind.PLEASE_TELL not in _kinds(worker)
    assert statement.id == answer.statement_id


def test_who_is_asked_to_tell_is_never_kept_apart_and_need_not_have_read_it(page: Page, make: Make) -> None:
    person, lead = make.young_person(name="Tell Me"), make.staff(Role.SAFETY_LEAD)
    make.account_for(person)
    concerned = make.worker_of(person)
    helper = make.worker_of(person, Role.PARTICIPATION_WORKER)
    statement = make.statement(
        person, "a secret", concerning=[concerned], read_by=make.staff(Role.READER), answerer=lead
    )
    page.sign_in(lead).visit(f"/staff/statements/{statement.id}").submit("Send it", _soon())
    assert NoticeKind.PLEASE_TELL not in _kinds(concerned)
    page.sign_in(helper).visit("/staff/statements")
    assert "Tell Me" in page.main
    page.visit(f"/staff/statements/{statement.id}", status=404)
    page.visit("/staff/statements").submit("I told them: Tell Me")
    assert db.session.scalars(sa.select(Answer.told_by_id)).one() == helper.id


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "will_do"}, "Say what you understood"),
        ({"understood": "x"}, "Say how it stands"),
        ({"understood": "x", "state": "will_do"}, "Say what we will do"),
        ({"understood": "x", "state": "will_do", "will_do": "y"}, "Say by when"),
        ({"understood": "x", "state": "cant"}, "Say the true reason"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    page: Page, make: Make, fields: dict[str, Any], words: str
) -> None:
    person = make.young_person()
    worker = make.worker_of(person)
    statement = make.statement(person, to=[worker], read_by=make.staff(Role.READER))
    page.sign_in(worker).visit(f"/staff/statements/{statement.id}")
    page.submit("Send it", fields, status=422)
    assert any(words in line for line in page.mistakes), page.mistakes
    for name, value in fields.items():
        assert page.value(name) == value
    assert db.session.scalars(sa.select(Answer)).all() == []


def test_a_day_that_has_passed_is_refused(page: Page, make: Make) -> None:
    person = make.young_person()
    worker = make.worker_of(person)
    statement = make.statement(person, to=[worker], read_by=make.staff(Role.READER))
    page.sign_in(worker).visit(f"/staff/statements/{statement.id}")
    past = clock.now().date() - timedelta(days=3)
    page.submit("Send it", {**YES, "by_when": past}, status=422)
    assert "This day has passed" in page.mistakes[0]
    page.submit("Send it", {"by_when-day": "31", "by_when-month": "2"}, status=422)
    assert page.value("by_when-day") == "31"


def test_a_further_answer_can_be_added_and_the_first_stays(page: Page, make: Make) -> None:
    person = make.young_person()
    worker = make.worker_of(person)
    statement = make.statement(person, to=[worker], read_by=make.staff(Role.READER))
    make.answer(statement, worker)
    page.sign_in(worker).visit(f"/staff/statements/{statement.id}")
    page.submit("Send it", {"understood": "One more thing", "state": "cant", "reason": "No money is left"})
    reasons = [a.reason for a in db.session.scalars(sa.select(Answer).order_by(Answer.at))]
    assert reasons == ["", "No money is left"]
    assert "No money is left" in page.main


def test_another_recipient_reads_but_does_not_answer(page: Page, make: Make) -> None:
    person = make.young_person()
    worker, iro = make.worker_of(person), make.worker_of(person, Role.IRO)
    statement = make.statement(person, "hello", to=[worker, iro], read_by=make.staff(Role.READER))
    page.sign_in(iro).visit(f"/staff/statements/{statement.id}")
    assert "Your answer" not in page.main
    page.post(f"/staff/statements/{statement.id}/answer", status=404)
    opened = db.session.scalars(sa.select(Recipient.opened_at).where(Recipient.account_id == iro.id)).one()
    assert opened is not None


def test_taken_back_while_open_is_said_and_nothing_is_stored(page: Page, make: Make) -> None:
    person = make.young_person()
    worker, other = make.worker_of(person), make.worker_of(person, Role.IRO)
    statement = make.statement(person, to=[worker, other], read_by=make.staff(Role.READER))
    page.sign_in(worker).visit(f"/staff/statements/{statement.id}")
    with db.transaction() as session:
        session.get_one(Statement, statement.id).taken_back_at = clock.now()
    page.submit("Send it", _soon(), status=409)
    assert "taken this back" in page.main
    assert db.session.scalars(sa.select(Answer)).all() == []
    page.sign_in(other).visit(f"/staff/statements/{statement.id}", status=404)


def test_late_ones_are_on_top_red_and_on_the_managers_page_without_words_or_name(
    page: Page, make: Make
) -> None:
    manager = make.staff(Role.MANAGER)
    person = make.young_person(name="Waits Long")
    worker = make.worker_of(person, manager=manager, name="Wes Late")
    today = clock.now().date()
    reader = make.staff(Role.READER)
    late = make.statement(
        person, "please hurry", to=[worker], read_by=reader, answer_by_on=today - timedelta(days=3)
    )
    make.statement(make.young_person(), to=[worker], read_by=reader)
    page.sign_in(worker).visit("/staff/statements")
    assert "3 days late" in page.main
    page.sign_in(manager).visit("/staff/overdue")
    assert "Wes Late" in page.main
    assert "Waits Long" not in page.main
    assert "hurry" not in page.main
    page.visit(f"/staff/statements/{late.id}", status=404)


def test_the_managers_page_leaves_out_what_concerns_the_manager(page: Page, make: Make) -> None:
    manager = make.staff(Role.MANAGER)
    person = make.young_person()
    worker = make.worker_of(person, manager=manager, name="Wes Late")
    make.statement(
        person,
        to=[worker],
        read_by=make.staff(Role.READER),
        concerning=[manager],
        answer_by_on=clock.now().date() - timedelta(days=3),
    )
    page.sign_in(manager).visit("/staff/overdue")
    assert "Wes Late" not in page.main


def test_late_answers_are_recalled_once_a_day_to_the_answerer_stand_in_and_manager(make: Make) -> None:
    manager, apart = make.staff(Role.MANAGER), make.staff(Role.MANAGER)
    worker = make.staff(Role.SOCIAL_WORKER, manager=manager)
    other = make.staff(Role.SOCIAL_WORKER, manager=apart)
    instead = make.staff(Role.SOCIAL_WORKER)
    make.stand_in(worker, instead)
    due = clock.now().date() - timedelta(days=1)
    reader = make.staff(Role.READER)
    make.statement(make.young_person(), to=[worker], read_by=reader, answer_by_on=due)
    make.statement(make.young_person(), to=[other], read_by=reader, answer_by_on=due, concerning=[apart])

    def remind(days: int = 0) -> int:
        with db.transaction():
            return jobs.remind_overdue(clock.now() + timedelta(days=days), zone=LONDON)

    assert remind() == 4
    assert remind() == 0
    for account in (worker, manager, instead, other):
        assert _kinds(account) == [NoticeKind.OVERDUE]
    assert _kinds(apart) == []
    with db.transaction() as session:
        session.execute(sa.update(Notice).values(made_at=clock.now() - timedelta(days=1)))
    assert remind() == 4


def test_an_unread_answer_is_asked_to_be_told_after_three_days_or_at_once_without_address(make: Make) -> None:
    now = clock.now()
    reader = make.staff(Role.READER)
    accounts = []
    for has_address in (True, False):
        person = make.young_person()
        account = make.account_for(person)
        if has_address:
            with db.transaction() as session:
                session.get_one(Account, account.id).email = "sam@example.org"
        worker = make.worker_of(person)
        make.answer(make.statement(person, to=[worker], read_by=reader), worker, at=now)
        accounts.append(worker)

    def ask(days: int) -> int:
        with db.transaction():
            return jobs.ask_to_tell(now + timedelta(days=days, minutes=1), days=3)

    assert ask(0) == 1
    assert _kinds(accounts[1]) == [NoticeKind.PLEASE_TELL]
    assert ask(2) == 0
    assert ask(3) == 1
    assert _kinds(accounts[0]) == [NoticeKind.PLEASE_TELL]
    assert ask(4) == 0


def test_every_wrong_id_is_the_same_404(page: Page, make: Make) -> None:
    person = make.young_person()
    statement = make.statement(person, to=[make.worker_of(person)], read_by=make.staff(Role.READER))
    page.sign_in(make.staff(Role.SOCIAL_WORKER))
    bodies = set()
    for id_ in (statement.id, "00000000-0000-4000-8000-000000000000"):
        page.visit(f"/staff/statements/{id_}", status=404)
        bodies.add(page.main)
        page.post(f"/staff/statements/{id_}/answer", status=404)
        bodies.add(page.main)
        page.post(f"/staff/statements/{id_}/told", status=404)
        bodies.add(page.main)
        page.post(f"/staff/statements/{id_}/share", status=404)
        bodies.add(page.main)
    assert len(bodies) == 1


def test_what_is_owed_follows_the_link_to_the_new_worker(page: Page, make: Make) -> None:
    person, reader = make.young_person(name="New Worker"), make.staff(Role.READER)
    old = make.staff(Role.SOCIAL_WORKER)
    yesterday = clock.now().date() - timedelta(days=1)
    make.link(person, old, until_on=yesterday)
    new, iro = make.worker_of(person), make.worker_of(person, Role.IRO)
    statement = make.statement(person, to=[old, iro], read_by=reader, answerer=old)
    kept = make.statement(make.young_person(), read_by=reader, answerer=make.staff(Role.SAFETY_LEAD))

    def hand_on() -> int:
        with db.transaction():
            return jobs.hand_on_what_is_owed(clock.now(), zone=LONDON)

    assert hand_on() == 1
    assert hand_on() == 0
    assert NoticeKind.TO_ANSWER in _kinds(new)
    page.sign_in(new).visit(f"/staff/statements/{statement.id}").submit("Send it", _soon())
    page.sign_in(old).visit(f"/staff/statements/{statement.id}", status=404)
    stays = db.session.scalar(sa.select(Statement.answerer_id).where(Statement.id == kept.id))
    assert stays == kept.answerer_id


def test_what_is_owed_goes_to_nobody_kept_apart(make: Make) -> None:
    person, reader, lead = make.young_person(), make.staff(Role.READER), make.staff(Role.SAFETY_LEAD)
    old = make.staff(Role.SOCIAL_WORKER)
    make.link(person, old, until_on=clock.now().date() - timedelta(days=1))
    new = make.worker_of(person)
    statement = make.statement(person, to=[old], read_by=reader, concerning=[new])
    with db.transaction():
        assert jobs.hand_on_what_is_owed(clock.now(), zone=LONDON) == 1
    owner = db.session.scalar(sa.select(Statement.answerer_id).where(Statement.id == statement.id))
    assert owner == lead.id
