"""Reminders before a date, who is told when it is late, searches to be chased: once each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from portal import db
from portal.accounts.models import Account
from portal.clocks.bank_holidays import add_working_days
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.records.jobs.chasing import remind_to_chase
from portal.records.jobs.reminding import look_for_unproven, remind_of_dates
from portal.records.models import RecordsRequest
from portal.records.rules import Came, EventKind, Found
from portal.records.rules.reminding import Dates, Told, reminder_since, told_late
from tests.records.test_finding import log
from tests.support.factories import Make
from tests.support.queries import counted
from tests.support.world_records import LONDON, make_event, make_request, read_again
from tests.voice.young import rows

DUE = date(2026, 6, 12)
"""A Friday; no bank holiday is near."""


@pytest.mark.once
@pytest.mark.parametrize(
    ("today", "since"),
    [
        (date(2026, 5, 28), None),
        (date(2026, 5, 29), date(2026, 5, 29)),
        (date(2026, 6, 4), date(2026, 5, 29)),
        (date(2026, 6, 5), date(2026, 6, 5)),
        (date(2026, 6, 10), date(2026, 6, 10)),
        (DUE, date(2026, 6, 10)),
        (date(2026, 6, 13), None),
    ],
)
def test_reminders_fall_ten_five_and_two_working_days_before(today: date, since: date | None) -> None:
    assert reminder_since(Dates(date(2026, 5, 12), DUE, None), today) == since


@pytest.mark.once
def test_the_day_of_the_notice_is_reminded_of_too() -> None:
    dates = Dates(date(2026, 5, 12), DUE, date(2026, 6, 11))
    assert reminder_since(dates, date(2026, 6, 11)) == date(2026, 6, 11)
    assert reminder_since(Dates(date(2026, 6, 11), DUE, None), DUE) is None


@pytest.mark.once
def test_the_officer_is_told_at_once_the_others_later() -> None:
    assert told_late(DUE, DUE) == {}
    assert list(told_late(DUE, date(2026, 6, 13))) == [Told.OFFICER]
    assert list(told_late(DUE, date(2026, 6, 16))) == [Told.OFFICER, Told.PROTECTION]
    assert list(told_late(DUE, date(2026, 6, 20))) == [Told.OFFICER, Told.PROTECTION, Told.MANAGERS]


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)


def run(job: Callable[..., int], day: date) -> int:
    with db.transaction():
        return job(noon(day), LONDON)


def told(kind: NoticeKind) -> list[Account | object]:
    return sorted(n.account_id for n in rows(Notice) if n.kind is kind)


def due(request: RecordsRequest) -> date:
    found = read_again(request).due_on
    assert found is not None
    return found


def test_whoever_has_it_is_reminded_once_for_each_date(
    rowan: Account, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.staff(Role.RECORDS_OFFICER, name="Ines Folder")
    request = make_request(officer=rowan)
    end = due(request)
    counts = []
    for day in (clock.today(LONDON), end - timedelta(days=4), end - timedelta(days=4), end):
        monkeypatch.setattr(clock, "now", lambda day=day: noon(day))
        counts.append(run(remind_of_dates, day))
    assert counts[2] == 0
    assert set(told(NoticeKind.RECORDS_DUE)) == {rowan.id}
    assert told(NoticeKind.RECORDS_LATE) == []


def test_nobody_has_it_so_every_officer_who_may_is_reminded(
    rowan: Account, make: Make, sam: YoungPerson
) -> None:
    close = make.staff(Role.RECORDS_OFFICER, name="Close Kin")
    make.statement(sam, concerning=[close])
    request = make_request(person=sam)
    assert run(remind_of_dates, due(request)) == 1
    assert told(NoticeKind.RECORDS_DUE) == [rowan.id]


def test_late_goes_up_the_line_once_each(rowan: Account, dana: Account, make: Make) -> None:
    manager = make.staff(Role.MANAGER, name="May Manager")
    request = make_request(officer=rowan, received_on=clock.today(LONDON) - timedelta(days=90))
    assert run(remind_of_dates, clock.today(LONDON)) == 3
    assert run(remind_of_dates, clock.today(LONDON)) == 0
    assert told(NoticeKind.RECORDS_LATE) == sorted([rowan.id, dana.id, manager.id])
    make_event(request, EventKind.WITHDRAWN, reason="asked", by=rowan)
    assert run(remind_of_dates, clock.today(LONDON) + timedelta(days=30)) == 0


def test_what_stands_still_is_not_reminded_of(rowan: Account) -> None:
    request = make_request(officer=rowan)
    end = due(request)
    make_event(request, EventKind.CLARIFICATION_ASKED, reason="which_time", words="Which?", by=rowan)
    assert run(remind_of_dates, end) == 0


def test_minutes_in_which_nothing_is_new_cost_the_same_at_1_and_at_20(rowan: Account, dana: Account) -> None:
    long_ago = clock.today(LONDON) - timedelta(days=60)
    make_request(officer=rowan, received_on=long_ago)
    run(remind_of_dates, clock.today(LONDON))
    with db.transaction(), counted() as first:
        remind_of_dates(clock.now(), LONDON)
    for _ in range(9):
        make_request(officer=rowan, received_on=long_ago)
    run(remind_of_dates, clock.today(LONDON))
    with db.transaction(), counted() as then:
        remind_of_dates(clock.now(), LONDON)
    assert len(then) == len(first)


def test_one_from_the_public_page_that_nobody_proved_is_looked_at(rowan: Account) -> None:
    make_request(came=Came.PUBLIC_PAGE, is_proven=False)
    make_request(came=Came.PUBLIC_PAGE, is_proven=False, received_on=clock.today(LONDON))
    before = len(told(NoticeKind.RECORDS_ASKED))
    assert run(look_for_unproven, clock.today(LONDON)) == 1
    assert run(look_for_unproven, clock.today(LONDON)) == 0
    assert len(told(NoticeKind.RECORDS_ASKED)) == before + 1


def test_a_search_is_chased_once_for_its_day(rowan: Account) -> None:
    request = make_request(officer=rowan)
    search = log(request, rowan)
    log(request, rowan, found=Found.NOTHING)
    day = add_working_days(clock.today(LONDON), 10)
    assert run(remind_to_chase, day - timedelta(days=1)) == 0
    assert run(remind_to_chase, day) == 1
    assert [n.about_id for n in rows(Notice) if n.kind is NoticeKind.RECORDS_CHASE] == [search.id]
