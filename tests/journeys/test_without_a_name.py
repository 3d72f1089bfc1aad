"""Somebody tells the service something without a name, on a phone, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]


def sends(somebody: Visitor, words: str) -> str:
    """When they find the way from the door, and send it; gives the five words on the page."""
    somebody.goes_to("/come-in").follows("Tell us without your name")
    somebody.sees("We can’t come to you if we don’t know who you are", "0800 1111")
    somebody.types("What do you want to tell us?", words).presses("Send it")
    assert somebody.heading == "We have what you sent"
    return somebody.page.locator("#five").inner_text()


def opens_what_says(reader: Visitor, words: str) -> None:
    """Of the talks on this page the one with these words: others of the same site may wait beside it."""
    links = reader.page.locator("main a[href*='/staff/nameless/']")
    for address in [one.get_attribute("href") for one in links.all()]:
        assert address
        if words in reader.goes_to(address).page.locator("main").inner_text():
            return
    raise AssertionError(f"nothing on the list says {words!r}")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_told_kept_answered_and_gone_on(make: Make, visitor: Visit, scripts: bool) -> None:
    words = f"Nobody at the house listens, with scripts {scripts}"
    somebody = visitor(width=360, scripts=scripts)
    code = sends(somebody, words)
    somebody.types("Your five words", code).presses("Use my words")
    somebody.sees("Good. These words work.", words)
    reader = visitor(width=1280).is_signed_in_as(make.staff(Role.READER, name="Rae Desk"))
    reader.goes_to("/staff/desk").sees("Without a name")
    opens_what_says(reader, words)
    reader.types("Your answer", "Thank you. We go there tomorrow.").presses("Send the answer")
    reader.page.get_by_label("What you did").select_option(label="Passed on")
    reader.presses("Mark as read")
    later = visitor(width=320, scripts=scripts)
    later.goes_to("/nameless").follows("I have five words")
    later.types("Your five words", code).presses("Open it")
    later.sees("Rae Desk, from the safety team", "We go there tomorrow.")
    later.types("Write back", "Thank you").presses("Send it").sees("It has gone to our team.")
    later.presses("End this talk").sees("This talk has ended.")
    reader.goes_to("/staff/desk")
    opens_what_says(reader, words)
    reader.sees("Thank you")
    reader.page.get_by_label("What you did").select_option(label="Nothing more is needed")
    reader.presses("Mark as read")


def test_not_safe_shows_the_numbers_and_calls(make: Make, visitor: Visit) -> None:
    duty = make.staff(Role.DUTY_WORKER)
    make.on_duty(duty)
    somebody = visitor(width=360, how="keyboard")
    somebody.goes_to("/nameless").presses("I'm not safe")
    assert somebody.heading == "We have what you sent"
    somebody.sees("999", "0800 1111", "85258", "We don’t know where you are")
    called = visitor(width=1280).is_signed_in_as(duty)
    called.goes_to("/staff").follows("You are called: somebody who gave no name")
    called.page.locator("main a[href*='/staff/nameless/']").first.click()
    called.looks().sees("Pressed “I’m not safe”")


def test_the_words_are_copied_with_one_tap(visitor: Visit) -> None:
    somebody = visitor()
    somebody.context.grant_permissions(["clipboard-read", "clipboard-write"])
    code = sends(somebody, "About the copy button")
    somebody.page.get_by_role("button", name="Copy the five words").click()
    somebody.sees("Copied")
    assert somebody.page.evaluate("navigator.clipboard.readText()") == code


def test_a_group_is_written_down_read_and_answered(make: Make, visitor: Visit) -> None:
    pat = visitor(width=360, scripts=False).is_signed_in_as(
        make.staff(Role.PARTICIPATION_WORKER, name="Pat Taking")
    )
    pat.goes_to("/staff/groups").follows("Write down what a group said")
    pat.picks("Children in care council").types("Name of the meeting", "Monday meeting")
    for part, number in (("Day", "20"), ("Month", "11"), ("Year", "2026")):
        pat.types(part, number)
    pat.types("How many young people were there", "8")
    pat.types("What they said, in their words", "we want a say in the menu").presses("Keep it")
    pat.sees("we want a say in the menu")
    reader = visitor(width=1280).is_signed_in_as(make.staff(Role.READER))
    reader.goes_to("/staff/desk").follows("Monday meeting")
    reader.page.get_by_label("What you did").select_option(label="Nothing more is needed")
    reader.presses("Mark as read")
    pat.goes_to("/staff/groups").follows("Monday meeting")
    pat.types("The answer to the group", "You choose two meals a week.").presses("Keep the answer")
    pat.sees("It has not been read out to the group yet.").follows("On paper, to read out")
    pat.sees("You choose two meals a week.")
