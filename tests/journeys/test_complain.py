"""Somebody complains on a phone, reads the answer and goes on; a family does it from outside."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
import sqlalchemy as sa

from portal import db
from portal.complaints.models import Complaint
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from tests.complaints.answered import answer
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]


def complaint_of(sam: YoungPerson) -> UUID:
    db.session.remove()
    return db.session.scalars(sa.select(Complaint.id).where(Complaint.young_person_id == sam.id)).one()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_young_person_complains_is_answered_and_goes_on(make: Make, visitor: Visit, scripts: bool) -> None:
    make.staff(Role.READER, name="Rae Desk")
    cam = make.staff(Role.COMPLAINTS_MANAGER, name="Cam Fair")
    sam = make.young_person(name="Sam Vale")
    make.worker_of(sam, Role.SOCIAL_WORKER, name="Priya Shah")
    young = visitor(width=360, scripts=scripts).is_signed_in_as(make.account_for(sam))
    young.goes_to("/my-complaints").sees("You have not complained").follows("Complain")
    young.types("What happened?", "Nobody told me why I moved").picks("Yes", of="Do you want an advocate?")
    young.presses("Send my complaint").sees("We have your complaint")
    young.follows("Nobody told me why I moved").sees(
        "You hear from us by", "The complaints manager has it now"
    )
    answer(complaint_of(sam), cam.id)
    young.goes_to("/my-complaints").follows("Nobody told me why I moved").presses("Read the answer")
    young.sees("we are sorry", "You were right").picks("No").presses("Tell them")
    young.follows("Ask somebody new to look").presses("Yes, ask somebody new to look")
    young.sees("Somebody new looks into it", "You hear from us by")
    young.follows("Print this page").sees("we are sorry")


def test_a_family_complains_and_comes_back(make: Make, visitor: Visit) -> None:
    make.staff(Role.READER, name="Rae Desk")
    mum = visitor(width=360)
    mum.goes_to("/come-in").follows("Complain or say thank you, as family")
    mum.types("What happened?", "Nobody rang me back").types("Your name", "Robin Hale")
    mum.types("How can we reach you?", "01632 960 111").presses("Send my complaint")
    assert mum.heading == "We have your complaint"
    code = mum.page.locator("#five").inner_text()
    later = visitor(width=320, scripts=False)
    later.goes_to("/complain/family").follows("I have five words")
    later.types("Your five words", code).presses("Open it").sees("Nobody rang me back", "You hear from us by")
    later.follows("It is sorted").presses("Yes, it is sorted").sees("You said it is sorted")
