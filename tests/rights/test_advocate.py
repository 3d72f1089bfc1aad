"""A way to an advocate from every page of a young person."""

from __future__ import annotations

import pytest

from portal import db
from portal.accounts.models import Account
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.queries.drafts import started_by
from portal.voice.rules.saying import ADVOCATE
from tests.support.factories import Make
from tests.support.pages import Page


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


@pytest.fixture
def sam_account(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


@pytest.mark.parametrize("path", ["/start", "/say", "/said", "/records", "/letters", "/owed"])
def test_each_page_leads_to_an_advocate(page: Page, sam_account: Account, path: str) -> None:
    page.sign_in(sam_account).visit(path).follow("I want an advocate")
    assert page.heading == "I want an advocate"


def test_one_button_begins_a_message_to_one(
    make: Make, page: Page, sam: YoungPerson, sam_account: Account
) -> None:
    make.staff(Role.ADVOCATE)
    page.sign_in(sam_account).visit("/advocate").submit("Write to an advocate")
    assert page.url.endswith("/say")
    with db.transaction(writes=False):
        begun = started_by(sam.id, None)
        assert begun is not None
        assert begun.ticked("to") == [ADVOCATE]


def test_where_none_reads_the_number_is_shown(page: Page, sam_account: Account) -> None:
    page.sign_in(sam_account).visit("/advocate").submit("Write to an advocate")
    assert "No advocate reads here right now" in page.text
    assert "01632 960 555" in page.text


def test_what_was_begun_stays(make: Make, page: Page, sam: YoungPerson, sam_account: Account) -> None:
    make.staff(Role.ADVOCATE)
    page.sign_in(sam_account).visit("/say/words").submit("Next", words="Mine stays")
    page.visit("/advocate").submit("Write to an advocate")
    assert "You had started something" in page.text
    with db.transaction(writes=False):
        begun = started_by(sam.id, None)
        assert begun is not None
        assert begun.text("words") == "Mine stays"


def test_nobody_signed_in_finds_the_number_and_the_door(page: Page) -> None:
    page.visit("/advocate")
    assert "01632 960 555" in page.text
    assert "Come in to your space" in page.text
