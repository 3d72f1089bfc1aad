"""From "it was held" to "it is sent", by keyboard alone: each page leads to the next, what was agreed is
typed once, and the letter passes its own check."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta

from portal import db
from portal.kit import clock
from portal.policy.roles import Role
from portal.reviews.models import Letter
from portal.reviews.rules import LetterState
from tests.support.factories import Make
from tests.support.visitors import Visitor
from tests.voice.young import rows

Visit = Callable[..., Visitor]
LONGEST_SECONDS = 600


def test_an_officer_goes_from_held_to_sent_by_keyboard(visitor: Visit, make: Make) -> None:
    today = clock.now().date()
    sam = make.young_person(name="Sam Vale", born_on=date(today.year - 13, 1, 2))
    make.account_for(sam)
    iris = make.worker_of(sam, Role.IRO, name="Iris Holt", email="iris.holt@example.org")
    jo = make.worker_of(sam, Role.SOCIAL_WORKER, name="Jo Bell")
    make.statement(sam, to=[iris, jo], read_by=make.staff(Role.READER), words="I want to swim more.")
    make.in_care(sam, today - timedelta(days=12))
    make.review(sam, "planned", on=today, iro=iris)
    began = time.monotonic()
    at = visitor(width=1280, how="keyboard").is_signed_in_as(iris).goes_to("/staff/reviews")
    at.follows("Sam Vale").follows("It was held")
    at.picks("In person, alone").presses("Write it down, then what was agreed")
    due = today + timedelta(days=30)
    at.types(
        "What was agreed",
        f"Jo takes you to the pool each week – Jo Bell by {due.day} {due:%B} {due.year}",
    )
    at.presses("Look at the lines").presses("Keep what was agreed")
    at.sees("Jo takes you to the pool").follows("Go on to the letter")
    at.picks("I want to swim more.").presses("Begin the letter")
    at.sees(
        "Jo takes you to the pool", "You said: “I want to swim more.”".replace("“", "").replace("”", "")[:9]
    )
    at.types("Words of “What is going well”", "You swim well. Your placement is a good place for you.")
    at.page.get_by_text("Saved.").wait_for()
    at.page.get_by_role("button", name="Use “home”").wait_for()
    at.presses("Use “home”").does_not_see("placement")
    at.page.locator(".write__side").get_by_role("button", name="Read it as they will").focus()
    with at.page.expect_navigation():
        at.page.keyboard.press("Enter")
    at.looks().sees("Dear Sam", "I want to swim more.", "Your home is a good place", "Jo Bell")
    at.does_not_see("pointed out and not decided")
    at.presses("I have read it").presses("Send it")
    assert time.monotonic() - began < LONGEST_SECONDS
    letter = rows(Letter)[-1]
    assert letter.state is LetterState.SENT
    with db.transaction() as session:
        assert session.get_one(Letter, letter.id).reading_age < 11
