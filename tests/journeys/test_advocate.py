"""A young person wants an advocate, one is there, and it helped: on a phone, and at the provider."""

from __future__ import annotations

from collections.abc import Callable

from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]


def test_asked_for_there_and_it_helped(make: Make, visitor: Visit) -> None:
    sam = make.young_person(name="Juno Advo")
    ada = make.staff(Role.ADVOCATE, name="Ada Vocate")
    young = visitor(width=360, scripts=False).is_signed_in_as(make.account_for(sam))
    young.goes_to("/start").follows("I want an advocate").follows("Ask for an advocate")
    young.types("What is it about?", "They want to move me").picks("Ring me")
    young.presses("Ask for an advocate").sees("They answer by")

    advocate = visitor(width=1280).is_signed_in_as(ada)
    advocate.goes_to("/staff/referrals").follows("Juno").presses("I am their advocate")
    advocate.follows("Read what they wrote, and answer them here").sees("They want to move me")

    young.goes_to("/advocate/mine").sees("Ada Vocate is there for you")
    advocate.goes_to("/staff/referrals").follows("Juno").presses("It has ended")
    young.goes_to("/advocate/mine").picks("Yes").presses("Send it").sees("Thank you for telling us.")
