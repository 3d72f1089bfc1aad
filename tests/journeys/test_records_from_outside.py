"""Somebody of 45 who was in care asks from outside, without an account and without scripts, on a narrow
phone: the words and the mailed code open their page again, and what they write reaches the officer."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage

from portal.kit import clock
from portal.policy.roles import Role
from portal.records.jobs.outside import mail_requesters
from tests.support.factories import Make
from tests.support.visitors import Visitor
from tests.support.world_records import LONDON

Visit = Callable[..., Visitor]
NAME, ADDRESS = "Jo Outside", "jo.outside@example.org"
NO_SIDEWAYS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


class LetterBox:
    """Where the worker's mails land."""

    mail_from = "no-reply@example.org"

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    def send(self, mail: EmailMessage) -> None:
        self.mails.append(mail)

    def close(self) -> None:
        pass

    def empties(self) -> list[EmailMessage]:
        """Let the worker send what waits; the mails to this person."""
        self.mails.clear()
        mail_requesters(clock.now(), self)
        return [mail for mail in self.mails if mail["To"] == ADDRESS]


def fits(somebody: Visitor) -> Visitor:
    """Without scripts of its own the page can still be measured."""
    assert somebody.page.evaluate(NO_SIDEWAYS), f"{somebody.page.url} is wider than the phone"
    return somebody


def asks(somebody: Visitor) -> tuple[str, str]:
    """When they ask on the public page, found from the door; gives the five words and the number."""
    somebody.goes_to("/come-in").follows("Ask for your records")
    fits(somebody).sees("It is free.", "If you send it today, we answer by", "How we worked out the day")
    somebody.picks("A question I want answered").types(
        "Tell us more", "Who was my first carer, and why did I move?"
    )
    fits(somebody.presses("Next")).picks("On paper").picks("I don’t know yet")
    somebody.types("Is there anything we should know?", "Large print, please.")
    fits(somebody.presses("Next")).types("Your name now", NAME).types("Names you had before", "Jo Winter")
    born = clock.today(LONDON).year - 45
    for part, value in (("Day", 27), ("Month", 3), ("Year", born)):
        somebody.types(part, str(value))
    somebody.types("E-mail", ADDRESS)
    fits(somebody.presses("Next")).sees("Who was my first carer", "Jo Winter", ADDRESS).presses("Send")
    assert somebody.heading == "Thank you"
    fits(somebody).sees("We answer by", "We show the words only now.")
    number = re.search(r"R-\d{4}-\d{4}", somebody.page.locator("main").inner_text())
    assert number
    return somebody.page.locator("#five").inner_text(), number[0]


def comes_back(somebody: Visitor, words: str, code: str) -> Visitor:
    """When they come back with the words they kept and a code."""
    fits(somebody.goes_to("/records/ask").follows("See where it is"))
    return somebody.types("Your five words", words).types("Your code", code)


def code_in(mails: list[EmailMessage]) -> str:
    assert len(mails) == 1
    text = f"{mails[0]['Subject']} {mails[0].get_content()}"
    assert not re.search(r"record|care|council|jo\b", text, re.IGNORECASE), "the mail says what it is about"
    found = re.search(r"\b(\d{3}) (\d{3})\b", text)
    assert found
    return found[1] + found[2]


def test_asked_from_outside_opened_again_and_written_to(make: Make, visitor: Visit) -> None:
    olu = make.staff(Role.RECORDS_OFFICER, name="Olu Farr")
    box = LetterBox()
    box.empties()
    words, number = asks(visitor(width=320, scripts=False))
    code = code_in(box.empties())

    # Another day, another device: the words alone or a wrong code open nothing.
    later = visitor(width=320, scripts=False)
    comes_back(later, words, "000000" if code != "000000" else "111111")
    later.page.get_by_role("button", name="Open it").click()
    fits(later.sees("These words and this code do not open anything").does_not_see("first carer"))
    later.troubles.clear()  # the browser itself says that the answer was a refusal
    fits(comes_back(later, words, code).presses("Open it"))
    assert later.page.url.endswith("/records/mine")
    later.sees("We answer by", "How we worked out the day", "we are here", number, "first carer")
    later.types("Write to us", "My sister was with me until 1991.").presses("Send it")
    fits(later).sees("Sent. You find it below", "My sister was with me until 1991.")

    officer = visitor(width=1280).is_signed_in_as(olu)
    officer.goes_to("/staff/records").types("Find", number)
    officer.presses("Find").sees("1 request found", NAME).follows(number)
    officer.sees("My sister was with me until 1991.", "Jo Winter", "The public page", "Large print, please.")
    officer.types("Your message", "Thank you. We look for both of you.").presses("Send it")

    # The mail says only that there is something new; the page says what.
    assert "both of you" not in "".join(mail.get_content() for mail in box.empties())
    fits(later.goes_to("/records/mine")).sees("Olu Farr", "Thank you. We look for both of you.")
    later.presses("Close it on this device")
    later.goes_to("/records/mine").does_not_see("first carer", "My sister")
