"""The versions of a paper that everybody may read: only what is printed, no words, easy for young people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
import pytest

from portal import db
from portal.kit import clock
from portal.panels.commands import packs
from portal.plainwords import jargon_in, reading_age
from portal.policy.roles import Role
from tests.panels.test_papers_surveys import closed_survey
from tests.support import did
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.papers import LEAD, Panel, panel
from tests.support.plain_pages import our_lines

WORDS = "they keep changing it and I find out last."


@pytest.fixture
def council(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def test_nobody_reads_it_before_somebody_opens_it_nor_after_it_is_closed(
    council: Panel, page: Page, another_page: Callable[[], Page]
) -> None:
    meeting_id = council.published()
    ways = (f"/panel/papers/{meeting_id}", f"/panel/for-young-people/{meeting_id}")
    for way in ways:
        page.visit(way, status=404)
    assert "No paper is public yet." in page.visit("/panel/papers").main
    support = another_page().sign_in(council.support).visit(f"/staff/panel/{meeting_id}")
    support.follow("Public version").submit("Let everybody read it")
    for way in ways:
        page.visit(way)
    page.visit("/panel/papers").follow("For young people")
    assert page.visit("/panel/for-young-people").links()
    support.visit(f"/staff/panel/{meeting_id}/public").submit("Do not show it any more")
    for way in ways:
        page.visit(way, status=404)


def test_what_is_being_made_is_never_public(council: Panel, page: Page) -> None:
    meeting_id = council.signed(council.ready())
    page.visit(f"/panel/papers/{meeting_id}", status=404)
    page.sign_in(council.support).visit(f"/staff/panel/{meeting_id}/public", status=404)


def opened(council: Panel, make: Make, **ready: Any) -> str:
    """A published paper that everybody may read; opening it twice is opening it once."""
    meeting_id = council.published(**ready)
    with db.transaction():
        packs.open_to_all(meeting_id, by=council.support.id, now=clock.now())
        packs.open_to_all(meeting_id, by=council.support.id, now=clock.now())
    return str(meeting_id)


def test_it_has_the_printed_numbers_and_no_words_of_young_people_nor_of_staff(
    council: Panel, make: Make, page: Page
) -> None:
    closed_survey(make, 60)
    quote = council.quote("family_time", WORDS)
    page.visit(f"/panel/papers/{opened(council, make, quotes=[quote])}")
    assert LEAD in page.main
    assert "about 120 of about 225 young people said something" in page.main
    assert "Family time" in page.main
    assert "50" in page.main
    assert WORDS[:20] not in page.html
    assert "What surveys found" not in page.main
    assert "who decides when family time is moved?" not in page.html


def test_young_people_read_it_in_short_sentences_with_pictures(
    council: Panel, make: Make, page: Page
) -> None:
    council_did = did.outcome(
        make.staff(Role.MANAGER), published_at=clock.now(), all_from_on=clock.now().date()
    )
    page.visit(f"/panel/for-young-people/{opened(council, make)}")
    lines = our_lines(page)
    assert "My family: about 50 of you." in lines
    assert "More of you talked about: My family." in lines
    assert not [line for line in lines if "records" in line.lower()]
    assert reading_age("\n".join(lines)) <= 9
    assert [one for line in lines for one in jargon_in(line)] == []
    assert council_did.you_said in page.main
    pictures = [e for e in page.everything if "pic" in (e.get("class") or "").split()]
    assert len(pictures) >= 8
    page.visit("/panel/for-young-people")
    assert reading_age("\n".join(our_lines(page))) <= 9


def test_a_young_person_finds_it_from_what_was_done(council: Panel, make: Make, page: Page) -> None:
    opened(council, make)
    page.sign_in(make.account_for(make.young_person())).visit("/we-did")
    page.follow("See what all of you told the council").follow("What you said, and what was done")
    assert page.heading == "What you told the council"
