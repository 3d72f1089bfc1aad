"""Duty hours and leave: rules, and the pages that set them."""

from __future__ import annotations

import uuid
from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.forms.duty import read_time
from portal.accounts.models import Account, DutyHours, StandIn
from portal.accounts.rules.staff import (
    MIDNIGHT,
    Reason,
    Span,
    spans,
    uncovered,
    why_not_manager,
    why_not_stand_in,
    why_not_stand_in_days,
)
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people import commands as people_commands
from portal.people import queries as people
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page

TODAY = clock.now().date()
DAY = timedelta(days=1)
WEEK = [Span(day, time(0), MIDNIGHT) for day in range(7)]


def test_hours_over_midnight_are_two_rows_sunday_into_monday() -> None:
    assert spans([6], time(22), time(7)) == [Span(0, time(0), time(7)), Span(6, time(22), MIDNIGHT)]
    assert spans([2], time(9), time(17)) == [Span(2, time(9), time(17))]
    assert spans([2], time(17), time(0)) == [Span(2, time(17), MIDNIGHT)]
    assert spans([2], time(0), time(0)) == [Span(2, time(0), MIDNIGHT)]


def test_hours_nobody_has() -> None:
    assert uncovered(WEEK, WEEK) == []
    assert uncovered([], WEEK) == WEEK
    night = spans(range(7), time(22), time(7))
    assert uncovered(night, WEEK) == [Span(day, time(7), time(22)) for day in range(7)]
    patchy = [Span(0, time(0), time(10)), Span(0, time(9), time(12)), Span(0, time(13), MIDNIGHT)]
    assert uncovered(patchy, WEEK[:1]) == [Span(0, time(12), time(13))]
    assert uncovered(WEEK, spans(range(7), time(22), time(7))) == []


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9", time(9)), ("09:30", time(9, 30)), ("9.30", time(9, 30)), ("0930", time(9, 30)),
        ("930", time(9, 30)), ("24:00", time(0)), ("23:59", time(23, 59)), ("24:01", None), ("9:5", None),
        ("25", None), ("9:60", None), ("", None), ("nine", None), ("-9", None), ("９", None), ("9:", None),
        ("12345", None),
    ],
)  # fmt: skip
def test_times_as_people_write_them(text: str, read: time | None) -> None:
    assert read_time(text) == read


def test_who_may_stand_in_for_whom() -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    worker, boss = {Role.SOCIAL_WORKER}, {Role.MANAGER}
    assert why_not_stand_in(one, one, worker, worker) is Reason.SAME_PERSON
    assert why_not_stand_in(one, other, worker, boss) is None
    assert why_not_stand_in(one, other, worker, {Role.FOSTER_CARER}) is Reason.OUTSIDE
    assert why_not_stand_in(one, other, {Role.ADVOCATE}, boss) is Reason.OUTSIDE
    assert why_not_stand_in(one, other, {Role.ADVOCATE}, {Role.ADVOCATE}) is None
    assert why_not_stand_in(one, other, {Role.PARTNER}, {Role.ADVOCATE}) is Reason.OUTSIDE


def test_leave_ends_within_a_year_and_not_in_the_past() -> None:
    assert why_not_stand_in_days(TODAY, TODAY, today=TODAY) is None
    assert why_not_stand_in_days(TODAY, TODAY - DAY, today=TODAY) is Reason.ENDS_BEFORE_START
    assert why_not_stand_in_days(TODAY - 9 * DAY, TODAY - DAY, today=TODAY) is Reason.ENDED_ALREADY
    assert why_not_stand_in_days(TODAY, TODAY + 400 * DAY, today=TODAY) is Reason.TOO_FAR_AHEAD


def test_nobody_is_their_own_manager_by_way_of_others() -> None:
    one, two, three = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    assert why_not_manager(one, one, []) is Reason.OWN_MANAGER
    assert why_not_manager(one, two, [three, one]) is Reason.OWN_MANAGER
    assert why_not_manager(one, two, [three]) is None


@pytest.fixture
def admin(page: Page, make: Make) -> Account:
    account = make.staff(Role.ADMINISTRATOR)
    page.sign_in(account)
    return account


def rows() -> list[tuple[int, time, time, int]]:
    with db.transaction():
        found = db.session.scalars(sa.select(DutyHours).order_by(DutyHours.weekday, DutyHours.starts))
        return [(row.weekday, row.starts, row.ends, row.step) for row in found]


def hours(account: Account, **changes: object) -> dict[str, object]:
    return {"who": str(account.id), "weekdays": ["0"], "starts": "9", "ends": "17", "step": "1", **changes}


