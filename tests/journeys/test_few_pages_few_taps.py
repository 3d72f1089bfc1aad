"""Figure 30: from signing in to "sent" in at most three pages and eight taps, in each look of the form."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from portal.policy.roles import Role
from portal.voice.rules import Look
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]
MOST_PAGES, MOST_TAPS = 3, 8
# Every press of a finger or a mouse, whatever it hits; kept over the pages of one visit.
_COUNT = """
const tapped = () => sessionStorage.setItem("taps", 1 + +sessionStorage.getItem("taps"));
addEventListener("pointerdown", tapped, true);
"""


class Counted:
    """A phone on which taps are counted, and the pages between the start page and the last one."""

    def __init__(self, visitor: Visitor) -> None:
        self.page: Page = visitor.page
        self.page.add_init_script(_COUNT)
        self.page.goto("/start")
        self.seen: list[str] = []
        self.page.on("framenavigated", lambda frame: self.seen.append(frame.url))

    def taps(self, role: str, name: str, *, goes_on: bool = True) -> None:
        found = self.page.get_by_role(role, name=name, exact=True).last  # type: ignore[arg-type]  # its own roles
        if not goes_on:
            found.click()
            return
        with self.page.expect_navigation(wait_until="load"):
            found.click()

    def writes(self, label: str, words: str) -> None:
        field = self.page.get_by_label(label)
        field.click()
        field.fill(words)

    @property
    def pages(self) -> int:
        """Those on which something was asked: not the one that says that it is sent."""
        return len(self.seen) - 1

    @property
    def tapped(self) -> int:
        return int(self.page.evaluate("+sessionStorage.getItem('taps')"))


@pytest.mark.parametrize("look", list(Look))
def test_saying_one_thing_takes_three_pages_and_eight_taps_at_most(
    make: Make, visitor: Visit, look: Look
) -> None:
    person = make.young_person(called="Robin")
    make.worker_of(person, Role.SOCIAL_WORKER, name="Priya Shah")
    make.look(person, look)
    phone = Counted(visitor().is_signed_in_as(make.account_for(person)))
    phone.taps("link", "Say something")
    if look is Look.LITTLE:
        phone.taps("button", "Not good")
        phone.taps("button", "That is all")
        phone.taps("button", "Priya Shah")
    else:
        phone.taps("button", "Next")
        phone.writes("Say it in your own words", "I want to see my sister")
        phone.taps("button", "Next")
        phone.taps("button", "Send")
    assert phone.page.locator("h1").inner_text() in ("Sent", "Thank you")
    assert phone.pages <= MOST_PAGES, phone.seen
    assert 4 <= phone.tapped <= MOST_TAPS


def test_a_small_child_who_answers_everything_taps_no_more_than_eight_times(
    make: Make, visitor: Visit
) -> None:
    person = make.young_person(called="Mo")
    make.worker_of(person, Role.SOCIAL_WORKER, name="Priya Shah")
    make.look(person, Look.LITTLE)
    phone = Counted(visitor().is_signed_in_as(make.account_for(person)))
    phone.taps("link", "Say something")
    for choice in ("Not good", "Good", "So-so", "Not good", "Just me", "Priya Shah"):
        phone.taps("button", choice)
    assert phone.page.locator("h1").inner_text() == "Thank you"
    assert phone.tapped <= MOST_TAPS
