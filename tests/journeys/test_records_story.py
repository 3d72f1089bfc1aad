"""A book to keep: a worker writes a piece while they are a child, they say their side, pick what goes in, and
take it with them as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]
PIECE = "You came to live with Ann and Tom in May. They had a dog. You called him Rex."
SIDE = "His name was Max."
SAID = "I won the race at school"


def writes_a_piece(worker: Visitor, person: str) -> None:
    """When somebody who works with them writes a piece about a home."""
    worker.goes_to(f"/staff/young-people/{person}").follows("Add to their story")
    worker.picks("Where they lived").types("A title", "With Ann and Tom")
    worker.types("The words, to them", PIECE).presses("Give it to them").sees("With Ann and Tom")


def reads_it_and_says_their_side(young: Visitor) -> None:
    """When they find it, say their side of it, and put it into their book."""
    young.goes_to("/start").follows("My story").sees("Written for you").follows("With Ann and Tom")
    young.sees(PIECE, "Wes Story").types("Your side of it", SIDE)
    young.presses("Keep it so")


def writes_a_chapter(young: Visitor) -> None:
    young.goes_to("/story").follows("Write a chapter").sees("Nobody reads this but you")
    young.picks("School").types("A title", "Year 6").types("Your words", "I liked maths and nothing else.")
    young.presses("Put it in my book")


def picks_and_names_it(young: Visitor) -> None:
    """When they pick what they said here, and give the book a name and a front."""
    young.goes_to("/story").follows("Pick what goes in").picks(SAID).presses("Put these in my book")
    young.follows("The front of my book").types("What is it called?", "All my dogs").picks("The sea")
    young.page.locator("main button[type=submit]").first.click()
    young.looks()


def holds_all_of_it(young: Visitor) -> None:
    """Then the book has each piece with its side, in order, and so has the file they take with them."""
    young.goes_to("/story").follows("See my book")
    young.sees("All my dogs", PIECE, SIDE, "I liked maths", SAID, "Written by Wes Story")
    young.follows("Keep my book as a file").picks("A page. It opens on any phone.")
    with young.page.expect_download() as coming:
        young.page.get_by_role("button", name="Save the book on this device").click()
    kept = Path(coming.value.path()).read_text(encoding="utf-8")
    for words in ("All my dogs", PIECE, SIDE, "I liked maths", SAID):
        assert words in kept
    assert "http" not in kept.replace("http://www.w3.org", ""), "the file asks for something from elsewhere"


def sees_that_it_is_theirs_now(worker: Visitor) -> None:
    """Then the worker sees that they looked, and nothing of the rest of their book."""
    worker.goes_to(worker.page.url).sees("It is theirs now").does_not_see(SIDE, "I liked maths")
    expect(worker.page.get_by_role("button", name="Take it back")).to_have_count(0)


def test_a_book_that_grows_while_they_are_a_child(make: Make, visitor: Visit) -> None:
    person = make.young_person(name="Robin Story", called="Robin")
    wes = make.staff(Role.SOCIAL_WORKER, name="Wes Story")
    make.link(person, wes)
    make.statement(person, SAID)
    young = visitor(width=360).is_signed_in_as(make.account_for(person))
    worker = visitor(width=1280).is_signed_in_as(wes)
    writes_a_piece(worker, str(person.id))
    reads_it_and_says_their_side(young)
    writes_a_chapter(young)
    picks_and_names_it(young)
    holds_all_of_it(young)
    sees_that_it_is_theirs_now(worker)
