"""Putting right what is known of whoever asked, and the trace that opening an adult's file leaves."""

from __future__ import annotations

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.policy.roles import Role
from portal.records.models import RecordsRequest
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_records import make_request


def at(request: RecordsRequest) -> str:
    return f"/staff/records/{request.id}/about"


def test_what_is_known_is_put_right_emptied_and_a_named_person_is_set(
    page: Page, make: Make, rowan: Account
) -> None:
    theirs = make_request(officer=rowan, email="old@example.org", phone="020 7946 0000")
    ash = make.staff(Role.PERSONAL_ADVISER, name="Ash Bell")
    page.sign_in(rowan).visit(at(theirs))
    page.submit(
        "Keep it like this",
        {
            "name": "Robin Dale",
            "email": "",
            "phone": "020 7946 0001",
            "company": "yes",
            "support": str(ash.id),
        },
    )
    with db.transaction():
        now = db.session.get_one(RecordsRequest, theirs.id)
        assert (now.name, now.email, now.phone) == ("Robin Dale", "", "020 7946 0001")
        assert (now.wants_company, now.support_id) == (True, ash.id)
    assert "Robin Dale" in page.main


def test_a_birthday_after_the_asking_is_refused_and_nothing_is_lost(page: Page, rowan: Account) -> None:
    theirs = make_request(officer=rowan)
    page.sign_in(rowan).visit(at(theirs))
    sent = {"name": "Typed Name", "born_on-day": "1", "born_on-month": "1", "born_on-year": "2099"}
    page.submit("Keep it like this", sent, status=422)
    assert "Typed Name" in page.html


def test_somebody_who_may_not_be_beside_them_cannot_be_slipped_in(
    page: Page, make: Make, rowan: Account
) -> None:
    theirs, carer = make_request(officer=rowan), make.staff(Role.FOSTER_CARER, name="Kit Home")
    page.sign_in(rowan).visit(at(theirs))
    page.post(at(theirs), {"name": "Robin Hale", "support": str(carer.id)}, status=422)


def test_opening_an_adults_file_leaves_one_event(page: Page, rowan: Account, dana: Account) -> None:
    theirs = make_request(officer=rowan)
    page.sign_in(dana).visit(f"/staff/records/{theirs.id}")
    with db.transaction():
        seen = db.session.scalars(
            sa.select(Event).where(Event.subject_id == theirs.id, Event.actor_id == dana.id)
        ).all()
        assert [one.action for one in seen] == ["see_request"]
