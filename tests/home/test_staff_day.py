"""What somebody's day begins with: words on their way to the panel, the newest paper, the next meeting."""

from __future__ import annotations

from datetime import timedelta

from portal.coding.rules import QuoteState
from portal.kit import clock
from portal.policy.roles import Role
from tests.support import challenged, papers
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.quoted import made_quote


def test_a_member_begins_with_the_newest_paper_and_the_next_meeting(make: Make, page: Page) -> None:
    council = papers.panel(make)
    meeting_id = council.published()
    page.sign_in(council.member).visit("/staff")
    page.follow("Read the paper for")
    assert page.url.endswith(f"/staff/panel/{meeting_id}")


def test_a_member_sees_how_many_challenges_are_open_and_late(make: Make, page: Page) -> None:
    panel = challenged.panel(make)
    challenge_id = panel.answered(due_on=clock.now().date() + timedelta(days=2))
    panel.asked()  # not checked yet: nobody else hears of it
    page.sign_in(panel.member)
    assert "1 challenge is open" in page.visit("/staff").main
    with clock.at(clock.now() + timedelta(days=9)):
        assert "1 is late" in page.sign_in(panel.member).visit("/staff").main
    assert challenge_id


def test_before_there_is_a_paper_the_page_says_so(make: Make, page: Page) -> None:
    page.sign_in(make.staff(Role.PANEL_MEMBER)).visit("/staff")
    assert "No paper is published yet" in page.main


def test_those_who_make_quotes_see_what_waits(make: Make, page: Page) -> None:
    reader, worker = make.staff(Role.READER), make.staff(Role.PARTICIPATION_WORKER)
    person = make.young_person()
    made_quote(make, person, by=reader)
    made_quote(make, person, by=reader, state=QuoteState.AGREED)
    shown = page.sign_in(worker).visit("/staff").main
    assert "quotes to prepare" in shown
    assert "quotes to approve" in shown
    assert "to be sorted by theme" not in shown  # they are not at the desk
    assert "to be sorted by theme" in page.sign_in(reader).visit("/staff").main


def test_a_yes_can_be_found_again_and_stopped(make: Make, page: Page) -> None:
    person, reader = make.young_person(), make.staff(Role.READER)
    account = make.account_for(person)
    page.sign_in(account)
    assert "Your words for councillors" not in page.visit("/start").main
    made_quote(make, person, by=reader, state=QuoteState.APPROVED)
    page.visit("/start").follow("Your words for councillors")
    assert page.url.endswith("/my-quotes")
