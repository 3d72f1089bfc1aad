"""Staff send a letter, see what became of it, post it, hand it over, read it together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.people.models import CareLink, YoungPerson
from portal.policy.roles import Role
from portal.reviews.models import Letter, LetterSending, Review
from portal.reviews.rules import LetterState, Way
from portal.reviews.rules.sending import Going
from tests.support import made_letters as letters
from tests.support.factories import Make
from tests.support.made_letters import HOME
from tests.support.pages import Page
from tests.voice.young import rows


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale", called="Sam")


@pytest.fixture
def account(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


@pytest.fixture
def iris(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.IRO, name="Iris Holt")


@pytest.fixture
def lee(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.SOCIAL_WORKER, name="Lee Hart")


@pytest.fixture
def review(make: Make, sam: YoungPerson, iris: Account) -> Review:
    return make.review(sam, "held", iro=iris)


@pytest.fixture
def iris_in(page: Page, iris: Account) -> Page:
    return page.sign_in(iris)


def at(letter: Letter, rest: str = "") -> str:
    return f"/staff/reviews/letters/{letter.id}{rest}"


def test_what_was_approved_is_sent_with_one_button(
    iris_in: Page, review: Review, iris: Account, account: Account
) -> None:
    letter = letters.approved(review, iris)
    iris_in.visit(at(letter, "/send"))
    assert "Sam Vale, 14 years old" in iris_in.main
    iris_in.submit("Send it")
    assert "The letter is sent." in " ".join(iris_in.flashes)
    assert rows(Letter)[0].state is LetterState.SENT
    assert "Dear Sam," in iris_in.main
    assert "Not yet, as far as we know" in iris_in.main


def test_a_draft_cannot_be_sent_and_the_page_says_what_to_do(
    iris_in: Page, review: Review, iris: Account, account: Account
) -> None:
    letter = letters.draft(review, iris)
    iris_in.visit(at(letter, "/send"))
    assert "It cannot go yet" in iris_in.main
    assert iris_in.links("Read it as they will see it")
    iris_in.post(at(letter, "/send"), {"ways": "page"}, status=422)
    assert rows(LetterSending) == []


def test_paper_asks_for_an_address_and_keeps_what_was_typed(
    iris_in: Page, review: Review, iris: Account
) -> None:
    letter = letters.approved(review, iris)
    iris_in.visit(at(letter, "/send"))
    assert "They have no way in to a page of their own yet" in iris_in.main
    iris_in.submit("Send it", status=422)
    assert "Pick how it gets to them." in iris_in.mistakes
    iris_in.submit("Send it", ways=["paper"], address="1 Made Up Road", status=422)
    assert iris_in.value("address") == "1 Made Up Road"
    iris_in.submit("Send it", ways=["paper"], address="\n".join("abcdefgh"), status=422)
    assert any("at most six lines" in one for one in iris_in.mistakes)
    iris_in.submit("Send it", ways=["paper"], address="1 Made Up Road, Fictown, ZZ1 1ZZ")
    assert [one.address for one in rows(LetterSending)] == [HOME]


def test_a_home_that_changed_is_said_before_it_is_printed(
    iris_in: Page, make: Make, review: Review, iris: Account, sam: YoungPerson
) -> None:
    letter = letters.approved(review, iris)
    make.in_care(sam, clock.now().date(), home_kind="K2")
    iris_in.visit(at(letter, "/send"))
    assert "They moved" in iris_in.main
    iris_in.submit("Send it", ways=["paper"], address=HOME, status=422)
    assert any("Look up where they live now" in one for one in iris_in.mistakes)
    iris_in.submit("Send it", ways=["paper"], address=HOME, is_checked="y")
    assert len(rows(LetterSending)) == 1


def test_a_letter_is_read_together_and_written_down(
    another_page: Callable[[], Page], review: Review, iris: Account, lee: Account, account: Account
) -> None:
    letters.sent(review, iris, Going(Way.TOGETHER, with_id=lee.id))
    page = another_page().sign_in(lee)
    page.visit("/staff").follow("A letter waits for you to give it to a young person").follow("Sam Vale")
    assert "Before you read it" in page.main
    assert "You swim every week." in page.main
    later = clock.now().date() + timedelta(days=3)
    day = {"on-day": later.day, "on-month": later.month, "on-year": later.year}
    page.submit("We read it together", **day, status=422)
    assert any("still to come" in one for one in page.mistakes)
    page.submit("We read it together", **{"on-day": "", "on-month": "", "on-year": ""})
    assert rows(Letter)[0].read_together_at is not None
    assert "No letter waits" in page.main
    assert {"give_letter", "gave a letter (together)"} <= {one.action for one in rows(Event)}


def test_whoever_does_not_work_with_them_any_more_reads_nothing_of_it(
    another_page: Callable[[], Page], review: Review, iris: Account, lee: Account, account: Account
) -> None:
    letter = letters.sent(review, iris, Going(Way.TOGETHER, with_id=lee.id))
    page = another_page().sign_in(lee).visit(at(letter))
    with letters.inside(), db.transaction():
        for link in db.session.query(CareLink).where(CareLink.account_id == lee.id):
            link.until_on = clock.now().date() - timedelta(days=1)
    page.visit(at(letter), status=404)
    sending = rows(LetterSending)[0]
    page.visit(at(letter, f"/give/{sending.id}"), status=404)
    page.visit("/staff/reviews/to-give")
    assert "Sam Vale" not in page.html


def test_the_social_worker_sees_what_was_sent_but_no_draft(
    another_page: Callable[[], Page], review: Review, iris: Account, lee: Account, account: Account
) -> None:
    letter = letters.approved(review, iris)
    page = another_page().sign_in(lee)
    page.visit(at(letter), status=404)
    page.visit(at(letter, "/send"), status=404)
    letters.send(letter, iris)
    page.visit(at(letter))
    assert "You swim every week." in page.main
    assert "Take it back" not in page.main
    page.visit(at(letter, "/pdf"), status=404)
    page.visit(at(letter, "/recall"), status=404)


def test_it_is_taken_back_with_a_reason(
    iris_in: Page, review: Review, iris: Account, account: Account
) -> None:
    letter = letters.sent(review, iris)
    iris_in.visit(at(letter)).follow("Take it back").submit("Take it back", status=422)
    assert "Write why it is taken back." in iris_in.mistakes
    iris_in.submit("Take it back", why="The day was wrong")
    assert "Taken back on" in iris_in.main
    assert rows(Letter)[0].state is LetterState.RECALLED
    iris_in.visit(at(letter, "/pdf"), status=404)


def test_what_was_opened_is_not_taken_back_but_corrected(
    iris_in: Page, review: Review, iris: Account, account: Account
) -> None:
    letter = letters.sent(review, iris)
    iris_in.visit(at(letter, "/recall"))
    with letters.inside(), db.transaction():
        db.session.get(Letter, letter.id).first_opened_at = clock.now()
    iris_in.submit("Take it back", why="The day was wrong", status=422)
    assert "They have read it already." in iris_in.main
    iris_in.visit(at(letter))
    assert "Take it back" not in iris_in.main
    assert iris_in.links("Something is wrong: correct it")


def test_it_goes_another_way_too(iris_in: Page, review: Review, iris: Account, account: Account) -> None:
    letter = letters.sent(review, iris)
    iris_in.visit(at(letter)).follow("Send it another way").submit(
        "Send it this way too", ways=["hand"], address=""
    )
    assert sorted(one.way for one in rows(LetterSending)) == [Way.HAND, Way.PAGE]
    iris_in.follow("Write down that it is done").submit("I handed it over")
    assert [one.done_on is not None for one in rows(LetterSending) if one.way is Way.HAND] == [True]


def test_another_officer_finds_nothing(
    another_page: Callable[[], Page], make: Make, review: Review, iris: Account, account: Account
) -> None:
    letter = letters.sent(review, iris)
    page = another_page().sign_in(make.staff(Role.IRO))
    for rest in ("", "/send", "/pdf", "/recall"):
        page.visit(at(letter, rest), status=404)