@pytest.mark.usefixtures("admin")
def test_night_duty_is_two_rows_and_the_gap_is_named(page: Page, make: Make) -> None:
    worker = make.staff(Role.DUTY_WORKER, name="Dee Moss")
    page.visit("/staff/duty")
    assert "Nobody is on duty in these hours" in page.main
    page.follow("Add hours").post(
        "/staff/duty/add", hours(worker, starts="22:00", ends="7:00", weekdays=["6"])
    )
    assert rows() == [(0, time(0), time(7), 1), (6, time(22), MIDNIGHT, 1)]
    assert "Dee Moss" in page.main
    assert "Monday, 07:00 to 24:00" in page.main
    assert "Sunday, 00:00 to 22:00" in page.main
    page.post("/staff/duty/add", hours(worker, starts="7", ends="22", weekdays=list("0123456")))
    page.post("/staff/duty/add", hours(worker, starts="22", ends="7", weekdays=list("012345"), step="1"))
    assert "Somebody is on duty in every hour" in page.main


@pytest.mark.usefixtures("admin")
def test_hours_of_somebody_who_lost_the_role_leave_a_gap(page: Page, make: Make) -> None:
    gone = make.staff(Role.DUTY_WORKER, name="Dee Moss", until_on=TODAY - DAY)
    make.on_duty(gone)
    page.visit("/staff/duty")
    assert "Has no role for this" in page.main
    assert "Sunday, 00:00 to 24:00" in page.main


@pytest.mark.usefixtures("admin")
def test_taking_hours_off(page: Page, make: Make) -> None:
    make.on_duty(make.staff(Role.DUTY_WORKER, name="Dee Moss"), weekdays=[3])
    page.visit("/staff/duty").submit("Take off Dee Moss, Thursday, 00:00 to 24:00")
    assert rows() == []
    page.post(f"/staff/duty/{uuid.uuid4()}/end", {}, status=404)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"who": ""}, "Choose who is on duty."),
        ({"who": "\u0000"}, "Choose from the list."),
        ({"weekdays": []}, "Choose one day or more."),
        ({"weekdays": ["7"]}, None),
        ({"weekdays": ["x"]}, None),
        ({"starts": ""}, "Write when they start."),
        ({"starts": "soon"}, "Write a time, like 17:30."),
        ({"ends": "99"}, "Write a time, like 17:30."),
        ({"ends": "9:00"}, "The hours end when they start. For a whole day, write 00:00 twice."),
        ({"ends": "1" * 20}, None),
        ({"step": "9"}, None),
    ],
)
@pytest.mark.usefixtures("admin")
def test_bad_hours_are_refused_and_kept(
    page: Page, make: Make, changes: dict[str, object], words: str | None
) -> None:
    worker = make.staff(Role.DUTY_WORKER)
    page.post("/staff/duty/add", hours(worker, **changes), status=422)
    assert page.mistakes
    if words:
        assert words in page.mistakes
    assert page.value("starts") == changes.get("starts", "9")
    assert rows() == []


@pytest.mark.usefixtures("admin")
def test_hours_that_overlap_their_own_are_refused(page: Page, make: Make) -> None:
    worker, other = make.staff(Role.DUTY_WORKER), make.staff(Role.READER)
    page.post("/staff/duty/add", hours(worker))
    page.post("/staff/duty/add", hours(worker, starts="16:00", ends="18:00"), status=422)
    assert page.mistakes == ["They are on duty already in some of these hours."]
    page.post("/staff/duty/add", hours(worker, starts="17:00", ends="18:00"))
    page.post("/staff/duty/add", hours(other, starts="16:00", ends="18:00", step="2"))
    assert len(rows()) == 3


@pytest.mark.usefixtures("admin")
def test_only_people_who_may_be_called_can_be_chosen(page: Page, make: Make) -> None:
    page.post("/staff/duty/add", hours(make.staff(Role.SOCIAL_WORKER)), status=422)
    page.post("/staff/duty/add", {}, status=422)


