"""A new e-mail of somebody from outside: it counts once it is proven, and the old one hears of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.records.jobs.outside import mail_requesters
from portal.records.models import RecordsRequest, RequestKey
from portal.records.rules.outside import CODE_TRIES
from tests.records.test_outside import ADDRESS, Post, _ask, _code, _open
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_records import make_request
from tests.voice.young import rows

NEW = "new@example.org"


@pytest.fixture(autouse=True)
def officer(make: Make) -> Account:
    return make.staff(Role.RECORDS_OFFICER, name="Olu Records")


@pytest.fixture
def words(page: Page) -> str:
    """Their page is open on `page`; these words open it elsewhere."""
    words = _ask(page)[1]
    _open(page, words, _code())
    return words


def _change(page: Page, email: str = NEW) -> Page:
    return page.visit("/records/mine/change").submit("Save it", email=email)


def _mails() -> list[tuple[str, str]]:
    """Where mails went, and the code in each."""
    post = Post()
    mail_requesters(clock.now(), post)
    found = []
    for mail in post.sent:
        code = re.search(r"\b(\d{3}) (\d{3})\b", mail.get_content())
        found.append((mail["To"], code[1] + code[2] if code else ""))
    return found


def _email() -> str:
    [request] = rows(RecordsRequest)
    return request.email


def test_a_new_email_counts_once_its_code_was_typed_and_the_old_one_is_told(
    page: Page, another_page: Callable[[], Page], words: str
) -> None:
    _change(page)
    assert page.heading == "Is this your e-mail?"
    [(to, code)] = _mails()
    assert (to, _email()) == (NEW, ADDRESS)
    other = another_page()
    other.visit("/records/mine/open").submit("Send me a new code", code=words)
    [(to, _)] = _mails()
    assert to == ADDRESS  # half of what opens it still goes there
    page.visit("/records/mine").follow("Type the code").submit("This is my e-mail", number=code)
    assert "This is your e-mail now" in page.main
    assert _email() == NEW
    assert _mails() == [(ADDRESS, "")]
    other.visit("/records/mine/open").submit("Send me a new code", code=words)
    assert [to for to, _ in _mails()] == [NEW]


def test_what_proves_an_email_opens_nothing(page: Page, another_page: Callable[[], Page], words: str) -> None:
    _change(page)
    [(_, code)] = _mails()
    _open(another_page(), words, code, status=422)


def test_a_wrong_code_an_old_one_and_too_many_tries_leave_the_old_email(page: Page, words: str) -> None:
    _change(page)
    [(_, code)] = _mails()
    wrong = "0" * 6 if code != "0" * 6 else "1" * 6
    page.submit("This is my e-mail", number="12", status=422)
    assert "Type the 6 numbers" in page.mistakes[0]
    page.submit("This is my e-mail", number=wrong, status=422)
    assert "not the code that counts now" in page.mistakes[0]
    with clock.at(clock.now() + timedelta(minutes=50)):
        page.visit("/records/mine/email").submit("Send me a new code")
        [(_, newer)] = _mails()
        if newer != code:
            page.submit("This is my e-mail", number=code, status=422)
        for _ in range(CODE_TRIES):
            page.submit("This is my e-mail", number=wrong if wrong != newer else "2" * 6, status=422)
        page.submit("This is my e-mail", number=newer, status=422)
    assert _email() == ADDRESS


def test_they_may_keep_the_old_one_and_the_code_is_then_worth_nothing(page: Page, words: str) -> None:
    _change(page)
    [(_, code)] = _mails()
    page.submit("Keep the old one")
    assert "stays as it was" in page.main
    page.post("/records/mine/email", {"number": code}, status=303)
    assert _email() == ADDRESS
    assert _mails() == []


def test_asked_twice_it_is_one_and_another_address_takes_its_place(page: Page, words: str) -> None:
    _change(page)
    _change(page)
    assert len([key for key in rows(RequestKey) if not key.opens]) == 1
    _change(page, "other@example.org")
    assert [to for to, _ in _mails()] == ["other@example.org"]


def test_an_email_that_is_taken_off_goes_at_once_and_is_told(page: Page, words: str) -> None:
    page.visit("/records/mine/change").submit("Save it", email="", phone="01632 960 001")
    assert _email() == ""
    assert _mails() == [(ADDRESS, "")]


def test_whoever_signs_in_and_has_no_other_way_in_changes_it_at_once(
    page: Page, make: Make, sam: YoungPerson
) -> None:
    asked = make_request(person=sam)
    page.sign_in(make.account_for(sam)).visit(f"/records/{asked.id}/change").submit("Save it", email=NEW)
    assert _email() == NEW
    assert _mails() == []


def test_an_officer_who_puts_it_right_ends_the_waiting(
    page: Page, another_page: Callable[[], Page], words: str, officer: Account
) -> None:
    _change(page)
    [(_, code)] = _mails()
    [request] = rows(RecordsRequest)
    staff = another_page().sign_in(officer).visit(f"/staff/records/{request.id}/about")
    staff.submit("Keep it like this", {"email": "right@example.org"})
    page.post("/records/mine/email", {"number": code}, status=303)
    assert _email() == "right@example.org"
