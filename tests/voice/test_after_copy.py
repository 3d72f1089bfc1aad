"""Keeping a copy: chosen one by one, never what was not asked for, never on a shared device."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.voice.models import Addition, Reply, Statement
from portal.voice.rules import Desk, SafeNow
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

URL = "/said/keep-a-copy"


@pytest.fixture
def said(make: Make, sam: YoungPerson, priya: Account, rae: Account) -> Statement:
    found = make.statement(
        sam, "I want to see my sister", to=[priya], read_by=rae, safe_now=SafeNow.NOT_SURE,
        wants_call=True, sent_at=clock.now() - timedelta(days=1),
    )  # fmt: skip
    make.answer(found, priya, understood="You miss her.", read_at=clock.now())
    return found


def _file(page: Page) -> str:
    assert page.response is not None
    assert "attachment" in page.response.headers["Content-Disposition"]
    return page.response.get_data(as_text=True)


def test_the_words_the_answer_and_nothing_not_asked_for(
    in_space: Page, make: Make, sam: YoungPerson, said: Statement
) -> None:
    make.statement(sam, "Taken back words", taken_back_at=clock.now())
    make.statement(sam, "", not_safe_button=True)
    in_space.visit("/said").follow("Keep a copy").submit("Save the file on this device")
    file = _file(in_space)
    assert "I want to see my sister" in file
    assert "You miss her." in file
    for left_out in ("Taken back words", "Not sure", "ring you", "not safe"):
        assert left_out not in file
    assert "<script" not in file
    assert "http" not in file.replace("http-equiv", "")
    assert in_space.response is not None
    assert in_space.response.mimetype == "application/octet-stream", "never opened inside our pages"


def test_what_was_taken_back_and_safety_answers_when_asked_for(
    in_space: Page, make: Make, sam: YoungPerson, said: Statement
) -> None:
    back = make.statement(sam, "Taken back words", taken_back_at=clock.now())
    in_space.visit(URL).submit("Save the file on this device", taken_back=[str(back.id)], safety=True)
    file = _file(in_space)
    assert "Taken back words" in file
    assert "Not sure" in file


def test_answers_about_being_safe_are_in_it_only_when_asked_for(in_space: Page, said: Statement) -> None:
    with db.transaction() as session:
        its = {"statement_id": said.id, "young_person_id": said.young_person_id, "choice": "no"}
        session.add_all(
            [
                Reply(**its, place=0, prompt="missing_safe", question="Safe while away?"),
                Reply(**its, place=1, prompt="voch_plan_safe", question="Does the plan help?"),
                Reply(**its, place=2, prompt="told_before", question="Told before?"),
            ]
        )
    in_space.visit(URL).submit("Save the file on this device")
    file = _file(in_space)
    assert "Told before?" in file
    assert "Safe while away?" not in file
    assert "Does the plan help?" not in file
    in_space.visit(URL).submit("Save the file on this device", safety=True)
    assert "Safe while away?" in _file(in_space)
    assert "Does the plan help?" in _file(in_space)


def test_one_by_one(in_space: Page, make: Make, sam: YoungPerson, said: Statement) -> None:
    other = make.statement(sam, "Something else")
    in_space.visit(URL).submit("Save the file on this device", said=[str(other.id)])
    assert "I want to see my sister" not in _file(in_space)
    assert "Something else" in _file(in_space)


def test_added_changed_and_asked_questions_are_in_it(in_space: Page, said: Statement) -> None:
    with db.transaction() as session:
        for words, replaces in (("Added words", False), ("New words", True)):
            row = Addition(
                statement_id=said.id, young_person_id=said.young_person_id, send_once=uuid.uuid4(),
                at=clock.now(), read_by_at=clock.now(), replaces=replaces,
            )  # fmt: skip
            row.words = words
            session.add(row)
        session.add(
            Reply(
                statement_id=said.id, young_person_id=said.young_person_id, place=0, prompt="visit_alone",
                question="Alone with them?", choice="yes",
            )
        )  # fmt: skip
    in_space.visit(URL).submit("Save the file on this device")
    file = _file(in_space)
    for words in ("Added words", "New words", "Alone with them?", "Yes"):
        assert words in file
    assert "I want to see my sister" not in file


def test_as_a_pdf(in_space: Page, said: Statement) -> None:
    in_space.visit(URL).submit("Save the file on this device", kind="pdf")
    assert in_space.response is not None
    assert in_space.response.get_data().startswith(b"%PDF")
    assert in_space.response.mimetype == "application/pdf"


def test_nothing_picked_or_not_theirs_is_asked_again(in_space: Page, make: Make, said: Statement) -> None:
    strangers = make.statement(make.young_person(), "Not theirs")
    in_space.visit(URL).submit("Save the file on this device", said=[], status=422)
    assert "Tick one thing or more" in in_space.mistakes[0]
    in_space.post(URL, {"said": str(strangers.id)}, status=422)
    in_space.post(URL, {"said": ["rubbish", str(said.id)], "kind": "exe"}, status=422)


def test_it_is_in_the_history_that_it_was_kept_not_what(
    in_space: Page, said: Statement, sam: YoungPerson
) -> None:
    in_space.visit(URL).submit("Save the file on this device")
    found = [e for e in rows(Event) if e.action == "keep a copy of what they said"]
    assert [(e.young_person_id, e.subject_kind) for e in found] == [(sam.id, "young_person")]


def test_never_on_a_device_others_use(in_space: Page, said: Statement) -> None:
    with in_space.client.session_transaction() as session:
        session["shared"] = True
    assert not in_space.visit("/said").links("Keep a copy")
    assert "other people use this phone or tablet" in in_space.visit(URL).main
    in_space.post(URL, {"said": str(said.id)}, status=409)


def test_a_shut_past_gives_no_copy(page: Page, make: Make, sam: YoungPerson, said: Statement) -> None:
    page.sign_in(make.account_for(sam, past_shut_at=clock.now()))
    assert "what you said before is shut" in page.visit(URL).main
    page.post(URL, {"said": str(said.id)}, status=409)


def test_an_empty_space_says_what_will_be_here(in_space: Page) -> None:
    assert "Nothing to copy yet" in in_space.visit(URL).main


def test_what_an_advocate_was_told_is_theirs_to_keep(in_space: Page, make: Make, sam: YoungPerson) -> None:
    make.statement(sam, "Between us", desk=Desk.ADVOCATE)
    in_space.visit(URL).submit("Save the file on this device")
    assert "Between us" in _file(in_space)


def test_what_they_are_not_told_of_is_not_in_it(
    in_space: Page, make: Make, sam: YoungPerson, said: Statement
) -> None:
    hidden = make.statement(sam, "Observed", is_shown_to_them=False)
    assert "Observed" not in in_space.visit(URL).main
    in_space.post(URL, {"said": [str(said.id), str(hidden.id)]}, status=422)


def test_staff_have_no_such_page(page: Page, priya: Account) -> None:
    page.sign_in(priya).visit(URL, status=404)
