"""A child on a phone opens the letter after their review, says whether it helped, writes back, chases what
was agreed, and sees it move. Without scripts; and the same letter in Arabic beside the English one."""

from __future__ import annotations

from collections.abc import Callable

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.reviews.commands import writing
from portal.reviews.models import Letter
from portal.reviews.queries import sending as queries
from portal.reviews.queries.writing import words_fingerprint
from portal.reviews.rules import SectionKey
from portal.reviews.rules.writing import Section
from tests.support import made_letters as letters
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]
SWIMS = "You swim every week."
AGREED = "You see Mia each month"
IN_ARABIC = "تسبح كل أسبوع."


def a_letter(make: Make, sam: YoungPerson, iris: Account, lee: Account) -> Letter:
    """Given: the review was held, and its letter was sent, with a translation."""
    review = make.review(sam, "held", iro=iris)
    letters.agreed(review, iris, AGREED, owner_id=lee.id, owner_name="")
    letter = letters.draft(review, iris, has_pictures=True)
    with letters.inside(), db.transaction():
        row = queries.locked(letter.id)
        words = (Section(SectionKey.GOING_WELL, words=IN_ARABIC), Section(SectionKey.WILL_HAPPEN))
        writing.translate(
            row,
            "ar",
            words,
            "Huda Made-Up",
            seen=words_fingerprint(row).hex(),
            by=letters.as_viewer(iris),
            now=clock.now(),
        )
    return letters.send(letters.approve(letter, iris), iris)


def reads_it(young: Visitor) -> None:
    """When they find it on their page and choose to read it."""
    young.goes_to("/start").follows("My letters").sees("You have not read it yet")
    young.follows("Letter from Iris Holt").does_not_see(SWIMS)
    young.presses("Read my letter").sees("Dear Sam,", SWIMS, AGREED, "Lee Hart", "Now: Agreed")


def says_that_it_helped(young: Visitor) -> None:
    young.presses("Yes").sees("Thank you. We wrote that down.")


def writes_back(young: Visitor) -> None:
    young.follows("Write back to Iris Holt").sees("Our safety team reads this first. Then Iris Holt does.")
    young.types("What do you want to say?", "Mia did not come on Sunday.")
    young.presses("Send it to Iris Holt").sees("Sent")


def reads_both_languages(young: Visitor, letter: Letter) -> None:
    young.goes_to(f"/letters/{letter.id}?in=both-ar").sees(SWIMS, IN_ARABIC, "Huda Made-Up")


def chases_what_was_agreed(young: Visitor, letter: Letter) -> None:
    young.goes_to(f"/letters/{letter.id}").follows("See what was agreed, and how far it is").sees(AGREED)
    young.presses("This hasn’t happened")


def says_how_far_it_is(worker: Visitor) -> None:
    """When the worker hears of it and begins."""
    worker.goes_to("/staff/actions").follows("Sam Vale")
    worker.picks("Started").presses("Keep, and show the young person")


def sees_it_move(young: Visitor, letter: Letter) -> None:
    """Then the letter says the same as ever, and how far it is now."""
    young.goes_to(f"/letters/{letter.id}").sees(AGREED, "Now: Started")


def test_a_child_reads_replies_chases_and_sees_it_move(make: Make, visitor: Visit) -> None:
    sam = make.young_person(name="Sam Vale", called="Sam")
    iris = make.worker_of(sam, Role.IRO, name="Iris Holt")
    lee = make.worker_of(sam, Role.SOCIAL_WORKER, name="Lee Hart")
    account = make.account_for(sam)
    letter = a_letter(make, sam, iris, lee)
    young = visitor(width=360, scripts=False).is_signed_in_as(account)
    reads_it(young)
    says_that_it_helped(young)
    writes_back(young)
    chases_what_was_agreed(young, letter)
    says_how_far_it_is(visitor(width=1280).is_signed_in_as(lee))
    sees_it_move(young, letter)
    reads_both_languages(visitor(width=320).is_signed_in_as(account), letter)
    arabic = visitor(width=360, language="ar").is_signed_in_as(account)
    arabic.goes_to(f"/letters/{letter.id}?in=ar").sees(IN_ARABIC)
