"""What strangers, officers and copies of a cookie cannot do at the requesters' door."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import again, clock
from portal.notices.models import Notice
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.records.commands.outside import give_way_in
from portal.records.commands.outside_door import ask
from portal.records.commands.receiving import Asked
from portal.records.commands.writing import tell_requester
from portal.records.jobs.outside import mail_requesters
from portal.records.models import RecordsRequest, RequestKey
from portal.records.rules import Asker, Came, EventKind
from portal.records.rules.outside import OPEN_AT_MOST
from tests.records.test_outside import ADDRESS, Post, _ask, _code, _open
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_records import LONDON, make_event, make_request
from tests.voice.young import rows

NewPage = Callable[[], Page]


@pytest.fixture(autouse=True)
def officer(make: Make) -> Account:
    return make.staff(Role.RECORDS_OFFICER, name="Olu Records")


def _asks(**asked: str) -> None:
    today = clock.today(LONDON)
    said = Asked(came=Came.PUBLIC_PAGE, received_on=today, name="Robin Hale", **asked)
    with db.transaction():
        ask(said, send_once=uuid.uuid4(), now=clock.now(), today=today)


def _mails(after: timedelta = timedelta()) -> int:
    post = Post()
    mail_requesters(clock.now() + after, post)
    return len([mail for mail in post.sent if mail["To"] == ADDRESS])


def test_a_stranger_with_somebodys_address_only_delays_their_code(page: Page) -> None:
    for _ in range(4):
        _asks(email=ADDRESS)
    assert _mails() == 4
    _ask(page)
    assert _mails() == 0
    assert _mails(timedelta(minutes=61)) == 1


def test_a_letter_box_is_not_filled_and_whoever_gets_no_code_is_an_officers(officer: Account) -> None:
    for _ in range(4 * 26):
        _asks(email=ADDRESS)
    assert _mails(timedelta(minutes=59)) == 4
    assert any(key.code_number == 0 for key in rows(RequestKey))


@pytest.mark.parametrize("how", [{"phone": "01632 960 001"}, {"post": "1 Made-up Road"}])
def test_who_has_no_email_is_an_officers_at_once(page: Page, officer: Account, how: dict[str, str]) -> None:
    _asks(**how)
    [request] = rows(RecordsRequest)
    assert [notice.about_id for notice in rows(Notice)] == [request.id]
    page.sign_in(officer).visit("/staff/records")
    assert request.reference in page.main


def test_who_has_an_email_is_left_to_prove_it(page: Page, officer: Account) -> None:
    _asks(email=ADDRESS)
    [request] = rows(RecordsRequest)
    assert rows(Notice) == []
    page.sign_in(officer).visit("/staff/records")
    assert request.reference not in page.main


def test_an_officer_is_not_shown_the_words_of_whoever_asked(
    page: Page, another_page: NewPage, officer: Account
) -> None:
    words = _ask(page)[1]
    _open(page, words, _code())
    [request], [key] = rows(RecordsRequest), rows(RequestKey)
    for once in (key.id, uuid.uuid5(request.id, "way in")):
        staff = another_page().sign_in(officer)
        staff.post(f"/staff/records/{request.id}/way-in", {"send_once": str(once)})
        assert words not in staff.main
    assert len([one for one in rows(Event) if one.action == "give_way_in"]) == 2


def test_a_way_in_that_was_used_is_not_shown_again(officer: Account) -> None:
    request, once, other = make_request(officer=officer), uuid.uuid4(), uuid.uuid4()

    def give(send_once: uuid.UUID) -> object:
        with db.transaction() as session:
            row = session.get_one(RecordsRequest, request.id)
            return give_way_in(row, send_once=send_once, by=officer.id, now=clock.now())

    first = give(once)
    assert first is not None
    assert give(once) == first
    with db.transaction() as session:
        session.query(RequestKey).one().proven_at = clock.now()
    assert give(once) is None
    assert give(other) is not None
    with clock.at(clock.now() + timedelta(minutes=31)):
        assert give(other) is None


def test_closing_shuts_every_copy_of_it(page: Page, another_page: NewPage) -> None:
    words = _ask(page)[1]
    _open(page, words, _code())
    copy = another_page()
    with page.client.session_transaction() as session:
        held = session["records_way"]
    with copy.client.session_transaction() as session:
        session["records_way"] = held
    assert copy.client.get("/records/mine").status_code == 200
    page.visit("/records/mine").submit("Close it on this device")
    assert copy.client.get("/records/mine").status_code == 303


def test_a_page_that_is_used_all_the_time_is_shut_in_the_end(page: Page) -> None:
    words = _ask(page)[1]
    _open(page, words, _code())
    start, later = clock.now(), timedelta()
    while later < OPEN_AT_MOST - timedelta(minutes=50):
        later += timedelta(minutes=50)
        with clock.at(start + later):
            assert page.client.get("/records/mine").status_code == 200
    with clock.at(start + later + timedelta(minutes=50)):
        assert page.client.get("/records/mine").status_code == 303


def test_a_mailed_code_is_used_up_by_opening_and_one_from_a_letter_is_not(
    page: Page, another_page: NewPage, officer: Account
) -> None:
    words, code = _ask(page)[1], _code()
    _open(page, words, code)
    _open(another_page(), words, code)  # a second tap
    letter = make_request(officer=officer, name="Kim Post")
    with db.transaction() as session:
        row = session.get_one(RecordsRequest, letter.id)
        given = give_way_in(row, send_once=uuid.uuid4(), by=officer.id, now=clock.now())
    assert given
    _open(another_page(), " ".join(given.words), given.code)
    with clock.at(clock.now() + timedelta(minutes=2)):
        _open(another_page(), words, code, status=422)
        _open(another_page(), " ".join(given.words), given.code)


def test_what_opens_their_page_stands_on_no_page_for_what_could_not_be_kept(app: Flask) -> None:
    sent = {"csrf_token": "x", "code": "one two three four five", "number": "my code is 123 456 I think"}
    with app.test_request_context("/records/mine/open", method="POST", data=sent):
        assert again.to_send_again() == []
        assert again.typed() == []


def test_somebody_else_on_the_same_device_has_a_request_of_their_own(page: Page) -> None:
    words = _ask(page, name="First Person")[1]
    [first] = rows(RecordsRequest)
    again_sent = {
        "page": "check",
        "send_once": str(first.send_once),
        "name": "Second Person",
        "email": "second@example.org",
        "scopes": "all",
    }
    page.post("/records/ask", again_sent)
    second = page.value("code")
    assert second != words
    page.post("/records/ask", again_sent)
    assert page.value("code") == second
    assert {one.name for one in rows(RecordsRequest)} == {"First Person", "Second Person"}


def test_who_proved_an_address_is_told_though_there_is_an_account(
    page: Page, make: Make, officer: Account, sam: YoungPerson
) -> None:
    make.account_for(sam)
    asked = make_request(person=sam, officer=officer, came=Came.OWN_PAGE, email=ADDRESS)
    with db.transaction() as session:
        row = session.get_one(RecordsRequest, asked.id)
        give_way_in(row, send_once=uuid.uuid4(), by=officer.id, now=clock.now())
        session.query(RequestKey).one().proven_at = clock.now()
        session.query(RequestKey).one().mail_after = None
    with db.transaction() as session:
        tell_requester(session.get_one(RecordsRequest, asked.id), now=clock.now())
    assert _mails() == 1


def test_from_outside_one_way_to_reach_them_stays(page: Page) -> None:
    words = _ask(page)[1]
    _open(page, words, _code())
    page.visit("/records/mine/change")
    page.submit("Save it", email="", phone="", post="", status=422)
    assert "one way to reach you" in page.mistakes[0]
    assert rows(RecordsRequest)[0].email == ADDRESS


def test_a_solicitors_news_are_not_the_young_persons_before_they_may_ask_for_them(
    page: Page, make: Make, officer: Account, sam: YoungPerson
) -> None:
    account = make.account_for(sam)
    asked = make_request(
        person=sam, officer=officer, came=Came.THROUGH_OTHERS, asker=Asker.SOLICITOR, email=ADDRESS
    )
    with db.transaction() as session:
        row = session.get_one(RecordsRequest, asked.id)
        give_way_in(row, send_once=uuid.uuid4(), by=officer.id, now=clock.now())
        session.query(RequestKey).one().proven_at = clock.now()
    page.sign_in(account).visit(f"/records/{asked.id}", status=404)
    with db.transaction() as session:
        tell_requester(session.get_one(RecordsRequest, asked.id), now=clock.now())
    assert [one for one in rows(Notice) if one.account_id == account.id] == []
    assert _mails() == 1
    make_event(asked, EventKind.WHO_DECIDED, reason="authority:yes", words="Sam told us so", by=officer)
    page.visit(f"/records/{asked.id}")
