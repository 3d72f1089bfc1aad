"""Somebody finds what they are owed on a phone, and asks for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_found_by_a_few_questions_and_asked_for(make: Make, visitor: Visit, scripts: bool) -> None:
    person = make.young_person(name="Ash Moor")
    make.worker_of(person, name="Jo Hill")
    somebody = visitor(width=320, scripts=scripts)
    somebody.goes_to("/come-in").follows("What you are owed")
    somebody.types("How old are you?", "19").picks("Not now, but I was").presses("Show me")
    assert somebody.heading == "A few more questions"
    somebody.page.get_by_role("button", name="Show me").click()
    somebody.sees("There is something to put right")
    somebody.troubles.clear()  # the browser itself says that the answer was a refusal
    somebody.looks()
    for number in (0, 1, 3):
        somebody.page.locator("fieldset").nth(number).get_by_label("Yes", exact=True).check()
    somebody.presses("Show me").sees("a former relevant young person")
    somebody.page.locator("summary", has_text="Money to set up your home").click()
    somebody.looks().sees("At least £3,000")
    somebody.is_signed_in_as(make.account_for(person)).goes_to("/owed?age=12&care=now")
    somebody.page.locator("summary", has_text="An advocate").click()
    somebody.page.locator("details[open] button").click()
    somebody.looks().sees("We wrote it down for you", "I want to ask for this: An advocate.")


def test_what_to_say_to_the_police_is_read_by_keyboard(visitor: Visit) -> None:
    somebody = visitor(width=360, how="keyboard")
    somebody.goes_to("/owed").follows("If the police take you along")
    somebody.sees("I want a solicitor")


def test_the_desk_reads_what_was_asked_for(make: Make, visitor: Visit) -> None:
    person = make.young_person(name="Juniper Asks")
    make.worker_of(person, name="Jo Hill")
    reader = make.staff(Role.READER, name="Rae Desk")
    somebody = visitor(width=360).is_signed_in_as(make.account_for(person))
    somebody.goes_to("/owed?age=12&care=now")
    somebody.page.locator("summary", has_text="Pocket money").click()
    somebody.page.locator("details[open] button").click()
    somebody.looks().presses("Next").presses("Send").sees("Sent")
    desk = visitor(width=1280).is_signed_in_as(reader)
    desk.goes_to("/staff/desk").follows("Juniper Asks").sees("Pocket money and clothes")
