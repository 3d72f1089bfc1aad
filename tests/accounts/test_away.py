"""Somebody says when they are away and who stands in; the young person sees who answers for them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from portal.accounts.models import Account, StandIn
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

ADD = "Add this leave"


def _in_days(days: int) -> date:
    return clock.now().date() + timedelta(days=days)


class Team:
    """A worker with a manager, a colleague of the same team, and others."""

    def __init__(self, make: Make) -> None:
        self.manager = make.staff(Role.MANAGER, name="Mo Manager")
        self.worker = make.staff(Role.SOCIAL_WORKER, name="Wes Worker", manager=self.manager)
        self.colleague = make.staff(Role.PERSONAL_ADVISER, name="Cam Team", manager=self.manager)
        self.same_work = make.staff(Role.SOCIAL_WORKER, name="Sue Same")
        self.others = [
            make.staff(Role.IRO, name="Other Work"),
            make.staff(Role.ADVOCATE, name="Out Side"),
            make.staff(Role.SOCIAL_WORKER, name="Gone Away", is_open=False),
        ]


@pytest.fixture
def team(make: Make) -> Team:
    return Team(make)


def _dates(first: int = 1, last: int = 5) -> dict[str, Any]:
    return {"from_on": _in_days(first), "until_on": _in_days(last)}


def _told(account: Account) -> list[NoticeKind]:
    return [n.kind for n in rows(Notice) if n.account_id == account.id and not n.dropped_at]


def test_a_worker_writes_down_leave_and_both_are_told(page: Page, team: Team) -> None:
    page.sign_in(team.worker).visit("/staff/away").submit(ADD, _dates(), instead="Cam Team")
    (row,) = rows(StandIn)
    assert (row.account_id, row.stand_in_id, row.made_by) == (
        team.worker.id,
        team.colleague.id,
        team.worker.id,
    )
    assert "Cam Team" in page.main
    assert _told(team.colleague) == [NoticeKind.STANDS_IN]
    assert _told(team.manager) == [NoticeKind.LEAVE_SET]
    page.sign_in(team.manager).visit("/staff").follow("Somebody you manage wrote down when they are away")
    assert "Wes Worker" in page.main
    assert "when they are away" not in page.visit("/staff").main
    page.visit("/staff/stand-ins")
    page.submit("End Cam Team standing in for Wes Worker")
    assert rows(StandIn) == []


def test_a_stand_in_is_told_once(page: Page, team: Team) -> None:
    page.sign_in(team.worker).visit("/staff/away").submit(ADD, _dates(), instead="Cam Team")
    page.sign_in(team.colleague).visit("/staff").follow("You stand in for a colleague")
    assert page.url.endswith("/staff/mine")
    assert "You stand in" not in page.visit("/staff").main


def test_nobody_chosen_means_the_manager(page: Page, team: Team) -> None:
    page.sign_in(team.worker).visit("/staff/away").submit(ADD, _dates())
    assert rows(StandIn)[0].stand_in_id == team.manager.id
    assert _told(team.manager) == [NoticeKind.STANDS_IN]


def test_without_a_manager_somebody_has_to_be_chosen(page: Page, team: Team) -> None:
    page.sign_in(team.same_work).visit("/staff/away").submit(ADD, _dates(), status=422)
    assert "Choose who stands in" in page.mistakes[0]
    assert rows(StandIn) == []


def test_only_the_team_the_same_work_and_the_manager_are_offered(page: Page, team: Team) -> None:
    page.sign_in(team.worker).visit("/staff/away")
    for name in ("Cam Team", "Sue Same", "Mo Manager"):
        assert name in page.main
    for one in team.others:
        assert one.name not in page.main
        fields = {"instead": str(one.id), **_typed(_dates())}
        page.post("/staff/away", fields, status=422)
    assert rows(StandIn) == []


def _typed(days: dict[str, date]) -> dict[str, str]:
    parts = ("day", "month", "year")
    return {f"{name}-{part}": str(getattr(day, part)) for name, day in days.items() for part in parts}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Write the first day."),
        ({"from_on-day": "31", "from_on-month": "2", "from_on-year": "2027"}, "Write a real date"),
        (_typed(_dates(5, 1)), "The last day is before the first."),
        (_typed(_dates(-9, -3)), "This day has passed."),
        (_typed(_dates(1, 900)), "more than a year"),
    ],
)
def test_wrong_days_are_said(page: Page, team: Team, fields: dict[str, str], words: str) -> None:
    page.sign_in(team.worker).post("/staff/away", fields, status=422)
    assert any(words in line for line in page.mistakes), page.mistakes
    assert rows(StandIn) == []


def test_the_same_leave_twice_is_once(page: Page, team: Team) -> None:
    page.sign_in(team.worker).visit("/staff/away").submit(ADD, _dates(), instead="Cam Team")
    page.submit(ADD, _dates(), instead="Cam Team", status=422)
    assert "already in those days" in page.mistakes[0]
    assert len(rows(StandIn)) == 1


def test_back_earlier_it_ends_and_nobody_elses_can_be_ended(page: Page, make: Make, team: Team) -> None:
    page.sign_in(team.worker).visit("/staff/away").submit(ADD, _dates(), instead="Cam Team")
    other = make.stand_in(team.same_work, team.worker)
    page.post(f"/staff/away/{other.id}/end", status=404)
    page.visit("/staff/away").submit("End Cam Team standing in for you")
    assert [row.id for row in rows(StandIn)] == [other.id]
    assert _told(team.colleague) == []


def test_nobody_outside_the_council_has_leave_here(page: Page, make: Make) -> None:
    for role in (Role.ADVOCATE, Role.FOSTER_CARER, Role.PARTNER, Role.PANEL_MEMBER):
        page.sign_in(make.staff(role)).visit("/staff/away", status=404)


def test_the_young_person_sees_who_answers_for_them_and_until_when(page: Page, make: Make) -> None:
    person = make.young_person()
    account, worker = make.account_for(person), make.worker_of(person, name="Priya Shah")
    instead = make.staff(Role.SOCIAL_WORKER, name="Jo Bell")
    statement = make.statement(person, to=[worker], read_by=make.staff(Role.READER))
    page.sign_in(account).visit(f"/said/{statement.id}")
    assert "is away" not in page.main
    make.stand_in(worker, instead, days=9)
    page.visit(f"/said/{statement.id}")
    assert "Priya Shah is away until" in page.main
    assert "Jo Bell answers for Priya Shah." in page.main
    with clock.at(clock.now() + timedelta(days=10)):
        page.sign_in(account).visit(f"/said/{statement.id}")
    assert "is away" not in page.main


def test_a_stand_in_it_concerns_is_not_said_to_answer(page: Page, make: Make) -> None:
    person = make.young_person()
    account, worker = make.account_for(person), make.worker_of(person, name="Priya Shah")
    instead = make.staff(Role.SOCIAL_WORKER, name="Jo Bell")
    statement = make.statement(person, to=[worker], read_by=make.staff(Role.READER))
    make.stand_in(worker, instead)
    make.kept_apart(person, statement, instead)
    page.sign_in(account).visit(f"/said/{statement.id}")
    assert "Priya Shah is away until" in page.main
    assert "You get an answer by" in page.main
    assert "Jo Bell" not in page.main
