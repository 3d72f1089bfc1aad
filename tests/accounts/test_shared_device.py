"""A phone or tablet that others use: said on coming in, it holds for the session; nothing is saved on it."""

from __future__ import annotations

import pytest

from portal.people.models import YoungPerson
from portal.policy.roles import Role
from tests.accounts.ways import card_for, words_of
from tests.support.factories import Make
from tests.support.pages import Page

COPY = "/said/keep-a-copy"
REFUSED = "You can't keep a copy here"


@pytest.fixture
def robin(make: Make) -> YoungPerson:
    person = make.young_person(called="Robin")
    make.statement(person, "Hello")
    return person


@pytest.mark.parametrize("shared", [True, False])
def test_said_when_they_come_in_by_their_words(
    page: Page, make: Make, robin: YoungPerson, shared: bool
) -> None:
    words = " ".join(words_of(make.account_for(robin)))
    page.visit("/come-in").submit("Come in", words=words, shared=shared)
    assert page.url.endswith("/start")
    assert (page.visit(COPY).heading == REFUSED) is shared
    assert bool(page.visit("/said").links("Keep a copy")) is not shared


def test_a_phone_of_their_own_is_not_shared(page: Page, make: Make, robin: YoungPerson) -> None:
    words = " ".join(words_of(make.account_for(robin)))
    page.visit("/come-in").submit("Come in", words=words, shared=True, own_phone=True)
    assert page.visit(COPY).heading != REFUSED


def test_said_with_a_card_and_kept_through_new_words(page: Page, make: Make, robin: YoungPerson) -> None:
    card = card_for(robin, make.staff(Role.PARTICIPATION_WORKER))
    page.visit("/card").submit("Use my card", words=" ".join(card.words), shared=True)
    assert page.visit(COPY).heading == REFUSED
    page.visit("/my-words").submit("Show me my words", own="no")
    assert page.visit(COPY).heading == REFUSED


def test_it_ends_with_the_session(page: Page, make: Make, robin: YoungPerson) -> None:
    words = " ".join(words_of(make.account_for(robin)))
    page.visit("/come-in").submit("Come in", words=words, shared=True)
    page.post("/go-out")
    page.visit("/come-in").submit("Come in", words=words)
    assert page.visit(COPY).heading != REFUSED
