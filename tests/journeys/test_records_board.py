"""An officer's morning: the late one is on top; by keyboard to it, its search log, a letter, the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from portal.kit import clock
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.visitors import Visitor
from tests.support.world_records import LONDON, make_request

Visit = Callable[..., Visitor]
LOST = "It was last seen in 2004 in box 12. We looked in the boxes beside it."


def test_an_officer_finds_the_late_one_and_says_what_is_missing(visitor: Visit, make: Make) -> None:
    officer = make.staff(Role.RECORDS_OFFICER, name="Rowan Shelf")
    today = clock.today(LONDON)
    for number, days in enumerate((1, 12, 28, 70)):
        make_request(
            officer=officer if days > 20 else None,
            name=("Wren Hollow", "Lark Field", "Finch Brook", "Robin Dell")[number],
            received_on=today - timedelta(days=days),
            years_from=1990,
            years_until=1999,
        )
    at = visitor(width=1280).is_signed_in_as(officer).goes_to("/staff/records")
    at.sees("days late", "At risk", "Nobody yet")
    at.page.locator("[data-rows]").focus()
    at.page.keyboard.press("j")
    with at.page.expect_navigation():
        at.page.keyboard.press("Enter")
    assert at.looks().heading.startswith("Robin Dell")
    at.follows("Where we looked").sees("No line covers these years", "1990–1999")
    at.follows("Write down a search")
    at.page.get_by_label("Where?").select_option(label="The paper store")
    at.picks("Missing: it should be there and is not")
    at.types("If it is missing or was destroyed", LOST).types("Until which year", "1994")
    at.presses("Write it down").sees(LOST, "1995–1999")
    at.follows("Write the letter about what is missing").sees(LOST)
    at.presses("Send it to their page").sees("It is on their page")

    phone = visitor(width=320, how="keyboard").is_signed_in_as(officer).goes_to("/staff/records")
    phone.types("Find a request", "hollow").presses("Find").sees("Wren Hollow").does_not_see("Lark Field")
    phone.goes_to("/staff/records/calendar").presses("Make an address").sees("it is shown this once")
