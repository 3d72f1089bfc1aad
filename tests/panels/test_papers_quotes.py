"""Whose words a paper holds for whom: never words about the reader, or about somebody close to them."""

from __future__ import annotations

from types import SimpleNamespace

import flask
import pytest

from portal import db
from portal.accounts.models import Account
from portal.coding.commands.quotes import withdraw_of
from portal.kit import clock
from portal.panels.queries.papers import quotes_to_choose
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.papers import Panel, panel, prepared

FRIDGE = "the fridge is locked at night"


@pytest.fixture
def council(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def test_words_about_somebody_known_here_are_never_offered(council: Panel, make: Make) -> None:
    quote = council.quote("home", FRIDGE)
    meeting_id = council.drafted()
    assert [one.id for one in quotes_to_choose(prepared(meeting_id))] == [quote.id]
    statement = SimpleNamespace(id=quote.statement_id)
    make.kept_apart(council.people[0], statement, make.staff(Role.FOSTER_CARER))
    assert quotes_to_choose(prepared(meeting_id)) == []


def _reads(page: Page, account: Account, url: str) -> bool:
    return FRIDGE in page.sign_in(account).visit(url).main


def test_words_found_out_later_to_be_about_them_leave_the_paper_for_them_and_whoever_is_close(
    council: Panel, make: Make, page: Page
) -> None:
    quote = council.quote("home", FRIDGE)
    boss, carer = make.staff(Role.MANAGER), make.staff(Role.FOSTER_CARER)
    at_home = make.staff(Role.PANEL_MEMBER, household=carer)
    paper = f"/staff/panel/{council.published(quotes=[quote])}"
    for account in (boss, at_home, council.member):
        assert _reads(page, account, paper)
    statement = SimpleNamespace(id=quote.statement_id)
    make.kept_apart(council.people[0], statement, carer)
    make.kept_apart(council.people[0], statement, boss, "manager")
    for account in (boss, at_home):  # one is written down, the other lives with somebody it concerns
        assert not _reads(page, account, paper)
        assert not _reads(page, account, f"{paper}/theme/home")
    assert _reads(page, council.member, paper)
    assert _reads(page, council.member, f"{paper}/theme/home")


def test_whoever_prepares_a_paper_does_not_read_words_about_themselves_either(
    council: Panel, make: Make, page: Page
) -> None:
    quote = council.quote("home", FRIDGE)
    preview = f"/staff/panel/{council.ready(quotes=[quote])}/prepare/preview"
    assert _reads(page, council.support, preview)
    make.kept_apart(council.people[0], SimpleNamespace(id=quote.statement_id), council.support)
    assert not _reads(page, council.support, preview)


def test_a_published_paper_says_that_a_quote_was_taken_back_since(council: Panel, page: Page) -> None:
    quote = council.quote("home", FRIDGE)
    paper = f"/staff/panel/{council.published(quotes=[quote])}"
    page.sign_in(council.member)
    assert "taken it back" not in page.visit(paper).main
    with db.transaction():
        withdraw_of(quote.statement_id, now=clock.now())
    assert "1 quote stood here when the paper was published." in page.visit(paper).main
    assert FRIDGE not in page.main


def test_a_paper_leaves_out_words_while_their_past_is_shut(council: Panel, make: Make, page: Page) -> None:
    quote = council.quote("home", FRIDGE)
    account = make.account_for(council.people[0])
    paper = f"/staff/panel/{council.published(quotes=[quote])}"
    page.sign_in(council.member)
    for past_shut_at, is_there in ((None, True), (clock.now(), False), (None, True)):
        with db.transaction() as session:
            session.get_one(Account, account.id).past_shut_at = past_shut_at
        assert (FRIDGE in page.visit(paper).main) is is_there
