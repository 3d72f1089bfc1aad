"""Reading records with somebody there: asked for on a phone, a talk that nobody came to and one that was
held, given on paper by hand, a part taken back, and coming back for more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.policy.roles import Role
from portal.records.models import Meeting, RecordsRequest
from tests.support.factories import Make
from tests.support.visitors import Visitor
from tests.support.world_records import LONDON
from tests.support.world_records_giving import make_part, make_read

Visit = Callable[..., Visitor]
ROOM = "Room 2, Town Hall"


def asks_for_company(young: Visitor) -> None:
    """When they ask for it on paper, and for somebody beside them."""
    young.goes_to("/start").follows("My records").follows("Ask for my records").picks("All of it")
    young.presses("Next").picks("On paper").picks("In person, with somebody").picks("Yes, please")
    young.presses("Next").sees("On paper", "In person, with somebody").presses("Send")
    young.follows("See where it is").follows("Talk with somebody").picks("Sit with me while I read")
    young.types("Which days are good?", "Any day after school").presses("Ask for a talk")
    young.sees("We look for a time.")


def takes_it(officer: Visitor, request: RecordsRequest) -> None:
    """When an officer takes it on the board, and sees that somebody would like a talk."""
    officer.goes_to("/staff/records").presses(f"I take it {request.reference}").sees("You have it now.")
    officer.sees("In person", "Any day after school").goes_to("/staff/records/talks")
    officer.sees("They would like a talk: find a time").follows(request.reference)


def fixes(officer: Visitor, worker: str) -> None:
    """When a day, a place and somebody they know are found."""
    tomorrow = clock.today(LONDON) + timedelta(days=1)
    for part, value in (("Day", tomorrow.day), ("Month", tomorrow.month), ("Year", tomorrow.year)):
        officer.page.get_by_label(part, exact=True).fill(str(value))
    officer.types("Time", "4.30 pm").types("Where, or on which phone", ROOM)
    officer.page.get_by_label("With whom").select_option(label=worker)
    officer.presses("Fix it and tell them").sees("fixed", ROOM)


def time_of_talks_comes(request: RecordsRequest) -> None:
    with db.transaction() as session:
        ours = sa.update(Meeting).where(Meeting.request_id == request.id, Meeting.done_at.is_(None))
        session.execute(ours.values(at=clock.now() - timedelta(hours=1)))


def did_not_come(officer: Visitor, request: RecordsRequest, worker: str) -> None:
    """When they did not come, nobody asks why: another day is found, and that one is held."""
    time_of_talks_comes(request)
    officer.goes_to(f"/staff/records/{request.id}/talks").presses("They did not come")
    officer.sees("they did not come", "offer another day")
    officer.picks("While they read")
    fixes(officer, worker)
    time_of_talks_comes(request)
    officer.goes_to(f"/staff/records/{request.id}/talks")
    officer.page.get_by_text("It was held", exact=True).click()
    officer.types("What was said and agreed", "They read the first volume, and took a walk between.")
    officer.presses("Write it down").sees("held")


def gives_on_paper(officer: Visitor, request: RecordsRequest) -> None:
    """When it is handed over on paper, after somebody has opened it as they will read it."""
    officer.goes_to(f"/staff/records/{request.id}/give")
    volume = officer.page.get_by_role("link", name="Open volume 1").get_attribute("href")
    officer.context.request.get(f"{officer.site.url}{volume}")
    officer.picks("On paper").picks("I have opened it and read it")
    officer.presses("Give the last part and close the request").sees("Given on paper on")


def takes_it_back(officer: Visitor) -> None:
    """When something was wrong in it, the page says what must be done, and by when."""
    officer.follows("Take it back").sees("The data protection officer is told", "within 72 hours")
    officer.presses("Take it back now")


def comes_back_for_more(young: Visitor, account: Account) -> None:
    """When they want more, what they asked for stands there, and the days begin anew on the same page."""
    young.goes_to(young.page.url).follows("Ask for more").sees("This is what you asked for before")
    young.types("Tell us more", "The letters from my first home").presses("Ask for it")
    young.sees("We have started again", "The letters from my first home", "We answer by")
    assert request_of(account).due_on is not None


def request_of(account: Account) -> RecordsRequest:
    with db.transaction() as session:
        mine = RecordsRequest.young_person_id == account.young_person_id
        found = session.scalars(sa.select(RecordsRequest).where(mine)).one()
        _ = found.reference
        session.expunge(found)
        return found


def test_with_somebody_there_on_paper_and_taken_back(make: Make, visitor: Visit) -> None:
    person = make.young_person(name="Alex Beside", called="Alex")
    account = make.account_for(person)
    rowan = make.staff(Role.RECORDS_OFFICER, name="Rowan Beside")
    wes = make.staff(Role.SOCIAL_WORKER, name="Wes Beside")
    make.link(person, wes)
    young = visitor(width=360).is_signed_in_as(account)
    officer = visitor(width=1280).is_signed_in_as(rowan)
    worker = visitor(width=360).is_signed_in_as(wes)

    asks_for_company(young)
    request = request_of(account)
    takes_it(officer, request)
    fixes(officer, "Wes Beside")
    young.goes_to(f"/records/{request.id}").sees(ROOM, "With Wes Beside", "4:30")
    worker.goes_to("/staff/records/talks").sees(ROOM, request.reference).does_not_see("Alex Beside")
    did_not_come(officer, request, "Wes Beside")
    make_part(request, make_read(request, "Visit of 3 May", by=rowan), by=rowan, is_last=True)
    gives_on_paper(officer, request)
    young.goes_to(f"/records/{request.id}").sees("You got this on paper on", "You have all of it.")
    takes_it_back(officer)
    young.goes_to(f"/records/{request.id}").sees("We took a part back", "and we are sorry")
    comes_back_for_more(young, account)
