"""A young member of the panel: brings something, sets the order, asks, votes, is paid for the bus, and reads
what came of it; and what anybody may read of it without signing in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from portal.kit import clock
from portal.panels.rules import MemberKind
from tests.support import challenged, made_pdfs, seated
from tests.support import site as sites
from tests.support.did import outcome
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]
PHONE = 360


@pytest.fixture
def site(tmp_path: Path) -> Iterator[sites.Site]:
    """A site of its own: a day has one meeting."""
    with sites.running(tmp_path) as running:
        yield running


def test_a_young_member_is_heard_and_sees_what_came_of_it(make: Make, visitor: Visit, tmp_path: Path) -> None:
    panel = challenged.panel(make)
    young = seated.young_member(make, panel.support)
    seated.seat(panel.member, panel.support, MemberKind.COUNCILLOR, chairs=True)
    seated.terms(panel.support, MemberKind.YOUNG_MEMBER, MemberKind.COUNCILLOR)
    held = panel.met_today()
    zed = visitor(width=PHONE).is_signed_in_as(young)
    zed.goes_to("/staff/panel/me").sees("Young member", "You have a vote.", "You set the order").looks()
    brings_something_and_sets_the_order(zed, visitor(width=PHONE).is_signed_in_as(panel.member), str(held.id))
    support = visitor().is_signed_in_as(panel.support)
    support.goes_to(f"/staff/panel/{held.id}/agenda").looks().presses("Publish the agenda")
    zed.goes_to(f"/staff/panel/{held.id}/agenda").looks().presses("For").sees("Your vote is counted")
    support.goes_to(f"/staff/panel/{held.id}/agenda").sees("For: 1")
    is_paid_for_the_bus(zed, support)
    asks_and_reads_what_came_of_it(zed, support, visitor(width=PHONE), panel, tmp_path)


def brings_something_and_sets_the_order(zed: Visitor, member: Visitor, meeting_id: str) -> None:
    """What the young member brings stands first, and they move it."""
    member.goes_to(f"/staff/panel/{meeting_id}/agenda").types("What should we talk about?", "car parks")
    member.presses("Put it on the list")
    zed.goes_to("/staff/panel/me").follows("What we talk about")
    zed.types("What should we talk about?", "phones at night").picks("The panel votes on it")
    zed.presses("Put it on the list")
    assert zed.page.locator(".agenda > li").all_inner_texts()[0].startswith("phones at night")
    moves(zed, "phones at night", "Down")
    assert zed.page.locator(".agenda > li").all_inner_texts()[0].startswith("car parks")
    moves(zed, "phones at night", "Up")
    zed.looks()


def moves(zed: Visitor, item: str, where: str) -> None:
    """One place further, by the button beside it."""
    with zed.page.expect_navigation(wait_until="load"):
        zed.page.locator(".agenda > li", has_text=item).get_by_role("button", name=where).click()


def is_paid_for_the_bus(zed: Visitor, support: Visitor) -> None:
    """They ask for what they need to come, and read that it is paid."""
    zed.goes_to("/staff/panel/me/costs").picks("Travel: tickets, petrol or a lift").looks()
    zed.presses("Ask for it").sees("You hear by")
    support.goes_to("/staff/panel/members").looks()
    opens_the_first_cost(support)
    support.looks().picks("Yes", of="Do you pay it?").types("What you tell them", "at the door.")
    support.presses("Tell them")
    opens_the_first_cost(support)
    support.presses("It is paid")
    zed.goes_to("/staff/panel/me/costs").sees("Paid", "at the door.")


def opens_the_first_cost(support: Visitor) -> None:
    with support.page.expect_navigation(wait_until="load"):
        support.page.locator("main a[href*='/staff/panel/costs/']").first.click()


def asks_and_reads_what_came_of_it(
    zed: Visitor, support: Visitor, anybody: Visitor, panel: challenged.Panel, folder: Path
) -> None:
    """A challenge is asked, answered and shown; young people are told; the log and the open page say so."""
    zed.goes_to("/staff/panel/me").follows("Ask something").types(
        "What do you want to ask, or to be done?", "who rings us when a visit moves?"
    )
    zed.presses("Send it to panel support")
    challenge_url = zed.page.url
    support.page.goto(challenge_url)
    support.page.get_by_label("Who answers it?").select_option(label="Ines Okafor")
    support.presses("I have checked it: give it to them")
    challenge_id = UUID(challenge_url.rsplit("/", 1)[1])
    panel.answer(challenge_id, clock.now().date() + timedelta(days=20))
    paper = folder / "letter.pdf"
    paper.write_bytes(made_pdfs.typed("the new letter"))
    shows_it(support, panel, challenge_url, paper)
    now = clock.now()
    outcome(
        panel.officer,
        published_at=now - timedelta(days=8),
        all_from_on=now.date(),
        challenge_id=challenge_id,
        easy="Somebody rings you first.",
    )
    zed.goes_to("/staff/panel/me/influence").sees("Somebody rings you the same day.").looks()
    zed.page.goto(challenge_url)
    zed.looks().sees("the new letter to carers.", "Save the PDF")
    anybody.goes_to("/what-changed").sees("Tell us before a visit is moved.").looks()
    anybody.types("Words to look for", "zebra").presses("Show these").sees("Nothing like that").looks()


def shows_it(visitor: Visitor, panel: challenged.Panel, url: str, paper: Path) -> None:
    """The officer adds a file and says what it shows."""
    visitor.is_signed_in_as(panel.officer)
    visitor.page.goto(url)
    visitor.types("What shows that it happened?", "the new letter to carers.")
    visitor.page.get_by_label("A picture, a PDF or a Word file").set_input_files(paper)
    visitor.looks().presses("Show it to the panel").sees("The panel sees it.")
