"""A young person marks the council's promises on a phone; the round ends, the panel answers, they read it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from portal.kit import clock
from portal.policy.roles import Role
from tests.participation import rooms
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]


def test_marked_on_a_phone_counted_and_answered(make: Make, visitor: Visit) -> None:
    today: date = clock.now().date()
    keeper, support = make.staff(Role.PARTICIPATION_WORKER), make.staff(Role.PANEL_SUPPORT)
    home, me = rooms.promises(keeper, "Your home", "Your health")
    round_id = rooms.round_of_marks(keeper, today)
    for number in range(11):
        person = make.young_person()
        given = {str(home): "kept", str(me): "kept" if number % 2 else "not"}
        rooms.marks(round_id, person, make.account_for(person), given, today)

    young = visitor(width=320).is_signed_in_as(make.account_for(make.young_person()))
    young.goes_to("/groups").follows("The pledge").follows("Mark the promises")
    young.picks("Kept", of="Your home").picks("Not kept", of="Your health")
    young.presses("Send my marks").sees("Thank you. We have it.", "You have marked it")

    panel = visitor(width=1280).is_signed_in_as(support)
    panel.goes_to("/staff/pledge").follows(str(today.year)).does_not_see("about 10")
    panel.presses("End it now and count").sees("How many young people marked it: about 10.")
    panel.follows("Write the panel’s answer")
    panel.types("What the panel says to it", "Two more homes open in May.").presses("Keep the panel’s answer")

    young.goes_to("/groups/pledge").sees("The panel says", "Two more homes open in May.")
    anybody = visitor(width=360, scripts=False).goes_to("/pledge")
    anybody.sees("Your home", "Two more homes open in May.")
