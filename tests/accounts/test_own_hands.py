"""Nobody opens young people's words to themselves, and nobody is the council's and an advocate at once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.commands import duty, staff
from portal.accounts.commands.staff import StaffFacts
from portal.accounts.models import Account, RoleGrant, StandIn
from portal.accounts.rules.staff import Reason, why_not_role
from portal.kit import clock
from portal.kit.errors import Refused
from portal.policy.roles import COUNCIL, Role
from tests.support.factories import Make
from tests.support.pages import Page

TODAY = clock.now().date()
WEEK = timedelta(days=7)
BOTH = "An advocate can have no role with the council, so that what they are told stays theirs."


def _role(role: str) -> dict[str, str]:
    parts = {"day": TODAY.day, "month": TODAY.month, "year": TODAY.year}
    return {"role": role, **{f"from_on-{part}": str(value) for part, value in parts.items()}}


def _leave(away: Any, instead: Any) -> dict[str, str]:
    last = TODAY + WEEK
    days = {"from_on": TODAY, "until_on": last}
    parts = {f"{name}-{part}": str(getattr(day, part)) for name, day in days.items() for part in _PARTS}
    return {"away": str(away.id), "instead": str(instead.id), **parts}


_PARTS = ("day", "month", "year")


def _grants(account: Any) -> set[Role]:
    db.session.remove()
    return set(db.session.scalars(sa.select(RoleGrant.role).where(RoleGrant.account_id == account.id)))


def _stand_ins() -> int:
    db.session.remove()
    return db.session.scalar(sa.select(sa.func.count()).select_from(StandIn)) or 0


@pytest.mark.parametrize("role", [Role.READER, Role.SAFETY_LEAD, Role.ADVOCATE])
def test_nobody_gives_themselves_what_opens_words(page: Page, make: Make, role: Role) -> None:
    me = make.staff(Role.ADMINISTRATOR)
    page.sign_in(me).post(f"/staff/people/{me.id}/roles/give", _role(role), status=422)
    assert page.mistakes == ["You cannot give yourself this role. Ask another administrator."]
    with db.transaction() as session, pytest.raises(Refused):
        staff.give_role(session.get_one(Account, me.id), role, TODAY, None, by=me.id)
    assert _grants(me) == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", sorted(COUNCIL))
def test_nobody_is_an_advocate_and_the_councils_in_either_order(page: Page, make: Make, role: Role) -> None:
    page.sign_in(make.staff(Role.ADMINISTRATOR))
    for has, gets in ((role, Role.ADVOCATE), (Role.ADVOCATE, role)):
        one = make.staff(has)
        page.post(f"/staff/people/{one.id}/roles/give", _role(gets), status=422)
        assert page.mistakes == [BOTH]
        assert _grants(one) == {has}


def test_a_role_that_ended_stands_in_nobodys_way(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.ADMINISTRATOR))
    once = make.staff(Role.SOCIAL_WORKER, until_on=TODAY - WEEK)
    page.post(f"/staff/people/{once.id}/roles/give", _role(Role.ADVOCATE))
    assert Role.ADVOCATE in _grants(once)


def test_nobody_is_invited_as_both(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.ADMINISTRATOR))
    form: dict[str, Any] = {"name": "Bo Th", "email": "bo@example.org", "roles": ["advocate", "reader"]}
    page.post("/staff/people/invite", {**form, "send_once": str(uuid.uuid4())}, status=422)
    assert page.mistakes == [BOTH]
    facts = StaffFacts("Bo Th", "bo@example.org")
    with pytest.raises(Refused), db.transaction():
        staff.invite(facts, [Role.ADVOCATE, Role.READER], by=None, today=TODAY, days=7)


def test_partners_and_carers_may_be_advocates_too() -> None:
    assert why_not_role(Role.ADVOCATE, {Role.PARTNER, Role.FOSTER_CARER}, is_own=False) is None
    assert why_not_role(Role.MANAGER, {Role.ADMINISTRATOR}, is_own=True) is None
    assert why_not_role(Role.READER, {Role.READER}, is_own=False) is Reason.HAS_ROLE


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMINISTRATOR])
def test_nobody_makes_themselves_a_stand_in(page: Page, make: Make, role: Role) -> None:
    me = make.staff(role)
    mine, colleague = make.staff(Role.IRO, manager=me), make.staff(Role.IRO)
    page.sign_in(me).post("/staff/stand-ins/add", _leave(mine, me), status=422)
    assert page.mistakes == [
        "You cannot make yourself a stand-in. Choose somebody else, or ask an administrator."
    ]
    with pytest.raises(Refused), db.transaction():
        duty.stand_in(mine.id, me.id, TODAY, TODAY + WEEK, by=me.id, today=TODAY)
    assert _stand_ins() == 0
    page.post("/staff/stand-ins/add", _leave(mine, colleague))
    page.post("/staff/stand-ins/add", _leave(me, colleague))
    assert _stand_ins() == 2


def test_the_last_who_could_read_what_concerns_somebody_does_not_stand_in_for_them(
    page: Page, make: Make
) -> None:
    page.sign_in(make.staff(Role.ADMINISTRATOR))
    away, reader = make.staff(Role.MANAGER), make.staff(Role.READER)
    make.staff(Role.SAFETY_LEAD, household=away)
    page.post("/staff/stand-ins/add", _leave(away, reader), status=422)
    assert page.mistakes == [
        "Nobody else could read what concerns them then. Choose somebody who is not a reader."
    ]
    make.staff(Role.READER)
    page.post("/staff/stand-ins/add", _leave(away, reader))
    assert _stand_ins() == 1
