"""Who is around a young person, who is too close to whom, who is on duty."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal import db
from portal.accounts.models import Account, DutyHours, StandIn
from portal.accounts.queries import around
from portal.kit import clock
from portal.people.rules import LinkKind
from portal.policy.roles import Role
from tests.support.factories import Make

LONDON = ZoneInfo("Europe/London")
TODAY = clock.now().date()
DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("database")


def close_to(*accounts: Account) -> dict[uuid.UUID, str]:
    with db.transaction():
        return around.too_close_to([one.id for one in accounts], TODAY)


def stand_in(away: Account, instead: Account, first: int, last: int) -> None:
    with db.transaction() as session:
        session.add(
            StandIn(
                account_id=away.id,
                stand_in_id=instead.id,
                from_on=TODAY + first * DAY,
                until_on=TODAY + last * DAY,
            )
        )


def change(account: Account, **values: object) -> None:
    with db.transaction() as session:
        row = session.get_one(Account, account.id)
        for name, value in values.items():
            setattr(row, name, value)


def test_people_around_in_the_order_of_who_answers(make: Make) -> None:
    person = make.young_person()
    partner = make.staff(Role.PARTNER, name="Pat", organisation="Hill School")
    carer, iro = make.staff(Role.FOSTER_CARER, name="Fay"), make.staff(Role.IRO, name="Ira")
    worker = make.staff(Role.SOCIAL_WORKER, name="Sol")
    for account in (partner, carer, iro, worker):
        make.link(person, account)
    make.link(make.young_person(), make.staff(Role.IRO))
    with db.transaction():
        found = around.people_around(person.id, TODAY)
    assert [(one.name, one.kind, one.organisation) for one in found] == [
        ("Sol", LinkKind.SOCIAL_WORKER, ""),
        ("Ira", LinkKind.IRO, ""),
        ("Fay", LinkKind.FOSTER_CARER, ""),
        ("Pat", LinkKind.PARTNER, "Hill School"),
    ]


def test_nobody_is_around_who_left_lost_the_role_or_whose_link_is_over(make: Make) -> None:
    person = make.young_person()
    closed = make.staff(Role.IRO, is_open=False)
    lost = make.staff(Role.IRO, until_on=TODAY - DAY)
    over, later = make.staff(Role.IRO), make.staff(Role.IRO)
    other_role = make.staff(Role.MANAGER)
    make.link(person, closed, LinkKind.IRO)
    make.link(person, lost, LinkKind.IRO)
    make.link(person, over, until_on=TODAY - DAY)
    make.link(person, later, from_on=TODAY + DAY)
    make.link(person, other_role, LinkKind.IRO)
    with db.transaction():
        assert around.people_around(person.id, TODAY) == []


def test_one_person_in_two_capacities_is_there_once(make: Make) -> None:
    person, both = make.young_person(), make.staff(Role.FOSTER_CARER, Role.SOCIAL_WORKER)
    make.link(person, both, LinkKind.FOSTER_CARER)
    make.link(person, both, LinkKind.SOCIAL_WORKER)
    with db.transaction():
        assert [one.kind for one in around.people_around(person.id, TODAY)] == [LinkKind.SOCIAL_WORKER]


def test_nobody_named_is_close_to_nobody() -> None:
    assert close_to() == {}


def test_the_concerned_their_household_manager_and_stand_ins(make: Make) -> None:
    boss, above = make.staff(Role.MANAGER), make.staff(Role.MANAGER)
    change(boss, manager_id=above.id)
    carer = make.staff(Role.FOSTER_CARER, manager=boss)
    partner_at_home = make.staff(Role.FOSTER_CARER, household=carer)
    covering, covered = make.staff(Role.IRO), make.staff(Role.IRO)
    stand_in(carer, covering, 0, 5)
    stand_in(covered, carer, 0, 5)
    make.staff(Role.SOCIAL_WORKER, manager=boss)  # a colleague only
    assert close_to(carer) == {
        carer.id: "concerned",
        partner_at_home.id: "household",
        boss.id: "manager",
        covering.id: "stand_in",
        covered.id: "stand_in",
    }


@pytest.mark.parametrize(("first", "last", "counts"), [(-9, -1, False), (-9, 0, True), (30, 40, True)])
def test_stand_ins_count_from_today_on_both_ways(make: Make, first: int, last: int, counts: bool) -> None:
    away, instead = make.staff(Role.IRO), make.staff(Role.IRO)
    stand_in(away, instead, first, last)
    assert (instead.id in close_to(away)) is counts
    assert (away.id in close_to(instead)) is counts


def test_who_stands_in_for_the_manager_sees_what_the_manager_sees(make: Make) -> None:
    boss, deputy = make.staff(Role.MANAGER), make.staff(Role.MANAGER)
    worker = make.staff(Role.IRO, manager=boss)
    stand_in(boss, deputy, 3, 9)
    assert close_to(worker) == {worker.id: "concerned", boss.id: "manager", deputy.id: "stand_in"}


def test_the_nearest_reason_is_given(make: Make) -> None:
    boss = make.staff(Role.MANAGER)
    worker = make.staff(Role.IRO, manager=boss, household=boss)
    stand_in(worker, boss, 0, 3)
    assert close_to(worker)[boss.id] == "household"
    assert close_to(worker, boss) == {worker.id: "concerned", boss.id: "concerned"}


def test_people_without_a_household_do_not_live_together(make: Make) -> None:
    one, other = make.staff(Role.IRO), make.staff(Role.IRO)
    assert other.id not in close_to(one)


def test_closed_accounts_are_still_too_close(make: Make) -> None:
    carer = make.staff(Role.FOSTER_CARER)
    gone = make.staff(Role.FOSTER_CARER, household=carer, is_open=False)
    assert close_to(carer)[gone.id] == "household"


def test_a_young_person_is_never_shut_out_of_their_own_words(make: Make) -> None:
    carer = make.staff(Role.FOSTER_CARER)
    change(carer, household_id=uuid.uuid4())
    with db.transaction() as session:
        home = session.get_one(Account, carer.id).household_id
    young = make.account_for(make.young_person())
    change(young, household_id=home)
    assert close_to(carer) == {carer.id: "concerned"}


def test_roles_names_managers_addresses(make: Make) -> None:
    boss = make.staff(Role.MANAGER, name="Bo")
    reader = make.staff(Role.READER, name="Ria", manager=boss)
    make.staff(Role.READER, until_on=TODAY - DAY)
    make.staff(Role.READER, is_open=False)
    person = make.young_person(name="Kit Vale")
    young = make.account_for(person)
    with db.transaction():
        assert around.with_role(Role.READER, TODAY) == [reader.id]
        assert around.names_of([boss.id, reader.id, young.id]) == {
            boss.id: "Bo",
            reader.id: "Ria",
            young.id: "Kit Vale",
        }
        assert around.manager_of(reader.id) == boss.id
        assert around.manager_of(boss.id) is None
        found = around.account_of(person.id)
        assert found is not None
        assert found.id == young.id
        assert around.account_of(uuid.uuid4()) is None
        assert around.has_address(boss.id)
        assert not around.has_address(young.id)


def hours(account: Account, weekday: int, starts: time, ends: time, step: int = 1) -> None:
    with db.transaction() as session:
        session.add(DutyHours(account_id=account.id, weekday=weekday, starts=starts, ends=ends, step=step))


SATURDAY = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)


def on_duty(at: datetime) -> list[tuple[int, uuid.UUID]]:
    with db.transaction():
        return around.on_duty(at, LONDON)


def next_duty(at: datetime) -> datetime | None:
    with db.transaction():
        return around.duty_next_from(at, LONDON)


def test_on_duty_by_hour_and_step_over_midnight(make: Make) -> None:
    first, second = make.staff(Role.DUTY_WORKER), make.staff(Role.SAFETY_LEAD)
    hours(second, 5, time(21), time(23, 59, 59), step=2)
    hours(first, 5, time(21), time(23, 59, 59))
    hours(first, 6, time(0), time(7))
    assert on_duty(SATURDAY) == [(1, first.id), (2, second.id)]
    assert on_duty(SATURDAY.replace(hour=23, minute=59, second=59, microsecond=900_000)) != []
    assert on_duty(SATURDAY + timedelta(hours=3)) == [(1, first.id)]
    assert on_duty(SATURDAY + timedelta(hours=9)) == []  # seven o'clock: the hours are over
    assert on_duty(SATURDAY - timedelta(hours=2)) == []


def test_duty_follows_the_councils_clocks_in_summer(make: Make) -> None:
    one = make.staff(Role.DUTY_WORKER)
    hours(one, 0, time(9), time(10))
    assert on_duty(datetime(2026, 7, 6, 8, 30, tzinfo=UTC)) == [(1, one.id)]
    assert on_duty(datetime(2026, 7, 6, 9, 30, tzinfo=UTC)) == []


def test_nobody_is_called_who_left_or_lost_the_role(make: Make) -> None:
    for gone in (
        make.staff(Role.DUTY_WORKER, is_open=False),
        make.staff(Role.DUTY_WORKER, until_on=SATURDAY.date() - DAY),
        make.staff(Role.IRO),
    ):
        hours(gone, 5, time(0), time(23, 59, 59))
    assert on_duty(SATURDAY) == []
    assert next_duty(SATURDAY) is None


def test_when_somebody_is_on_duty_next(make: Make) -> None:
    assert next_duty(SATURDAY) is None
    one = make.staff(Role.DUTY_WORKER)
    hours(one, 5, time(9), time(17))
    a_week_on = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
    assert next_duty(SATURDAY) == a_week_on
    assert next_duty(SATURDAY.replace(hour=8)) == SATURDAY.replace(hour=9)
    assert next_duty(SATURDAY.replace(hour=12)) == SATURDAY.replace(hour=12)
    hours(one, 1, time(9), time(17))
    assert next_duty(SATURDAY) == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
