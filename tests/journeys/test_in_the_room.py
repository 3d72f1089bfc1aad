"""From an offer to a certificate: a worker, a young person on a phone, and the chair of a meeting."""

from __future__ import annotations

from collections.abc import Callable

from portal.policy.roles import Role
from tests.participation import rooms
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]


def test_from_an_offer_to_a_certificate(make: Make, visitor: Visit) -> None:
    person = make.young_person(name="Juniper Reed")
    worker_account, manager = make.staff(Role.PARTICIPATION_WORKER), make.staff(Role.MANAGER, name="Jo Chair")
    offer_id = rooms.offer(worker_account, title="Choosing a new team manager")

    young = visitor(width=320).is_signed_in_as(make.account_for(person))
    young.goes_to("/groups").follows("Being in the room").follows("Look at this")
    young.picks("Yes, I want to come").picks("Help to get there").presses("Send my answer")
    young.sees("Your answer: Yes, I want to come")

    rooms.is_over(offer_id)
    worker = visitor(width=1280).is_signed_in_as(worker_account)
    worker.goes_to("/staff/groups-kept").follows("Being in the room").follows("Choosing a new team manager")
    worker.sees("Help to get there").picks("Juniper Reed").types("Say thank you to them", "You asked well.")
    worker.presses("Write down who took part")
    worker.page.get_by_label("Who chaired it?").select_option(label="Jo Chair")
    worker.presses("Ask what changed").sees("They are asked.")

    chair = visitor(width=1280).is_signed_in_as(manager)
    chair.goes_to("/staff/in-the-room/asked-of-me").follows("Say what changed")
    chair.picks("Something changed").types("Say it to them", "We chose who you liked.").presses("Tell them")

    young.goes_to("/groups/in-the-room").follows("See what came of it")
    young.sees("You asked well.", "We chose who you liked.").picks("Yes, that is true").presses("Tell them")

    worker.goes_to("/staff/thank-yous").follows("Make a certificate")
    worker.page.get_by_label("Whose certificate is it?").select_option(label="Juniper Reed")
    worker.types("What it is for", "Choosing a manager").types("What did they do?", "Asked six people.")
    worker.picks("They asked good questions.").types("Who signs it?", "Head of care")
    worker.presses("Put it on their page")

    young.goes_to("/groups/thank-yous").follows("Look at it")
    with young.page.expect_download() as fetched:
        young.page.get_by_role("button", name="Save it as a PDF").click()
    assert fetched.value.path().read_bytes().startswith(b"%PDF")
