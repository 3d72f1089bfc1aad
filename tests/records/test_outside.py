"""Asking from outside: the same page for everybody, five words and a code, and nothing revealed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest
from werkzeug.datastructures import MultiDict

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.notices.models import Notice
from portal.people.models import YoungPerson
from portal.plainwords import jargon_in, reading_age, sentences_in
from portal.plainwords.reading import words_in
from portal.policy.roles import Role
from portal.records.commands.outside import tell_of_news
from portal.records.jobs.feelings import ask_a_month_later
from portal.records.jobs.outside import mail_requesters
from portal.records.models import RecordsRequest, RequestKey
from portal.records.rules import Asker, Came, State
from portal.records.rules.outside import OPEN_FOR
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.plain_pages import our_lines
from tests.support.world_records import LONDON, make_request
from tests.voice.young import rows

ADDRESS = "robin@example.org"


@pytest.fixture(autouse=True)
def officer(make: Make) -> Account:
    return make.staff(Role.RECORDS_OFFICER, name="Olu Records")


class Post:
    """A mail server that keeps what it is given."""

    mail_from = "no-reply@example.org"

    def __init__(self) -> None:
        self.sent: list[EmailMessage] = []

    def send(self, mail: EmailMessage) -> None:
        self.sent.append(mail)

    def close(self) -> None:
        pass


def _fill(page: Page, **who: object) -> Page:
    page.visit("/records/ask").submit("Next", scopes=["photos"], words="Who was my first carer?")
    page.submit("Next", company="no")
    return page.submit("Next", **{"name": "Robin Hale", "email": ADDRESS, **who})


def _ask(page: Page, **who: object) -> tuple[Page, str]:
    """Sent: the page, and the five words on it."""
    _fill(page, **who).submit("Send")
    assert page.heading == "Thank you"
    return page, page.value("code")


def _code() -> str:
    post = Post()
    assert mail_requesters(clock.now(), post) == 1
    found = re.search(r"\b(\d{3}) (\d{3})\b", post.sent[-1].get_content())
    assert found
    return found[1] + found[2]


def _open(page: Page, words: str, code: str, *, status: int = 200) -> Page:
    return page.visit("/records/mine/open").submit("Open it", code=words, number=code, status=status)


def test_from_asking_to_their_own_page(page: Page, another_page: Callable[[], Page]) -> None:
    page, words = _ask(page)
    [made] = rows(RecordsRequest)
    assert (made.state, made.came, made.name) == (State.UNPROVEN, Came.PUBLIC_PAGE, "Robin Hale")
    assert made.received_on == clock.now().date()
    assert made.due_on is not None
    page.submit("See where it is", number=_code())
    assert page.url.endswith("/records/mine")
    assert "We answer by" in page.main
    assert "Who was my first carer?" in page.main
    [made] = rows(RecordsRequest)
    assert made.state is State.OPEN
    # On another device: words and a new code.
    other = another_page().visit("/records/mine")
    assert other.url.endswith("/records/mine/open")
    other.submit("Send me a new code", code=words)
    assert "a new code is on its way" in other.main
    _open(other, words, _code())
    assert "Who was my first carer?" in other.main


def test_the_mail_says_nothing_but_the_code(page: Page) -> None:
    _ask(page)
    post = Post()
    mail_requesters(clock.now(), post)
    [mail] = post.sent
    text = f"{mail['Subject']} {mail.get_content()}".casefold()
    for word in ("record", "robin", "council", "care", "request", "http"):
        assert word not in text
    assert mail["To"] == ADDRESS
    assert mail_requesters(clock.now(), post) == 0


def test_known_or_not_the_answer_is_the_same(
    page: Page, another_page: Callable[[], Page], make: Make
) -> None:
    make.young_person(name="Robin Hale")
    make_request(name="Robin Hale", email=ADDRESS)
    known = _ask(page)[0].main
    unknown = _ask(another_page(), name="Nobody Known", email="nobody@example.org")[0].main

    def bare(text: str) -> str:
        return re.sub(r"R-\d{4}-\d{4}|robin@\S+|nobody@\S+", "", text.split("Your five words")[0])

    assert bare(known) == bare(unknown)


def test_wrong_words_wrong_code_and_old_code_are_one_answer(
    page: Page, another_page: Callable[[], Page]
) -> None:
    words = _ask(page)[1]
    code = _code()
    wrong = "0" * 6 if code != "0" * 6 else "1" * 6
    pages = [
        _open(another_page(), words, wrong, status=422),
        _open(another_page(), " ".join(reversed(words.split())), code, status=422),
    ]
    later = clock.now() + timedelta(hours=25)
    with clock.at(later):
        pages.append(_open(another_page(), words, code, status=422))
    assert len({one.mistakes[0] for one in pages}) == 1
    assert "do not open anything" in pages[0].mistakes[0]


def test_asking_for_a_code_never_says_whether_the_words_are_right(
    page: Page, another_page: Callable[[], Page]
) -> None:
    words = _ask(page)[1]
    right = another_page().visit("/records/mine/open").submit("Send me a new code", code=words).main
    wrong_words = " ".join(reversed(words.split()))
    wrong = another_page().visit("/records/mine/open").submit("Send me a new code", code=wrong_words).main
    assert right.split("Your five words")[0] == wrong.split("Your five words")[0]


def test_guessing_is_slowed_and_nobody_is_locked_out(page: Page, another_page: Callable[[], Page]) -> None:
    words = _ask(page)[1]
    code = _code()
    guesser = another_page()
    for _ in range(5):
        _open(guesser, words, "999999" if code != "999999" else "888888", status=422)
    _open(guesser, words, code, status=429)
    assert "You are not locked out" in guesser.mistakes[0]
    with clock.at(clock.now() + timedelta(minutes=3)):
        assert "We answer by" in _open(guesser, words, code).main


def test_too_many_wrong_codes_end_a_code_and_a_new_one_works(page: Page) -> None:
    words = _ask(page)[1]
    code = _code()
    with db.transaction() as session:
        session.query(RequestKey).one().wrong_tries = 20
    _open(page, words, code, status=422)
    page.submit("Send me a new code", code=words)
    assert "We answer by" in _open(page, words, _code()).main


def test_an_address_gets_so_many_codes_an_hour_and_no_more(page: Page) -> None:
    words = _ask(page)[1]
    for _ in range(6):
        page.visit("/records/mine/open").submit("Send me a new code", code=words)
    [key] = rows(RequestKey)
    assert key.code_number == 4


def test_sent_twice_is_one_request_with_the_same_words(page: Page) -> None:
    _fill(page)
    form = page.form_with("Send")[0]
    pairs = form.pairs(page.form_with("Send")[1])
    page.submit("Send")
    first = page.value("code")
    again = page.client.post("/records/ask", data=MultiDict(pairs))
    assert again.status_code == 200
    assert first in again.get_data(as_text=True)
    assert len(rows(RecordsRequest)) == 1
    assert len(rows(RequestKey)) == 1


def test_words_that_were_used_are_not_shown_again(page: Page) -> None:
    _fill(page)
    form, button = page.form_with("Send")
    pairs = form.pairs(button)
    page.submit("Send").submit("See where it is", number=_code())
    again = page.client.post("/records/ask", data=MultiDict(pairs))
    assert again.status_code == 303


def test_however_many_ask_at_once_each_is_taken_in(page: Page, another_page: Callable[[], Page]) -> None:
    _fill(page)
    with db.transaction() as session:
        from portal.accounts.models import Attempt
        from portal.accounts.queries.throttle import EVERYBODY, attempt_key

        for _ in range(60):
            session.add(
                Attempt(door="records_ask", key_hash=attempt_key("records_ask", EVERYBODY), at=clock.now())
            )
    page.submit("Send")
    assert page.heading == "Thank you"
    assert len(rows(RecordsRequest)) == 1
    assert mail_requesters(clock.now(), Post()) == 0  # its code goes a little later
    assert mail_requesters(clock.now() + timedelta(minutes=11), Post()) == 1


def test_one_way_to_reach_them_is_enough_and_needed(page: Page) -> None:
    page.visit("/records/ask").submit("Next").submit("Next").submit("Next", name="", status=422)
    assert len(page.mistakes) == 2
    page.submit("Next", name="Robin Hale", email="no address", status=422)
    assert "e-mail address" in page.mistakes[0]
    page.submit("Next", email="", post="1 Made-up Road, Anytown").submit("Send")
    assert "We send you a letter" in page.main
    [made] = rows(RecordsRequest)
    assert made.post == "1 Made-up Road, Anytown"


def test_a_birthday_that_has_not_come_is_said(page: Page) -> None:
    page.visit("/records/ask").submit("Next").submit("Next")
    page.submit(
        "Next",
        name="Robin Hale",
        phone="01632 960 001",
        **{"born_on-day": "1", "born_on-month": "1", "born_on-year": "2099"},
        status=422,
    )
    assert "has not come yet" in page.mistakes[0]


def test_going_back_keeps_everything(page: Page) -> None:
    _fill(page)
    page.submit("Back")
    assert page.heading == "Who you are"
    assert page.value("name") == "Robin Hale"
    page.submit("Back").submit("Back")
    assert "Who was my first carer?" in page.html


def test_a_page_left_alone_is_shut_and_what_was_typed_is_shown(page: Page) -> None:
    words = _ask(page)[1]
    _open(page, words, _code())
    with clock.at(clock.now() + OPEN_FOR + timedelta(minutes=1)):
        page.submit("Send it", words="Please hurry up a little", status=400)
        assert "Please hurry up a little" in page.html
        assert page.visit("/records/mine").url.endswith("/records/mine/open")


def test_closing_it_shuts_it_on_this_device(page: Page) -> None:
    words = _ask(page)[1]
    _open(page, words, _code()).submit("Close it on this device")
    assert page.visit("/records/mine").url.endswith("/records/mine/open")


def test_bytes_that_are_no_session_open_nothing(page: Page) -> None:
    for held in ("x", ["x", "y"], ["0" * 32, 10**30], {}, [1]):
        with page.client.session_transaction() as session:
            session["records_way"] = held
        assert page.visit("/records/mine").url.endswith("/records/mine/open")


def test_an_officer_gives_words_and_a_code_for_a_letter(
    page: Page, another_page: Callable[[], Page], officer: Account
) -> None:
    old_words = _ask(page, email="", phone="01632 960 001")[1]
    [made] = rows(RecordsRequest)
    staff = another_page().sign_in(officer).visit(f"/staff/records/{made.id}/way-in")
    staff.submit("Make words and a code")
    code = re.search(r"Code(\d{6})\b", staff.main)
    words = re.search(r"Five words((?:\w+ ){5})", staff.main)
    assert code
    assert words
    requester = another_page()
    _open(requester, old_words, code[1], status=422)
    assert "We answer by" in _open(another_page(), words[1], code[1]).main


def test_who_comes_in_by_an_account_needs_no_words(
    page: Page, make: Make, officer: Account, sam: YoungPerson
) -> None:
    make.account_for(sam)
    theirs = make_request(person=sam, officer=officer)
    page.sign_in(officer).visit(f"/staff/records/{theirs.id}/way-in", status=404)
    letter = make_request(officer=officer)
    page.visit(f"/staff/records/{letter.id}").follow("Give them a page of their own")
    page.sign_out().sign_in(make.staff(Role.DATA_PROTECTION_OFFICER))
    page.visit(f"/staff/records/{letter.id}/way-in", status=404)


def test_news_is_mailed_once_to_a_proven_address(page: Page) -> None:
    words = _ask(page)[1]
    [made] = rows(RecordsRequest)

    def tell() -> int:
        with db.transaction() as session:
            tell_of_news(session.get_one(RecordsRequest, made.id), now=clock.now())
        return mail_requesters(clock.now(), Post())

    code = _code()
    assert tell() == 0
    _open(page, words, code)
    post = Post()
    with db.transaction() as session:
        request = session.get_one(RecordsRequest, made.id)
        tell_of_news(request, now=clock.now())
        tell_of_news(request, now=clock.now())
    assert mail_requesters(clock.now(), post) == 1
    assert "record" not in post.sent[0].get_content().casefold()


def test_a_mail_server_that_is_away_loses_no_code(page: Page) -> None:
    words = _ask(page)[1]

    class Away(Post):
        def send(self, mail: EmailMessage) -> None:
            raise OSError("away")

    assert mail_requesters(clock.now(), Away()) == 0
    with clock.at(clock.now() + timedelta(minutes=3)):
        assert "We answer by" in _open(page, words, _code()).main


@pytest.mark.once
def test_the_public_pages_read_at_age_nine(page: Page) -> None:
    def look() -> None:
        lines = our_lines(page)
        assert reading_age("\n".join(lines)) <= 9.0, sorted(lines, key=reading_age)[-3:]
        assert [word for line in lines for word in jargon_in(line)] == []
        longest = max((s for line in lines for s in sentences_in(line)), key=lambda s: len(words_in(s)))
        assert len(words_in(longest)) <= 24, longest

    page.visit("/records/ask")
    look()
    for fields in ({}, {}, {"name": "Robin Hale", "email": ADDRESS}):
        page.submit("Next", **fields)
        look()
    page.submit("Send")
    look()
    words = page.value("code")
    page.visit("/records/mine/open")
    look()
    _open(page, words, _code())
    look()
    page.visit("/records/mine/change").submit("Save it", email="new@example.org")
    look()
    page.visit("/records/mine")
    look()


def test_a_parent_who_asked_comes_in_by_words_not_by_their_childs_account(
    page: Page, another_page: Callable[[], Page], make: Make, sam: YoungPerson, officer: Account
) -> None:
    child = make.account_for(sam)
    theirs = make_request(person=sam, officer=officer, asker=Asker.PARENT, asker_name="Pat Vale")
    staff = page.sign_in(officer).visit(f"/staff/records/{theirs.id}").follow("Give them a page of their own")
    staff.submit("Make words and a code")
    assert re.search(r"Code(\d{6})\b", staff.main)
    another_page().sign_in(child).visit(f"/records/{theirs.id}", status=404)
    with db.transaction() as session:
        row = session.get_one(RecordsRequest, theirs.id)
        row.state, row.ended_on = State.GIVEN, clock.now().date() - timedelta(days=40)
    with db.transaction():
        assert ask_a_month_later(clock.now(), LONDON) == 1
    assert [notice for notice in rows(Notice) if notice.account_id == child.id] == []
