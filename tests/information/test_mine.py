"""My information: what is held, the notice by age, something is wrong, and what is decided."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.deadlines.models import Deadline
from portal.information.models import Asking
from portal.information.presenters import FACES, face_for
from portal.information.rules import Says, State, WhyNot, why_not_answer
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Reply, Statement
from tests.support.factories import Make
from tests.support.pages import Page

WORDS = "My birthday is wrong in my file"


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


@pytest.fixture
def sam_account(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


def the_asking() -> Asking:
    db.session.expire_all()
    return db.session.scalars(sa.select(Asking)).one()


def ask(page: Page, account: Account) -> None:
    page.sign_in(account).visit("/my-information").follow("Something is wrong, or should stop")
    page.submit("Send it", {"kind": "wrong", "words": WORDS})


def read(make: Make) -> None:
    """The duty desk has read all there is."""
    reader = make.staff(Role.READER)
    with db.transaction() as session:
        for said in session.scalars(sa.select(Statement)):
            said.read_at, said.read_by_id = said.sent_at, reader.id


@pytest.mark.once
def test_no_decision_without_a_reason() -> None:
    assert why_not_answer(State.ASKED, " ") is WhyNot.NOTHING
    assert why_not_answer(State.ASKED, "It is changed.") is None
    assert why_not_answer(State.ANSWERED, "It is changed.") is WhyNot.NOT_OPEN


@pytest.mark.once
@pytest.mark.parametrize(
    ("age", "face"), [(5, "little"), (8, "8-11"), (12, "12-17"), (18, "leaver"), (None, "12-17")]
)
def test_the_notice_fits_the_age(age: int | None, face: str) -> None:
    assert face_for(age) == face


def test_asked_read_by_the_desk_decided_with_a_reason(page: Page, make: Make, sam_account: Account) -> None:
    officer = make.staff(Role.RECORDS_OFFICER, name="Olu Files")
    ask(page, sam_account)
    assert "You get an answer by" in page.main
    row = the_asking()
    assert db.session.scalars(sa.select(Deadline.kind).where(Deadline.about_id == row.id)).one()
    said = db.session.scalars(sa.select(Statement)).one()
    assert db.session.scalars(sa.select(Reply)).one().words == WORDS, "the duty desk reads it"
    assert said.id == row.statement_id
    told = db.session.scalars(sa.select(Notice.account_id).where(Notice.kind == NoticeKind.INFORMATION_ASKED))
    assert officer.id in set(told)
    page.sign_in(officer).visit("/staff/information")
    assert "Sam" not in page.main, "whom it concerns is not known before the desk has read it"
    assert "The desk has not read it yet" in page.main
    page.visit(f"/staff/information/{row.id}", status=404)
    read(make)
    page.visit("/staff/information").follow("Sam: Something about me is wrong")
    assert WORDS in page.main
    page.submit("Send the answer", {"says": "yes"}, status=422)
    page.submit("Send the answer", {"says": "yes", "reason": "You were right. We changed it."})
    assert (the_asking().says, the_asking().state) == (Says.YES, State.ANSWERED)
    page.sign_in(sam_account).visit("/my-information")
    assert "You were right. We changed it." in page.main
    assert "0303 123 1113" in page.main, "the regulator is named"


def test_nothing_typed_and_taken_back(page: Page, sam_account: Account) -> None:
    page.sign_in(sam_account).visit("/my-information/ask").submit("Send it", status=422)
    assert "Pick one." in page.mistakes
    ask(page, sam_account)
    page.submit("Take it back")
    assert the_asking().state is State.TAKEN_BACK


def test_sent_twice_it_is_one(page: Page, sam_account: Account) -> None:
    page.sign_in(sam_account).visit("/my-information/ask")
    form = {name: page.value(name) for name in ("csrf_token", "send_once")}
    for _ in range(2):
        page.post("/my-information/ask", {**form, "kind": "object", "words": WORDS})
    assert the_asking().words == WORDS


def test_nobody_else_opens_it(page: Page, make: Make, sam_account: Account) -> None:
    ask(page, sam_account)
    asking_id = the_asking().id
    for account in (make.staff(Role.MANAGER), make.account_for(make.young_person(name="Kit Other"))):
        page.sign_in(account).visit(f"/staff/information/{asking_id}", status=404)
        page.post(f"/my-information/{asking_id}/take-back", {"csrf_token": page.token()}, status=404)


def test_an_officer_it_concerns_does_not_meet_it(page: Page, make: Make, sam: YoungPerson) -> None:
    officer = make.staff(Role.RECORDS_OFFICER)
    said = make.statement(sam, WORDS, concerning=[officer], read_by=make.staff(Role.READER))
    with db.transaction() as session:
        row = Asking(
            send_once=said.id,
            young_person_id=sam.id,
            statement_id=said.id,
            kind="wrong",
            at=said.sent_at,
            due_on=said.sent_at.date(),
        )
        row.words = WORDS
        session.add(row)
    page.sign_in(officer).visit("/staff/information")
    assert "Sam" not in page.main
    page.visit(f"/staff/information/{the_asking().id}", status=404)


@pytest.mark.parametrize("face", FACES)
def test_the_notice_is_open_to_everybody(page: Page, face: str) -> None:
    page.visit(f"/privacy?for={face}")
    assert page.heading == "How we look after what you tell us"


def test_what_is_held_says_why_and_how_long(page: Page, sam_account: Account) -> None:
    page.sign_in(sam_account).visit("/my-information").follow("What is held")
    assert "Until you would be 75" in page.main


def test_other_words_on_the_same_form_are_another_asking(page: Page, sam_account: Account) -> None:
    page.sign_in(sam_account).visit("/my-information/ask")
    form = {name: page.value(name) for name in ("csrf_token", "send_once")}
    for words in (WORDS, WORDS, "My school is wrong too"):
        page.post("/my-information/ask", {**form, "kind": "wrong", "words": words})
    db.session.expire_all()
    assert sorted(row.words for row in db.session.scalars(sa.select(Asking))) == [
        WORDS,
        "My school is wrong too",
    ]


@pytest.mark.parametrize(("says", "is_offered"), [("no", True), ("partly", True), ("yes", False)])
def test_a_decision_that_says_no_offers_an_advocate(
    page: Page, make: Make, sam_account: Account, says: str, *, is_offered: bool
) -> None:
    ask(page, sam_account)
    read(make)
    page.sign_in(make.staff(Role.RECORDS_OFFICER)).visit(f"/staff/information/{the_asking().id}")
    page.submit("Send the answer", {"says": says, "reason": "It stands in a letter of a doctor."})
    page.sign_in(sam_account).visit("/my-information")
    assert ("Yes, I want an advocate" in page.main) is is_offered


def test_the_same_form_sent_again_after_it_was_taken_back_asks_anew(page: Page, sam_account: Account) -> None:
    page.sign_in(sam_account).visit("/my-information/ask")
    form = {name: page.value(name) for name in ("csrf_token", "send_once")}
    form |= {"kind": "wrong", "words": WORDS}
    page.post("/my-information/ask", form)
    page.submit("Take it back")
    page.post("/my-information/ask", form)
    states = db.session.scalars(sa.select(Asking.state)).all()
    assert sorted(states) == [State.ASKED, State.TAKEN_BACK]
