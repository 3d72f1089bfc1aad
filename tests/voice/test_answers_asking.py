"""Asking somebody else to answer: they are told, the young person sees it, the day stays; giving it back."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice import jobs
from portal.voice.models import AskedToAnswer, Recipient, Statement
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

ASK = "Ask them to answer"


@pytest.fixture
def said(make: Make, sam: YoungPerson, priya: Account, rae: Account) -> Statement:
    return make.statement(sam, to=[priya], read_by=rae)


@pytest.fixture
def iro(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.IRO, name="Ines Review")


def _due() -> tuple[UUID | None, date]:
    db.session.remove()
    clock_ = db.session.scalars(sa.select(Deadline).where(Deadline.kind == "answer")).one()
    return clock_.owner_id, clock_.due_on


def _answerer(said: Statement) -> UUID | None:
    db.session.remove()
    return db.session.scalar(sa.select(Statement.answerer_id).where(Statement.id == said.id))


def _told(account: Account) -> list[NoticeKind]:
    return [n.kind for n in rows(Notice) if n.account_id == account.id and not (n.seen_at or n.dropped_at)]


def _ask(page: Page, said: Statement, by: Account, whom: str = "Ines Review") -> Page:
    page.sign_in(by).visit(f"/staff/statements/{said.id}")
    return page.submit(ASK, instead=whom, note="You run the review, you know more.")


def test_whoever_is_asked_answers_and_the_day_stays(
    page: Page, said: Statement, priya: Account, iro: Account, sam_account: Account
) -> None:
    before = _due()[1]
    _ask(page, said, priya)
    assert _due() == (iro.id, before)
    assert _told(iro) == [NoticeKind.ASKED_TO_ANSWER]
    assert NoticeKind.TO_ANSWER not in _told(priya)
    page.sign_in(iro).visit(f"/staff/statements/{said.id}")
    assert "You run the review, you know more." in page.main
    assert "Your answer" in page.main
    page.sign_in(priya).visit(f"/staff/statements/{said.id}")  # still theirs to read, not to answer
    assert "Your answer" not in page.main
    page.sign_in(sam_account).visit(f"/said/{said.id}")
    assert "Ines Review answers by" in page.main
    assert "Ines Review (Runs your review meetings)" in " ".join(page.main.split())


def test_it_is_in_the_young_persons_history(
    page: Page, said: Statement, priya: Account, iro: Account, sam_account: Account
) -> None:
    _ask(page, said, priya)
    assert "ask_to_answer" in {event.action for event in rows(Event)}
    assert "asked somebody else to answer you" in page.sign_in(sam_account).visit("/who-opened").main


def test_given_back_it_is_the_first_ones_again(
    page: Page, said: Statement, priya: Account, iro: Account
) -> None:
    _ask(page, said, priya)
    page.sign_in(iro).visit(f"/staff/statements/{said.id}").submit("Give it back", why="I am new to this.")
    assert _answerer(said) == priya.id
    assert NoticeKind.GIVEN_BACK in _told(priya)
    assert _told(iro) == []
    page.sign_in(priya).visit(f"/staff/statements/{said.id}")
    assert "I am new to this." in page.main
    assert "Your answer" in page.main
    page.sign_in(iro).post(f"/staff/statements/{said.id}/give-back", {"why": "again"}, status=404)


def test_it_is_not_given_back_to_somebody_it_turned_out_to_concern(
    page: Page, make: Make, sam: YoungPerson, said: Statement, priya: Account, iro: Account
) -> None:
    lead = make.staff(Role.SAFETY_LEAD)
    _ask(page, said, priya)
    make.kept_apart(sam, said, priya)
    page.sign_in(iro).visit(f"/staff/statements/{said.id}").submit("Give it back", why="I can't.")
    assert _answerer(said) == lead.id
    assert NoticeKind.GIVEN_BACK not in _told(priya)


def test_giving_back_what_they_were_not_asked_is_refused(page: Page, said: Statement, priya: Account) -> None:
    page.sign_in(priya).post(f"/staff/statements/{said.id}/give-back", {"why": "no"}, status=409)
    assert _answerer(said) == priya.id


@pytest.mark.parametrize("fields", [{}, {"note": "please"}, {"instead": "nobody", "note": "please"}])
def test_what_is_missing_is_said(
    page: Page, said: Statement, priya: Account, iro: Account, fields: dict[str, str]
) -> None:
    page.sign_in(priya)
    page.post(f"/staff/statements/{said.id}/ask", fields, status=422)
    assert page.mistakes
    assert page.value("note") == fields.get("note", "")
    assert rows(AskedToAnswer) == []


def test_giving_back_needs_a_reason(page: Page, said: Statement, priya: Account, iro: Account) -> None:
    _ask(page, said, priya)
    page.sign_in(iro).visit(f"/staff/statements/{said.id}").submit("Give it back", status=422)
    assert "Say why you give it back." in page.mistakes[0]
    assert _answerer(said) == iro.id


def test_nobody_taken_off_nor_outside_is_offered_or_taken(
    page: Page, make: Make, sam: YoungPerson, said: Statement, priya: Account
) -> None:
    adviser = make.worker_of(sam, Role.PERSONAL_ADVISER, name="Off Taken")
    carer = make.worker_of(sam, Role.FOSTER_CARER, name="Carer Home")
    stranger = make.staff(Role.SOCIAL_WORKER, name="Not Around")
    with db.transaction() as session:
        off = {"statement_id": said.id, "account_id": adviser.id, "kind": "personal_adviser"}
        session.add(Recipient(**off, removed_at=clock.now()))
    page.sign_in(priya).visit(f"/staff/statements/{said.id}")
    assert ASK not in page.main
    for one in (adviser, carer, stranger, priya):
        fields = {"instead": str(one.id), "note": "please"}
        page.post(f"/staff/statements/{said.id}/ask", fields, status=422)
    assert _answerer(said) == priya.id


def test_asking_somebody_kept_apart_tells_neither_of_them(
    page: Page,
    make: Make,
    sam: YoungPerson,
    said: Statement,
    priya: Account,
    iro: Account,
    sam_account: Account,
) -> None:
    lead = make.staff(Role.SAFETY_LEAD, name="Lena Lead")
    page.sign_in(priya).visit(f"/staff/statements/{said.id}")
    before = page.main
    with db.transaction() as session:  # she was picked too, and lost it when she was kept apart
        picked = {"statement_id": said.id, "account_id": iro.id, "kind": "iro", "place": 1}
        session.add(Recipient(**picked, removed_at=clock.now()))
    make.kept_apart(sam, said, iro)
    assert page.visit(f"/staff/statements/{said.id}").main == before  # as it was
    _ask(page, said, priya)
    assert _due()[0] == _answerer(said) == lead.id
    assert _told(iro) == []
    assert _told(lead) == [NoticeKind.TO_ANSWER]
    assert "Priya Shah asked Ines Review" in page.visit(f"/staff/statements/{said.id}").main
    page.sign_in(iro).visit(f"/staff/statements/{said.id}", status=404)
    assert "Ines Review answers by" not in page.sign_in(sam_account).visit(f"/said/{said.id}").main


def test_with_nobody_to_answer_instead_the_page_says_that_it_may_stay(
    page: Page, make: Make, sam: YoungPerson, said: Statement, priya: Account, iro: Account
) -> None:
    admin = make.staff(Role.ADMINISTRATOR)
    make.kept_apart(sam, said, iro)
    _ask(page, said, priya)
    assert "Where nobody can, it stays in your list." in page.flashes[0]
    assert _answerer(said) == priya.id
    assert NoticeKind.ARRANGE in _told(admin)


def test_whom_they_took_off_is_not_offered_for_being_kept_apart_later(
    page: Page, make: Make, sam: YoungPerson, said: Statement, priya: Account, iro: Account
) -> None:
    with db.transaction() as session:
        off = {"statement_id": said.id, "account_id": iro.id, "kind": "iro", "place": 1}
        session.add(Recipient(**off, removed_at=clock.now() - timedelta(days=1)))
    make.kept_apart(sam, said, iro)
    assert ASK not in page.sign_in(priya).visit(f"/staff/statements/{said.id}").main


def test_sent_twice_it_is_asked_once(page: Page, said: Statement, priya: Account, iro: Account) -> None:
    _ask(page, said, priya)
    again = {"instead": str(iro.id), "note": "You run the review, you know more."}
    page.post(f"/staff/statements/{said.id}/ask", again, status=404)  # no longer theirs to hand on
    assert len(rows(AskedToAnswer)) == 1


def test_taken_back_meanwhile_nothing_is_handed_on(
    page: Page, said: Statement, priya: Account, iro: Account
) -> None:
    page.sign_in(priya).visit(f"/staff/statements/{said.id}")
    with db.transaction() as session:
        session.get_one(Statement, said.id).taken_back_at = clock.now()
    page.submit(ASK, instead="Ines Review", note="please", status=409)
    assert rows(AskedToAnswer) == []


def test_a_promise_goes_with_it_and_follows_the_link(
    page: Page, make: Make, said: Statement, priya: Account, iro: Account
) -> None:
    page.sign_in(priya).visit(f"/staff/statements/{said.id}")
    soon = clock.now().date() + timedelta(days=5)
    page.submit("Send it", {"understood": "x", "state": "will_do", "will_do": "y", "by_when": soon})
    _ask(page, said, priya)
    (promise,) = [d for d in rows(Deadline) if d.kind == "promise"]
    assert (promise.owner_id, promise.due_on) == (iro.id, soon)
    make.kept_apart(db.session.get_one(YoungPerson, said.young_person_id), said, iro)
    with db.transaction():
        assert jobs.hand_on_what_is_owed(clock.now(), zone=ZoneInfo("Europe/London")) == 1
    (promise,) = [d for d in rows(Deadline) if d.kind == "promise"]
    assert promise.owner_id == priya.id
