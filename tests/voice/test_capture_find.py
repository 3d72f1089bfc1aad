"""Finding a young person on the list from which something is written down."""

from __future__ import annotations

import pytest

from portal.accounts.models import Account
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page


@pytest.fixture
def wren(make: Make) -> Account:
    return make.staff(Role.SOCIAL_WORKER, name="Wren Work")


@pytest.fixture
def at_list(page: Page, make: Make, wren: Account) -> Page:
    for name in ("Ada Loud", "Bo Quill"):
        make.link(make.young_person(name=name), wren)
    make.young_person(name="Ada Stranger")
    return page.sign_in(wren).visit("/staff/write-down")


def test_the_first_letters_are_enough_and_nobody_elses_child_is_found(at_list: Page) -> None:
    at_list.submit("Search", asked="ad")
    assert "1 found for “ad”." in at_list.main
    assert "Ada Loud" in at_list.main
    for other in ("Bo Quill", "Stranger"):
        assert other not in at_list.main
    assert "ad" not in at_list.url.partition("write-down")[2]
    assert "Bo Quill" in at_list.follow("Show all of them").main


def test_nobody_found_says_what_to_do(at_list: Page) -> None:
    at_list.submit("Search", asked="Zed")
    assert "Nobody was found." in at_list.main
    assert "Check the spelling, or show all of them." in at_list.main


@pytest.mark.parametrize("bad", ["x" * 101, "\x00" * 300])
def test_too_long_or_broken_is_no_fault_of_ours(at_list: Page, bad: str) -> None:
    at_list.post("/staff/write-down", {"asked": bad}, status=422 if bad[0] == "x" else 200)


def test_a_carer_finds_by_what_a_child_is_called_and_not_by_a_name_they_are_not_told(
    page: Page, make: Make
) -> None:
    sam = make.young_person(name="Samuel Vale", called="Sam")
    page.sign_in(make.worker_of(sam, Role.FOSTER_CARER)).visit("/staff/write-down")
    assert "Pass on what Sam told somebody" in page.submit("Search", asked="sa").main
    assert "Nobody was found." in page.visit("/staff/write-down").submit("Search", asked="Vale").main
