"""Letters and what was agreed can go into the book: only what they have read, and may see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.reviews.commands import letters as own
from portal.reviews.models import Letter, Review
from tests.support import made_letters as letters
from tests.support.factories import Make
from tests.support.pages import Page


@pytest.fixture
def account(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


@pytest.fixture
def iris(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.IRO, name="Iris Holt")


@pytest.fixture
def letter(make: Make, sam: YoungPerson, iris: Account, account: Account) -> Letter:
    review: Review = make.review(sam, "held", iro=iris)
    letters.agreed(review, iris, "You see Mia each month")
    later = clock.now().date() + timedelta(days=5)
    letters.agreed(review, iris, "Not told yet", held_back_until=later, held_back_why="Told in person")
    return letters.sent(review, iris)


def test_a_letter_they_read_and_what_was_agreed_can_go_in(
    page: Page, account: Account, letter: Letter
) -> None:
    page.sign_in(account).visit("/story/pick")
    assert "What was agreed: You see Mia each month" in page.main
    assert "A letter from" not in page.main  # not opened yet
    assert "Not told yet" not in page.main
    with letters.inside(), db.transaction():
        own.open_letter(letter, by=account.id, now=clock.now())
    page.visit("/story/pick").submit("Put these in my book", pieces=[f"letter:{letter.id}"])
    page.visit("/story/book")
    assert "A letter from Iris Holt" in page.main
    assert "You swim every week." in page.main
