"""The whole life of a request for one's records, from both sides: asked on a phone, its day and why; found,
read, covered, checked, given; fetched without what was covered; and questioned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from portal import db
from portal.accounts.models import Account
from portal.clocks.bank_holidays import is_working_day
from portal.deadlines import commands as deadlines
from portal.deadlines.models import ProclaimedDay
from portal.documents import leaves
from portal.kit import clock
from portal.policy.roles import Role
from portal.records.jobs import documents as reading
from portal.records.jobs.making import make_releases
from portal.records.models import RecordsRequest
from tests.support.factories import Make
from tests.support.visitors import Visitor
from tests.support.world_records import LONDON

Visit = Callable[..., Visitor]
COVERED, NUMBER = "Maria Dell", "020 7946 0018"
NOTES = (
    f"Visit to Robin on 3 May.\n{COVERED} said that Robin was happy.\nRing her on {NUMBER}.\n"
    "\fRobin began at the school by the river.\n"
)
QUESTION = "Which homes do you mean: all of them, or the last one?"
ANSWER = "All of them, please, from the first home on."
WRONG = "It was in June and not in May that she came."


@pytest.fixture
def holidays(database: object) -> Iterator[None]:
    """A day that is proclaimed in a journey is taken off again: others on this site count days too."""
    yield
    with db.transaction() as session:
        for day in session.scalars(sa.select(ProclaimedDay.day)).all():
            deadlines.take_off_day(day, by=None)


def asks(young: Visitor) -> None:
    """When they ask, on three short pages, from their start page on."""
    young.goes_to("/start").follows("My records").follows("Ask for my records")
    young.sees("It is free.", "How we worked out the day").picks("All of it")
    young.types("Tell us more", "Why did I move so often?").presses("Next")
    young.picks("On this website").picks("Yes, please").picks("Put a note in front").presses("Next")
    young.sees("Look once more", "Why did I move so often?", "On this website").presses("Send")
    assert young.heading == "Sent"
    young.sees("We answer by", "What happens next").follows("See where it is")


def sees_when_and_why(young: Visitor, due: date, *because: str) -> None:
    """Then the page alone says when it is due, and how that was worked out."""
    young.page.reload()
    young.sees(f"We answer by {in_words(due)}", days_left(due))
    lines = young.page.locator("details", has_text="How we worked out the day")
    lines.locator("summary").click()
    for words in (f"It began on {in_words(clock.today(LONDON))}", *because):
        expect(lines.get_by_text(words).first).to_be_visible()


def days_left(due: date) -> str:
    left = (due - clock.today(LONDON)).days
    return f"{left} days are left." if left > 1 else f"{left} day is left."


def in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def proclaims(admin: Visitor, day: date) -> None:
    """When the day it was due becomes a bank holiday."""
    admin.goes_to("/staff").follows("Bank holidays")
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        admin.types(part, str(value))
    admin.types("What is it called?", "The Coronation").presses("See what would move")
    admin.sees("The Coronation").presses("Add this bank holiday").sees("The bank holiday was added.")


def takes_it_and_asks(officer: Visitor, request: RecordsRequest) -> None:
    """When an officer finds it on the board, takes it and asks something: its clock stands still."""
    officer.goes_to("/staff").follows("Records").sees("Nobody yet").follows(request.reference)
    officer.sees(
        "Why did I move so often?", "Their own page", "How this was worked out", "a special bank holiday"
    )
    officer.page.get_by_label("Hand it to").select_option(label="Rowan Life")
    officer.presses("Give it to them").follows("Ask what they look for")
    officer.sees("Only if you truly need it").picks("Which homes, schools or workers they mean")
    officer.types("What you write to them", QUESTION).presses("Ask them, and stop the clock")
    officer.sees("The clock stands still", "We wait for an answer to this")


def answers(young: Visitor, account: Account, due: date) -> None:
    """When they see that the days stand still, and why, and answer: the days count again."""
    young.goes_to("/start").follows("My records").sees("We asked you something. Please answer.")
    young.page.locator("main a[href^='/records/']:not([href*='new'])").first.click()
    young.looks().sees("The days stand still", QUESTION, "Rowan Life").does_not_see(
        f"We answer by {in_words(due)}"
    )
    young.types("Your answer", ANSWER).presses("Send my answer")
    young.sees("We have your answer and go on.", ANSWER).does_not_see("The days stand still")
    counted = request_of(account).due_on
    assert counted is not None
    assert counted >= due
    young.sees(f"We answer by {in_words(counted)}", "A question was asked on", "Rowan Life works on it")


def moves_on(officer: Visitor, request: RecordsRequest, step: str) -> None:
    """When the officer says at which of the five steps it is."""
    officer.goes_to(f"/staff/records/{request.id}")
    officer.page.get_by_role("link", name="It moved on", exact=True).click()
    officer.looks().picks(step)
    officer.presses("Show them this step").sees(step)


def is_at(young: Visitor, step: str) -> None:
    """Then that step is the one marked on their page."""
    young.goes_to(young.page.url)
    expect(young.page.locator("[aria-current=step]")).to_contain_text(step)


def looks_for_it(officer: Visitor) -> None:
    """When the officer reads the answer and writes down where they looked."""
    officer.sees(ANSWER).does_not_see("The clock stands still").follows("Where we looked").sees(
        "Nobody has looked yet"
    ).follows("Write down a search")
    officer.page.get_by_label("Where?", exact=True).select_option(label="The paper store")
    officer.types("Which one?", "Box 12 of the old town hall").picks("Found", of="What came of it?")
    officer.types("Files or boxes", "1").types("Pages", "2").presses("Write it down")
    officer.sees("Box 12 of the old town hall", "The paper store")


def reads_and_covers(officer: Visitor, request: RecordsRequest) -> None:
    """When a file is put in, somebody in it is weighed, a name and a number covered, and each page done."""
    officer.goes_to(f"/staff/records/{request.id}").follows("Read and cover")
    officer.page.get_by_label("Files").set_input_files(
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": NOTES.encode()}
    )
    officer.presses("Add them to the file").follows("People named")
    officer.types("Name", COVERED).picks("A friend").presses("Put them on the list").follows(COVERED)
    officer.picks("Cover: not reasonable without their agreement")
    officer.types("Your reason", "We do not know where she lives and cannot ask.").presses(
        "Keep the decision"
    )
    worker_reads()
    officer.goes_to(f"/staff/records/{request.id}/read").sees("1 page with something found").follows(
        "notes.txt"
    )
    officer.follows("Page 1").picks(f"{COVERED}: {COVERED}").picks(NUMBER).presses("Cover the ticked")
    officer.sees("Covered.", "About somebody else").presses("Done: it names somebody else")
    officer.sees("by the river").presses("Done: nobody else is named").sees("You are through with every page")


def worker_reads() -> None:
    """As the worker does each minute."""
    reading.look_at_documents()
    reading.read_pages()
    reading.find_names()


def passes_it(second: Visitor, request: RecordsRequest) -> None:
    """When a second person looks at the page on which something is covered."""
    second.goes_to("/staff/records/check")
    second.page.locator("tr", has_text=request.reference).get_by_role("link", name="Check 1 page").click()
    second.looks().sees("Rowan Life, says: it names somebody else", COVERED).presses(
        "It may be given like this"
    )
    second.sees("Nothing more waits for your look here.")


def gives_it(officer: Visitor) -> None:
    """When the officer puts it together with its letter, has it made, opens it as they will, and gives it."""
    officer.follows("Give").presses("Put it together")
    officer.sees("The letter of part 1", "our paper files").presses("How does it read?")
    officer.sees("read this with ease").presses("Keep the letter").presses("Have it made").sees(
        "0 of 2 pages are ready"
    )
    assert make_releases()  # as the worker does
    officer.follows("Look again").sees("Open volume 1 as they will read it")
    volume = officer.page.get_by_role("link", name="Open volume 1").get_attribute("href")
    opened = officer.context.request.get(f"{officer.site.url}{volume}")
    assert opened.body().startswith(b"%PDF")
    officer.picks("Online: they fetch it").picks("I have opened it and read it")
    officer.presses("Give the last part and close the request").sees("Given online on")


def fetches_it(young: Visitor) -> bytes:
    """When they see that it is ready and get it on their phone."""
    young.goes_to("/start").follows("My records")
    young.page.locator("main a[href^='/records/']:not([href*='new'])").first.click()
    young.looks().sees("You have all of it.", "You can get this until", "What is in it", "notes.txt")
    with young.page.expect_download() as coming:
        young.page.get_by_role("button", name="Get your records").click()
    return Path(coming.value.path()).read_bytes()


def holds_only_what_may_be_read(content: bytes) -> None:
    """Then it holds the letter and the pages, and nothing of what was covered, in no place and no picture."""
    looked = leaves.look_at(content)
    assert isinstance(looked, leaves.Looked)
    pages = range(1, looked.pages + 1)
    there = " ".join(
        word.text for page in leaves.pages_words(content, pages, ocr=False) for word in page.words
    )
    for words in ("our paper files", "was happy", "by the river"):  # the letter says where we looked
        assert words in there
    assert not [word for word in (*COVERED.split(), *NUMBER.split()) if word in there]
    first = looked.pages - 1  # of two pages of notes, behind the letter: its picture is read too
    assert leaves.prove_clean(content, [COVERED, *COVERED.split(), NUMBER], ocr_pages=[first]) == []


def questions_it(young: Visitor) -> None:
    """When they say that something in it is wrong, they see that we have it and by when we answer."""
    young.goes_to(young.page.url).follows("Question it").follows("Something is wrong in it")
    young.page.get_by_role("textbox").first.fill(WRONG)
    young.presses("Send it").sees("We have it. You see below", "What you questioned", WRONG, "we have it")
    young.sees("We answer by")


def receives_the_question(second: Visitor) -> None:
    """When somebody who did not give it says that it has come."""
    second.goes_to("/staff/records/questions").follows("Something is wrong in it").sees(WRONG)
    second.presses("It is acknowledged").sees("They see it on their page.")


def request_of(account: Account) -> RecordsRequest:
    with db.transaction() as session:
        mine = RecordsRequest.young_person_id == account.young_person_id
        found = session.scalars(sa.select(RecordsRequest).where(mine)).one()
        _ = found.reference
        session.expunge(found)
        return found


def next_working_day(day: date) -> date:
    """Told apart from the engine that counts: the first day after it on which somebody works."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def test_asked_found_read_given_fetched_and_questioned(make: Make, visitor: Visit, holidays: None) -> None:
    robin = make.account_for(make.young_person(name="Robin Life", called="Robin"))
    young = visitor(width=360).is_signed_in_as(robin)
    officer, second, admin = (
        visitor(width=1280).is_signed_in_as(make.staff(role, name=name))
        for role, name in (
            (Role.RECORDS_OFFICER, "Rowan Life"),
            (Role.DATA_PROTECTION_OFFICER, "Dana Life"),
            (Role.ADMINISTRATOR, "Ade Life"),
        )
    )
    asks(young)
    first_due = request_of(robin).due_on
    assert first_due is not None
    sees_when_and_why(young, first_due)
    proclaims(admin, first_due)
    due = next_working_day(first_due)
    sees_when_and_why(
        young, due, f"{in_words(first_due)}", "a special bank holiday", "The day was another one before:"
    )
    request = request_of(robin)
    assert request.due_on == due
    takes_it_and_asks(officer, request)
    answers(young, robin, due)
    moves_on(officer, request, "Finding")
    looks_for_it(officer)
    is_at(young, "We look for your records")
    reads_and_covers(officer, request)
    moves_on(officer, request, "Second check")
    is_at(young, "A second person checks")
    passes_it(second, request)
    gives_it(officer)
    holds_only_what_may_be_read(fetches_it(young))
    questions_it(young)
    receives_the_question(second)
    young.goes_to(young.page.url).sees("we look at it", "Dana Life looks at it.")
