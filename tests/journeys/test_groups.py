"""A worker makes a group and invites from the list of who is missing; a child says yes on a phone, leaves,
and comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from portal import db
from portal.kit import clock
from portal.people.models import Episode
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]
MANY = 11  # a kind of a few is never listed


def test_from_the_list_of_who_is_missing_to_a_yes_and_back_again(make: Make, visitor: Visit) -> None:
    born = date(clock.now().year - 8, 1, 1)
    small = [make.young_person(name=f"Birch Small{number}", born_on=born) for number in range(MANY)]
    with db.transaction() as session:
        for one in small:
            session.add(Episode(young_person_id=one.id, started_on=date(2024, 1, 1), home_kind="U6"))
    account = make.account_for(small[0])

    worker = visitor(width=1280).is_signed_in_as(make.staff(Role.PARTICIPATION_WORKER))
    worker.goes_to("/staff/groups-kept").follows("Make a group").types(
        "What is it called?", "Tree House group"
    )
    worker.picks("Younger children").types(
        "What does it do?", "You meet, play, and tell us what should change."
    )
    worker.types("From age", "6").types("To age", "10").picks("By invitation only").presses("Make the group")
    worker.sees("The group is there").goes_to("/staff/groups-kept/like-everyone").sees("Children under 11")
    worker.follows("invite to Tree House group").picks("Birch Small0, 8")
    worker.types("A sentence of your own", "We make pancakes.").presses("Send the invitations")
    worker.sees("1 invitation was sent.")

    child = visitor(width=360).is_signed_in_as(account).goes_to("/start").follows("Your groups")
    child.sees("You are invited to Tree House group").follows("See what it is, and choose")
    child.sees("We make pancakes.").picks("The people I live with").presses("Yes, I’d like to be in it")
    child.sees("You are in the group.", "You meet, play, and tell us what should change.")
    worker.goes_to("/staff/groups-kept").follows("Tree House group").sees("the people they live with")
    worker.follows("Birch Small0").types("What helps them, and what to know", "A quiet corner helps.")
    worker.presses("Keep the note").sees("A quiet corner helps.")

    child.presses("Leave the group").sees("You have left the group.").presses("Come back")
    child.sees("You are in the group again.").follows("What the group workers know about me")
    child.sees("A quiet corner helps.")