def leave(
    away: Account, instead: Account, first: date = TODAY, last: date = TODAY + 5 * DAY
) -> dict[str, str]:
    found = {"away": str(away.id), "instead": str(instead.id)}
    for name, day in (("from_on", first), ("until_on", last)):
        found |= {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
    return found


def stand_ins() -> list[StandIn]:
    with db.transaction():
        return list(db.session.scalars(sa.select(StandIn)))


@pytest.mark.usefixtures("admin")
def test_adding_leave_keeps_each_from_what_concerns_the_other(page: Page, make: Make) -> None:
    away, instead = make.staff(Role.IRO, name="Ira Away"), make.staff(Role.IRO, name="Ina Here")
    person = make.young_person()
    statement = make.statement(person)
    with db.transaction():
        people_commands.keep_apart(person.id, statement.id, {away.id: "concerned"})
    page.visit("/staff/stand-ins").follow("Add leave").post("/staff/stand-ins/add", leave(away, instead))
    assert "Ina Here" in page.main
    with db.transaction():
        assert people.kept_apart_from(statement.id)[instead.id] == "stand_in"
    page.submit("End Ina Here standing in for Ira Away")
    assert stand_ins() == []


@pytest.mark.usefixtures("admin")
def test_whoever_stands_in_is_told_while_it_stands(page: Page, make: Make) -> None:
    away, instead = make.staff(Role.IRO, name="Ira Away"), make.staff(Role.IRO, name="Ina Here")
    page.visit("/staff/stand-ins").follow("Add leave").post("/staff/stand-ins/add", leave(away, instead))

    def told() -> list[object]:
        with db.transaction():
            kinds = sa.select(Notice.account_id).where(Notice.kind == NoticeKind.STANDS_IN)
            return list(db.session.scalars(kinds.where(Notice.dropped_at.is_(None))))

    assert told() == [instead.id]
    page.submit("End Ina Here standing in for Ira Away")
    assert told() == []


@pytest.mark.usefixtures("admin")
def test_leave_that_has_begun_ends_yesterday(page: Page, make: Make) -> None:
    away, instead = make.staff(Role.IRO), make.staff(Role.IRO)
    page.post("/staff/stand-ins/add", leave(away, instead, TODAY - 3 * DAY))
    page.submit("End")
    assert stand_ins()[0].until_on == TODAY - DAY
    assert "Nobody is away." in page.main


@pytest.mark.usefixtures("admin")
def test_bad_leave_is_refused_and_kept(page: Page, make: Make) -> None:
    away, instead, carer = make.staff(Role.IRO), make.staff(Role.IRO), make.staff(Role.FOSTER_CARER)
    for data, words in (
        (leave(away, away), "Nobody stands in for themselves. Choose somebody else."),
        (
            leave(away, carer),
            "One of them works for the council and the other does not. Choose somebody else.",
        ),
        (leave(away, instead, TODAY, TODAY - DAY), "The last day is before the first."),
        (leave(away, instead, TODAY - 9 * DAY, TODAY - DAY), "This day has passed. Pick a later one."),
        (leave(away, instead, last=TODAY + 400 * DAY), "This is more than a year from now. Check the year."),
        ({**leave(away, instead), "away": ""}, "Choose who is away."),
        ({**leave(away, instead), "until_on-year": "x"}, "Write a real date, like 27 3 2011."),
    ):
        page.post("/staff/stand-ins/add", data, status=422)
        assert page.mistakes == [words]
        assert page.value("from_on-day") == data["from_on-day"]
    page.post("/staff/stand-ins/add", {**leave(away, instead), "instead": str(uuid.uuid4())}, status=422)
    page.post("/staff/stand-ins/add", {}, status=422)
    assert stand_ins() == []


def test_a_manager_arranges_leave_for_their_own_people_only(page: Page, make: Make) -> None:
    boss = make.staff(Role.MANAGER)
    mine, instead = make.staff(Role.IRO, manager=boss), make.staff(Role.IRO)
    page.sign_in(boss).post("/staff/stand-ins/add", leave(instead, mine), status=422)
    page.post("/staff/stand-ins/add", leave(mine, instead))
    page.post("/staff/stand-ins/add", leave(mine, instead), status=422)
    assert page.mistakes == ["They stand in for them already in those days."]
    others = make.stand_in(instead, mine)
    page.post(f"/staff/stand-ins/{others.id}/end", {}, status=404)
    page.post(f"/staff/stand-ins/{uuid.uuid4()}/end", {}, status=404)
    assert len(stand_ins()) == 2


@pytest.mark.parametrize("role", [Role.IRO, Role.READER, Role.FOSTER_CARER, Role.ADVOCATE])
def test_others_set_neither_leave_nor_duty(role: Role, page: Page, make: Make) -> None:
    page.sign_in(make.staff(role))
    for url in ("/staff/stand-ins", "/staff/stand-ins/add", "/staff/duty", "/staff/duty/add"):
        page.visit(url, status=404)
