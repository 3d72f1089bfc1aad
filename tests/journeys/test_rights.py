"""A new arrival reads their welcome pack; a care leaver ticks lists, asks, prints; their adviser sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from portal import db
from portal.kit import clock
from portal.people.models import Episode
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]


def test_rights_in_their_pocket(make: Make, visitor: Visit) -> None:
    today = clock.now().date()
    child = make.young_person(name="Wren Hale", born_on=today - timedelta(days=6 * 365 + 40))
    with db.transaction() as session:
        began = today - timedelta(days=5)
        session.add(Episode(young_person_id=child.id, started_on=began, legal_status="C2"))
    little = visitor(width=360).is_signed_in_as(make.account_for(child))
    little.goes_to("/start").follows("You are new in care")
    little.sees("It is not your fault")
    little.goes_to("/rights").sees("New in care? Start here")

    leaver = make.young_person(name="Ash Moor", born_on=today - timedelta(days=18 * 365 + 40))
    adviser = make.worker_of(leaver, Role.PERSONAL_ADVISER, name="Ali Stone")
    ash = visitor(width=320).is_signed_in_as(make.account_for(leaver))
    ash.goes_to("/start").follows("My rights").follows("My lists")
    in_line(ash, "bank_account", "I have it").sees("You have 1 of")
    in_line(ash, "birth_certificate", "I need it")
    in_line(ash, "birth_certificate", "Ask for it now")
    ash.sees("I want to ask for this: Birth certificate.").presses("Next").presses("Send").sees("Sent")

    ali = visitor(width=1280).is_signed_in_as(adviser)
    ali.goes_to(f"/staff/young-people/{leaver.id}").follows("Papers, health, plan: their lists")
    ali.sees("They need it")
    ali.page.get_by_label("About").select_option(label="Birth certificate")
    ali.types("What you did, or what happens next", "I ordered it today.").presses("Tell them")
    ali.sees("I ordered it today.")

    ash.goes_to("/my-lists").sees("I ordered it today.", "You asked for it on", "Waiting to be read")
    ash.goes_to("/my-people").follows("Add somebody")
    ash.types("Their name", "Aunt Bo").presses("Keep this card").sees("Ali Stone", "Aunt Bo")
    with ash.page.expect_download() as saved:
        ash.page.get_by_role("button", name="Small cards to print").click()
    assert saved.value.path().read_bytes().startswith(b"%PDF-")


def in_line(somebody: Visitor, line: str, button: str) -> Visitor:
    """Press a button that stands at one line of a list."""
    somebody.page.locator(f"#{line}").get_by_role("button", name=button).click()
    return somebody.looks()
