"""A complaint on the complaints manager's list: handed on, answered, put right, learned from."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

from portal import db
from portal.complaints.commands.receiving import NewComplaint, receive
from portal.complaints.rules import Came
from portal.kit import clock
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.visitors import Visitor


def test_from_the_list_to_the_letter_and_a_remedy_done(visitor: Callable[..., Visitor], make: Make) -> None:
    now = clock.now()
    sam = make.young_person(name="Sam Vale")
    make.account_for(sam)
    boss, priya = make.staff(Role.MANAGER, name="Hana Headmore"), make.staff(Role.IRO, name="Ivy Putright")
    cora = make.staff(Role.COMPLAINTS_MANAGER, name="Cora Bell")
    new = NewComplaint(Came.OWN_PAGE, uuid.uuid4(), "My visits were stopped.", young_person_id=sam.id)
    with db.transaction():
        complaint = receive(new, by=None, now=now, today=now.date())
    assert priya.id != boss.id

    manages = visitor(width=1280).is_signed_in_as(cora)
    manages.goes_to("/staff/complaints").sees("Sam Vale", "Nobody yet").follows(complaint.reference)
    manages.sees("My visits were stopped.", "How the day was worked out")
    manages.page.get_by_text("Hand it to somebody").click()
    manages.page.locator("select[name=who]").select_option(label="Answers it at stage 1: Hana Headmore")
    manages.presses("Hand it to them").sees("They have it now, and were told.")

    answers = visitor(width=360).is_signed_in_as(boss)
    answers.goes_to("/staff/complaints").follows(complaint.reference).follows(
        "Points, findings and the letter"
    )
    answers.types("The points of the complaint", "Visits were stopped").presses("Keep the points")
    answers.page.locator("select[name^=finding-]").select_option("upheld")
    answers.presses("Keep the findings")
    answers.page.get_by_text("Agree something to put it right").click()
    due = now.date() + timedelta(days=7)
    answers.picks("An apology").types("What is done, in words they read", "Iris says sorry to you.")
    answers.page.locator("select[name=owner]").select_option(label="Ivy Putright")
    for part, value in (("day", due.day), ("month", due.month), ("year", due.year)):
        answers.page.locator(f"[name=due-{part}]").fill(str(value))
    answers.presses("Agree this").sees("Iris says sorry to you.")
    answers.types("The letter", "Dear Sam. The placement was wrong. We are sorry.")
    answers.presses("Keep and check it").sees("say “home” instead")
    answers.types("The letter", "Dear Sam. You were right. We are sorry.").presses("Send it to them")
    answers.sees("Sent on")

    sorry = visitor(width=360).is_signed_in_as(priya).goes_to("/staff/complaints")
    sorry.does_not_see("My visits were stopped.").follows("An apology")
    sorry.types("What was done?", "I said sorry to you on Monday.").presses("It was done")
    manages.goes_to(f"/staff/complaints/{complaint.id}").sees("I said sorry to you on Monday.", "Answered")
    manages.goes_to("/staff/complaints/learning").types(
        "What changed because", "We ring before we move a visit."
    )
    manages.types("Who changed it?", "The fostering team")
    for part, value in (("day", now.day), ("month", now.month), ("year", now.year)):
        manages.page.locator(f"[name=changed-{part}]").fill(str(value))
    manages.presses("Keep it").sees("We ring before we move a visit.", "To be checked by")
