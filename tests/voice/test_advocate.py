"""The advocacy provider's desk: theirs alone, and passed on only with the young person's knowledge."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import KeptApart
from portal.policy.roles import Role
from portal.voice import jobs
from portal.voice.models import Answer, Call, Statement
from portal.voice.rules import Desk, Level
from tests.support.factories import Make
from tests.support.pages import Page


def _passed() -> list[Statement]:
    return list(db.session.scalars(sa.select(Statement).where(Statement.desk == Desk.COUNCIL)))


def test_an_advocate_lists_opens_reads_and_answers(page: Page, make: Make) -> None:
    person = make.young_person(name="Sam Vale")
    make.account_for(person)
    advocate = make.staff(Role.ADVOCATE, name="Ada Vocate")
    statement = make.statement(person, "nobody asks me", desk=Desk.ADVOCATE)
    page.sign_in(advocate).visit("/staff/advocate")
    assert "nobody asks me" not in page.main
    page.follow("Sam")
    assert "nobody asks me" in page.main
    page.submit("Mark as read")
    assert "Read by Ada Vocate" in page.main
    soon = clock.now().date() + timedelta(days=3)
    page.submit(
        "Send it", {"understood": "I hear you", "state": "will_do", "will_do": "Ring", "by_when": soon}
    )
    answer = db.session.scalars(sa.select(Answer)).one()
    assert (answer.statement_id, answer.by_id) == (statement.id, advocate.id)
    asked = db.session.scalars(
        sa.select(Notice.account_id).where(Notice.kind == NoticeKind.PLEASE_TELL)
    ).all()
    assert asked == [advocate.id]


def test_no_worker_of_the_council_is_asked_to_tell_of_it_later(make: Make) -> None:
    person = make.young_person()
    make.account_for(person)
    make.worker_of(person)
    advocate = make.staff(Role.ADVOCATE)
    statement = make.statement(person, desk=Desk.ADVOCATE, read_by=advocate, answerer=advocate)
    make.answer(statement, advocate)
    with db.transaction():
        jobs.ask_to_tell(clock.now() + timedelta(days=4), days=3)
    asked = db.session.scalars(
        sa.select(Notice.account_id).where(Notice.kind == NoticeKind.PLEASE_TELL)
    ).all()
    assert asked == [advocate.id]


def test_no_page_of_the_council_shows_it_even_to_those_who_know_its_id(page: Page, make: Make) -> None:
    person = make.young_person(name="Sam Vale")
    worker = make.worker_of(person)
    advocate = make.staff(Role.ADVOCATE)
    statement = make.statement(person, desk=Desk.ADVOCATE, read_by=advocate, to=[worker])
    make.call(statement, worker)
    page.sign_in(worker).visit("/staff/statements")
    assert "Sam Vale" not in page.main
    for path in (f"/staff/statements/{statement.id}", f"/staff/advocate/{statement.id}", "/staff/advocate"):
        page.visit(path, status=404)
    page.post(f"/staff/statements/{statement.id}/told", status=404)


def test_an_advocate_opens_nothing_of_the_council(page: Page, make: Make) -> None:
    statement = make.statement(make.young_person())
    page.sign_in(make.staff(Role.ADVOCATE)).visit(f"/staff/advocate/{statement.id}", status=404)
    page.visit("/staff/statements", status=404)


def test_an_advocate_it_concerns_does_not_get_it(page: Page, make: Make) -> None:
    advocate = make.staff(Role.ADVOCATE)
    statement = make.statement(make.young_person(name="Sam Vale"), desk=Desk.ADVOCATE, concerning=[advocate])
    page.sign_in(advocate).visit("/staff/advocate")
    assert "Sam" not in page.main
    page.visit(f"/staff/advocate/{statement.id}", status=404)


def test_passing_on_needs_a_choice_about_the_words_and_that_they_know(page: Page, make: Make) -> None:
    statement = make.statement(make.young_person(), "he hits me", desk=Desk.ADVOCATE)
    page.sign_in(make.staff(Role.ADVOCATE)).visit(f"/staff/advocate/{statement.id}")
    page.follow("Tell the safety team").submit("Tell the safety team", status=422)
    assert len(page.mistakes) == 2
    assert _passed() == []


def test_passed_on_without_words_the_council_has_none_and_is_called(page: Page, make: Make) -> None:
    person = make.young_person()
    duty = make.staff(Role.DUTY_WORKER)
    make.on_duty(duty)
    carer = make.worker_of(person, Role.FOSTER_CARER, name="Fay Carer")
    concerned_reader = make.staff(Role.READER, household=carer)
    advocate = make.staff(Role.ADVOCATE, name="Ada Vocate")
    statement = make.statement(person, "he hits me", desk=Desk.ADVOCATE, concerning=[carer])
    page.sign_in(advocate).visit(f"/staff/advocate/{statement.id}/pass-on")
    page.submit("Tell the safety team", {"words": "without", "they_know": True})
    (passed,) = _passed()
    assert (passed.words, passed.level, passed.pages_duty) == ("", Level.NOW, True)
    assert db.session.scalars(sa.select(Call.account_id)).all() == [duty.id]
    apart = db.session.scalars(sa.select(KeptApart.account_id).where(KeptApart.statement_id == passed.id))
    assert set(apart) == {carer.id, concerned_reader.id}
    page.post(f"/staff/advocate/{statement.id}/pass-on", {"words": "with", "they_know": "y"})
    assert [one.words for one in _passed()] == [""]
    page.sign_in(make.staff(Role.READER)).visit(f"/staff/desk/{passed.id}")
    assert "Ada Vocate" in page.main
    assert "he hits me" not in page.html
    assert "Fay Carer (foster carer): " not in page.main


def test_passed_on_with_words_when_they_agreed(page: Page, make: Make) -> None:
    statement = make.statement(make.young_person(), "he hits me", desk=Desk.ADVOCATE)
    page.sign_in(make.staff(Role.ADVOCATE)).visit(f"/staff/advocate/{statement.id}/pass-on")
    page.submit("Tell the safety team", {"words": "with", "they_know": True})
    (passed,) = _passed()
    assert passed.words == "he hits me"
