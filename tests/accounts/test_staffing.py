"""Who works here, as the panel asks: by role and day, staff only."""

from __future__ import annotations

from datetime import timedelta

from portal.accounts.queries import staffing
from portal.kit import clock
from portal.policy.roles import Role
from tests.support.factories import Make


def test_officers_are_managers_by_name(make: Make) -> None:
    today = clock.now().date()
    zoe, abe = make.staff(Role.MANAGER, name="zoe Last"), make.staff(Role.MANAGER, name="Abe First")
    make.staff(Role.MANAGER, name="Bea Ended", until_on=today - timedelta(days=1))
    make.staff(Role.MANAGER, name="Cy Coming", from_on=today + timedelta(days=1))
    make.staff(Role.MANAGER, name="Di Closed", is_open=False)
    make.staff(Role.SOCIAL_WORKER, Role.PANEL_MEMBER)
    assert staffing.officers(today) == [(abe.id, "Abe First"), (zoe.id, "zoe Last")]


def test_members_and_support_of_a_day(make: Make) -> None:
    today = clock.now().date()
    member, support = make.staff(Role.PANEL_MEMBER), make.staff(Role.PANEL_SUPPORT, until_on=today)
    assert (staffing.members(today), staffing.support(today)) == ([member.id], [support.id])
    assert staffing.support(today + timedelta(days=1)) == []


def test_names_are_of_staff_whoever_left_too_and_never_of_the_young(make: Make) -> None:
    left = make.staff(name="Lee Left", is_open=False)
    young = make.account_for(make.young_person(name="Sam Vale"))
    other = make.staff(name="Not Asked")
    assert staffing.names([left.id, young.id]) == {left.id: "Lee Left"}
    assert staffing.names([]) == {}
    assert other.id not in staffing.names([left.id])
