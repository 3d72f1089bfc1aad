"""The plan is sent, a partner says how far their part is, a target is set, and a report reaches the board and
the government's observer, who reads no small number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.planned import people, today
from tests.support.visitors import Visitor


def _is_refused(who: Visitor, button: str) -> None:
    """Pressed, and the page comes again with its mistakes."""
    with who.page.expect_navigation(wait_until="load"):
        who.page.get_by_role("button", name=button).click()
    who.troubles.clear()  # the browser itself says that the answer was a refusal
    who.looks()


def _day(who: Visitor, field: str, day: date) -> None:
    for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        who.page.locator(f"#{field}-{part}").fill(str(number))


def test_from_an_action_to_the_observer(visitor: Callable[..., Visitor], make: Make) -> None:
    there = people(make)
    nurse = make.staff(Role.PARTNER, name="Pat Brook")
    chair, observer = make.staff(Role.BOARD_CHAIR), make.staff(Role.OBSERVER)

    odile = visitor(width=1280).is_signed_in_as(there.support).goes_to("/staff/plan")
    odile.follows("Write an action")
    _is_refused(odile, "Save")
    odile.types("What will be done?", "offer health checks in the holidays").types("As what?", "lead nurse")
    odile.page.get_by_label("Who?").select_option(label="Pat Brook")
    _day(odile, "due_on", today() + timedelta(days=30))
    odile.presses("Save").goes_to("/staff/plan").presses("Send the plan").sees("new to its owner")

    pat = visitor(width=360).is_signed_in_as(nurse).goes_to("/staff/plan/mine")
    pat.follows("offer health checks").picks("Done")
    _is_refused(pat, "Say it to those who read the plan")
    pat.sees("Say what shows that it is done.")
    pat.types("What shows it", "the clinic’s list").presses("Say it to those who read the plan")
    pat.sees("the clinic’s list")

    odile.goes_to("/staff/measures/ready")
    odile.follows("Take it Visits on time")
    odile.page.get_by_label("Who?").select_option(label="Ines Okafor")
    odile.types("As what?", "head of service").presses("Put it into the register")
    measure = odile.page.url.removeprefix(odile.site.url)
    for ago, number in ((150, 20), (100, 25)):
        there.value(UUID(measure.rsplit("/", 1)[-1]), ago, number, 40)
    odile.goes_to(f"{measure}/value")
    _day(odile, "first_on", today() - timedelta(days=80))
    _day(odile, "last_on", today() - timedelta(days=50))
    odile.types("How many, or the number", "38").types("Of how many", "40")
    _is_refused(odile, "Write it down")
    odile.sees("so few young people")
    odile.picks("I have checked it").presses("Write it down").sees("95% (38 of 40)")
    odile.follows("Set a target").types("Which number?", "97")
    _day(odile, "by_on", today() + timedelta(days=180))
    odile.presses("Set the target").sees("97% or more by")
    odile.goes_to("/staff/measures")

    odile.goes_to("/staff/board/new").picks("The one after 6 months")
    _day(odile, "meets_on", today() + timedelta(days=7))
    odile.presses("Begin it").types("What matters most", "visits hold.").presses("Save")
    odile.presses("Freeze it and send it to its readers").sees("95% (38 of 40)")

    ada = visitor(width=820).is_signed_in_as(chair).goes_to("/staff/board")
    ada.page.locator("main table a").first.click()
    ada.looks().sees("visits hold.", "95% (38 of 40)")

    odette = visitor(width=320, scripts=False).is_signed_in_as(observer).goes_to("/staff/board")
    odette.page.locator("main table a").first.click()
    odette.looks().sees("nearly all: fewer than 5 are missing").does_not_see("38 of 40")
    odette.goes_to(measure).does_not_see("38 of 40")
    visitor(width=320).is_signed_in_as(observer).goes_to(measure).sees("about 60%")
