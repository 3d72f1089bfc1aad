"""The lists that a young person ticks, and what their worker sees and tells."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.rights.models import ListNote, ListTick, RightsAsk
from portal.rights.offer.lists import LINES
from portal.rights.rules.lists import CheckList, Has, lines_for
from portal.voice.models import Concern, Statement
from tests.support.factories import Make
from tests.support.pages import Page


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    """Seventeen."""
    return make.young_person(name="Sam Vale", born_on=clock.now().date() - timedelta(days=17 * 365 + 60))


@pytest.fixture
def sam_account(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


@pytest.fixture
def in_space(page: Page, sam_account: Account) -> Page:
    return page.sign_in(sam_account)


def test_lines_come_with_the_years() -> None:
    assert lines_for(LINES, 12) == {}
    assert [line.key for line in lines_for(LINES, 14)[CheckList.PAPERS]][:2] == [
        "birth_certificate",
        "passport",
    ]
    assert CheckList.PLAN not in lines_for(LINES, 14)
    assert sum(map(len, lines_for(LINES, None).values())) == len(LINES)


def test_one_tap_says_it_and_the_newest_holds(in_space: Page, sam: YoungPerson) -> None:
    in_space.visit("/my-lists").submit("I need it: Birth certificate")
    in_space.submit("I have it: Birth certificate")
    assert "You have 1 of" in in_space.text
    with db.transaction(writes=False) as session:
        rows = session.scalars(sa.select(ListTick).order_by(ListTick.at)).all()
        assert [(row.line, row.has) for row in rows] == [
            ("birth_certificate", Has.NEED),
            ("birth_certificate", Has.HAVE),
        ]


def test_a_double_tap_is_one(in_space: Page) -> None:
    for _time in range(2):
        in_space.visit("/my-lists").post("/my-lists/passport", {"has": "need"})
    with db.transaction(writes=False) as session:
        assert session.query(ListTick).count() == 1


def test_what_is_no_line_is_not_there_and_no_answer_is_shown_again(in_space: Page) -> None:
    in_space.visit("/my-lists").post("/my-lists/nothing", {"has": "have"}, status=404)
    in_space.visit("/my-lists").post("/my-lists/passport", {"has": "perhaps"}, status=422)
    in_space.visit("/my-lists").post("/my-lists/nothing/ask", {}, status=404)


def test_what_is_needed_is_asked_for_and_its_way_is_seen(
    make: Make, in_space: Page, sam: YoungPerson, another_page: object
) -> None:
    make.worker_of(sam, name="Jo Hill")
    in_space.visit("/my-lists").submit("I need it: Passport or travel papers")
    in_space.submit("Ask for it now: Passport or travel papers")
    assert "I want to ask for this: Passport or travel papers." in in_space.html
    in_space.visit("/my-lists")
    assert "You asked for it" not in in_space.text, "not sent yet"
    in_space.visit("/say/words").submit("Next").submit("Send")
    in_space.visit("/my-lists")
    assert "You asked for it on" in in_space.text
    assert "Waiting to be read" in in_space.text
    in_space.visit("/rights")
    assert "Passport or travel papers" in in_space.text
    in_space.visit("/owed?age=12&care=now")
    assert "What you asked for" in in_space.text
    with db.transaction(writes=False) as session:
        said, ask = session.query(Statement).one(), session.query(RightsAsk).one()
        assert said.send_once == ask.send_once
        assert (said.asked, ask.what) == ("want_sorted", "list:passport")


def test_their_worker_sees_the_lists_and_tells_what_they_did(
    make: Make, page: Page, sam: YoungPerson
) -> None:
    adviser = make.worker_of(sam, Role.PERSONAL_ADVISER, name="Ali Stone")
    own = make.account_for(sam)
    page.sign_in(own).visit("/my-lists").submit("I need it: Bank account")
    page.sign_in(adviser).visit(f"/staff/young-people/{sam.id}").follow("Papers, health, plan: their lists")
    assert "They need it" in page.text
    page.submit("Tell them", line="bank_account", words="We go to the bank on Friday.")
    page.sign_in(own).visit("/my-lists")
    assert "We go to the bank on Friday." in page.text
    assert "Ali Stone" in page.text


def test_a_note_sent_twice_is_one_and_an_empty_one_is_asked_for(
    make: Make, page: Page, sam: YoungPerson
) -> None:
    adviser = make.worker_of(sam, Role.PERSONAL_ADVISER)
    at, once = f"/staff/young-people/{sam.id}/lists", str(uuid.uuid4())
    page.sign_in(adviser).visit(at).submit("Tell them", line="", words="", status=422)
    for _time in range(2):
        page.visit(at).post(at, {"line": "plan", "words": "Done", "send_once": once})
    page.visit(at).post(at, {"line": "nothing", "words": "Done"}, status=422)
    page.visit(at).post(at, {"line": "plan", "words": "x" * 2001}, status=422)
    with db.transaction(writes=False) as session:
        assert session.query(ListNote).count() == 1


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.FOSTER_CARER, Role.IRO])
def test_nobody_else_sees_them(make: Make, page: Page, sam: YoungPerson, role: Role) -> None:
    page.sign_in(make.staff(role)).visit(f"/staff/young-people/{sam.id}/lists", status=404)


def test_they_stay_shut_after_a_lost_way_in(make: Make, page: Page, sam: YoungPerson) -> None:
    account = make.account_for(sam, past_shut_at=clock.now())
    page.sign_in(account).visit("/my-lists")
    assert "Your lists are shut for now" in page.text
    page.post("/my-lists/passport", {"has": "have"}, status=409)


def test_a_younger_child_is_told_when_they_begin(make: Make, page: Page) -> None:
    child = make.young_person(born_on=clock.now().date() - timedelta(days=9 * 365))
    page.sign_in(make.account_for(child)).visit("/my-lists")
    assert "begin when you are 14" in page.text


def test_a_worker_it_concerns_does_not_learn_that_they_asked(
    make: Make, page: Page, sam: YoungPerson, sam_account: Account
) -> None:
    adviser, other = (make.worker_of(sam, Role.PERSONAL_ADVISER) for _number in range(2))
    page.sign_in(sam_account).visit("/my-lists").submit("I need it: Passport or travel papers")
    page.submit("Ask for it now: Passport or travel papers")
    page.visit("/say/words").submit("Next").submit("Send")
    with db.transaction() as session:
        said = session.query(Statement).one()
        session.add(
            Concern(statement_id=said.id, young_person_id=sam.id, account_id=other.id, at=clock.now())
        )
    at = f"/staff/young-people/{sam.id}/lists"
    told = clock.now().strftime("%Y")
    seen = [page.sign_in(one).visit(at).main.count(told) for one in (adviser, other)]
    assert seen[0] == seen[1] + 1, "the day on which it was asked for"


def test_an_answer_that_says_no_to_what_is_owed_says_what_to_do(
    make: Make, page: Page, sam: YoungPerson, sam_account: Account
) -> None:
    worker = make.worker_of(sam)
    page.sign_in(sam_account).visit("/my-lists").submit("I need it: Passport or travel papers")
    page.submit("Ask for it now: Passport or travel papers")
    page.visit("/say/words").submit("Next").submit("Send")
    with db.transaction(writes=False) as session:
        said = session.query(Statement).one()
    plain = make.statement(sam, "Can I stay", to=[worker])
    for one in (said, plain):
        make.answer(one, worker, reason="No money.", read_at=clock.now())
    page.visit(f"/said/{said.id}")
    assert "Ask them why, and ask for it in writing." in page.main
    assert "Ask them why, and ask for it in writing." not in page.visit(f"/said/{plain.id}").main
