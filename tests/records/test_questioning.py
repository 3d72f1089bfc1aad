"""Questioning what was given: their side, and the side of whoever looks again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from portal import db
from portal.accounts.models import Account
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.records.jobs.questioning import remind_of_questions
from portal.records.models import Questioning, RecordsRequest
from portal.records.rules import QuestionKind, QuestionOutcome
from portal.records.rules.questioning import ACKNOWLEDGE, ANSWER
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted
from tests.support.world_records import LONDON, make_request
from tests.voice.young import rows


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale", called="Sam")


@pytest.fixture
def olu(make: Make) -> Account:
    return make.staff(Role.RECORDS_OFFICER, name="Olu Records")


@pytest.fixture
def dana(make: Make) -> Account:
    return make.staff(Role.DATA_PROTECTION_OFFICER, name="Dana Protect")


@pytest.fixture
def asked(sam: YoungPerson, olu: Account, dana: Account) -> RecordsRequest:
    return make_request(person=sam, officer=olu)


@pytest.fixture
def in_space(page: Page, make: Make, sam: YoungPerson, asked: RecordsRequest) -> Page:
    return page.sign_in(make.account_for(sam))


def _question(page: Page, request: RecordsRequest, link: str, words: str) -> Questioning:
    page.visit(f"/records/{request.id}").follow("Question it").follow(link).submit("Send it", words=words)
    return next(one for one in rows(Questioning) if one.words == words)


def _running(question: Questioning) -> dict[str, Deadline]:
    db.session.remove()
    found = db.session.scalars(
        sa.select(Deadline).where(Deadline.about_id == question.id, Deadline.done_at.is_(None))
    )
    return {one.kind: one for one in found}


def test_each_kind_has_its_clocks(in_space: Page, asked: RecordsRequest) -> None:
    complaint = _question(in_space, asked, "I want to complain", "You took so long")
    review = _question(in_space, asked, "Please look again", "Page 4 is all covered")
    wrong = _question(in_space, asked, "Something is wrong in it", "I was born in May")
    side = _question(in_space, asked, "Add my side", "I did not run away")
    assert [one.kind for one in (complaint, review, wrong, side)] == [
        QuestionKind.COMPLAINT,
        QuestionKind.REVIEW,
        QuestionKind.CORRECTION,
        QuestionKind.MY_SIDE,
    ]
    assert {kind: one.clock for kind, one in _running(complaint).items()} == {
        ACKNOWLEDGE: "dp_complaint",
        ANSWER: "answer",
    }
    assert _running(complaint)[ACKNOWLEDGE].due_on >= complaint.received_on + timedelta(days=30)
    assert {kind: one.clock for kind, one in _running(review).items()} == {ANSWER: "answer"}
    assert {kind: one.clock for kind, one in _running(wrong).items()} == {ANSWER: "sar"}
    assert {kind: one.clock for kind, one in _running(side).items()} == {ANSWER: "sar"}
    main = in_space.visit(f"/records/{asked.id}").main
    assert "I did not run away" in main
    assert "We answer by" in main


def test_the_page_names_who_else_can_help(in_space: Page, asked: RecordsRequest) -> None:
    main = in_space.visit(f"/records/{asked.id}/question").main
    assert "Example Advocacy" in main
    assert "judge" in main
    assert "checks that records are looked after" in main


def test_sent_twice_is_one_and_nothing_is_refused_kindly(in_space: Page, asked: RecordsRequest) -> None:
    in_space.visit(f"/records/{asked.id}/question/review").submit("Send it", words="", status=422)
    assert in_space.mistakes == ["Write it here. A few words are enough."]
    form, button = in_space.form_with("Send it")
    form.fill("words", "Again")
    for _ in range(2):
        in_space.client.post(f"/records/{asked.id}/question/review", data=MultiDict(form.pairs(button)))
    assert len(rows(Questioning)) == 1
    in_space.visit(f"/records/{asked.id}/question/anything", status=404)


def test_somebody_else_than_whoever_decided_looks_again(
    in_space: Page,
    another_page: Callable[[], Page],
    asked: RecordsRequest,
    olu: Account,
    dana: Account,
) -> None:
    one = _question(in_space, asked, "Please look again", "Page 4 is all covered")
    told = [n.account_id for n in rows(Notice) if n.kind is NoticeKind.RECORDS_QUESTION]
    assert told == [dana.id]
    officer = another_page().sign_in(olu).visit(f"/staff/records/questions/{one.id}")
    assert "Somebody else decides this" in officer.main
    officer.post(
        f"/staff/records/questions/{one.id}/decide", {"outcome": "changed", "words": "Done"}, status=409
    )
    staff = another_page().sign_in(dana).visit("/staff/records/questions").follow("Please look again")
    staff.submit("It is acknowledged")
    assert "Dana Protect looks at it" in in_space.visit(f"/records/{asked.id}").main
    staff.submit("Answer them", words="", status=422)
    assert len(staff.mistakes) == 2
    staff.submit("Answer them", outcome="partly", words="We took the cover off your brother's name.")
    main = in_space.visit(f"/records/{asked.id}").main
    assert "We took the cover off your brother's name." in main
    assert "We changed part of it." in main
    [row] = rows(Questioning)
    assert (row.outcome, row.officer_id) == (QuestionOutcome.PARTLY, dana.id)
    assert _running(row) == {}


def test_an_outcome_that_cannot_come_of_it_is_not_taken(
    in_space: Page, another_page: Callable[[], Page], asked: RecordsRequest, dana: Account
) -> None:
    one = _question(in_space, asked, "Please look again", "Page 4")
    staff = another_page().sign_in(dana)
    address = f"/staff/records/questions/{one.id}"
    staff.post(f"{address}/decide", {"outcome": "added", "words": "x"}, status=422)
    staff.post(f"{address}/acknowledge", {"on-day": "1", "on-month": "1", "on-year": "2099"}, status=422)
    staff.post(f"{address}/acknowledge", {"on-day": "1", "on-month": "1", "on-year": "2001"}, status=422)
    assert rows(Questioning)[0].acknowledged_on is None


def test_answered_twice_the_first_stands(
    in_space: Page, another_page: Callable[[], Page], asked: RecordsRequest, dana: Account
) -> None:
    one = _question(in_space, asked, "Add my side", "My side")
    staff = another_page().sign_in(dana)
    address = f"/staff/records/questions/{one.id}/decide"
    staff.post(address, {"outcome": "added", "words": "It stands there now."})
    staff.post(address, {"outcome": "added", "words": "It stands there now."})
    staff.post(address, {"outcome": "not_changed", "words": "No."}, status=409)
    assert rows(Questioning)[0].outcome is QuestionOutcome.ADDED


def test_who_may_not_meet_the_request_meets_none_of_it(
    in_space: Page,
    another_page: Callable[[], Page],
    make: Make,
    asked: RecordsRequest,
    sam: YoungPerson,
    dana: Account,
) -> None:
    one = _question(in_space, asked, "Please look again", "Page 4")
    statement = make.statement(sam, "About somebody")
    make.kept_apart(sam, statement, dana)
    staff = another_page().sign_in(dana)
    assert "Nothing is questioned" in staff.visit("/staff/records/questions").main
    staff.visit(f"/staff/records/questions/{one.id}", status=404)
    other = another_page().sign_in(make.staff(Role.SOCIAL_WORKER))
    other.visit("/staff/records/questions", status=404)
    other.visit(f"/staff/records/questions/{one.id}", status=404)


def test_reminders_come_once_before_and_once_when_late(
    in_space: Page, asked: RecordsRequest, dana: Account
) -> None:
    one = _question(in_space, asked, "Something is wrong in it", "I was born in May")
    due = _running(one)[ANSWER].due_on

    def remind(days: int) -> int:
        moment = clock.now().replace(year=due.year, month=due.month, day=due.day) + timedelta(days=days)
        with db.transaction(), clock.at(moment):
            return remind_of_questions(moment, LONDON)

    assert remind(-20) == 0
    assert (remind(-2), remind(-2), remind(-1)) == (1, 0, 0)
    assert (remind(1), remind(2), remind(5)) == (1, 0, 0)


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    in_space: Page, another_page: Callable[[], Page], asked: RecordsRequest, dana: Account
) -> None:
    _question(in_space, asked, "Please look again", "One")
    staff = another_page().sign_in(dana)
    staff.visit("/staff/records/questions")
    with counted() as one:
        staff.visit("/staff/records/questions")
    for number in range(4):
        _question(in_space, asked, "Please look again", f"More {number}")
    with counted() as many:
        staff.visit("/staff/records/questions")
    assert len(many) == len(one)
