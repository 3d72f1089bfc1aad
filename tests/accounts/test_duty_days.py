"""Days staffed differently from the week: they count instead of it, their gaps are shown, and they end."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
import time_machine

from portal import db
from portal.accounts.models import Account, DutyDay
from portal.accounts.queries.duty import comes_next, duty_next_from, on_duty
from portal.accounts.rules.staff import Reason, why_not_duty_day, why_not_line
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 12, 22, 12, tzinfo=UTC)  # a Tuesday
CHRISTMAS = date(2026, 12, 25)
THAT_NOON = datetime(2026, 12, 25, 12, tzinfo=UTC)
AT = "/staff/duty/days/2026-12-25"
DAY = {"day-day": "25", "day-month": "12", "day-year": "2026"}


def _on(at: datetime) -> list[object]:
    return [account_id for _step, account_id in on_duty(at, LONDON)]


def _make_it_differ(page: Page, lead: Account) -> None:
    page.sign_in(lead).visit("/staff/duty").follow("Bank holidays and other days")
    page.submit("Staff this day differently", DAY)


def test_a_day_that_differs_begins_as_the_week_and_then_counts_instead_of_it(page: Page, make: Make) -> None:
    lead, usual = make.staff(Role.SAFETY_LEAD), make.staff(Role.DUTY_WORKER, name="Una Usual")
    other = make.staff(Role.DUTY_WORKER, name="Otis Other")
    make.on_duty(usual)
    with time_machine.travel(NOON, tick=False):
        _make_it_differ(page, lead)
        assert "Una Usual" in page.main
        assert _on(THAT_NOON) == [usual.id]
        page.submit("Take off")
        assert "Nobody is on duty in these hours" in page.main
        assert _on(THAT_NOON) == []
        page.submit("Add these hours", who=str(other.id), starts="9", ends="17:30", step="1")
        assert "00:00 to 09:00" in page.main
        assert _on(THAT_NOON) == [other.id]
        assert _on(THAT_NOON + timedelta(days=7)) == [usual.id]
        page.submit("As every week again")
        assert "Every day is as every week" in page.main
        assert _on(THAT_NOON) == [usual.id]
        page.visit(AT, status=404)


def test_the_week_before_is_copied(page: Page, make: Make) -> None:
    lead, usual = make.staff(Role.SAFETY_LEAD), make.staff(Role.DUTY_WORKER)
    make.on_duty(usual)
    with time_machine.travel(NOON, tick=False):
        _make_it_differ(page, lead)
        page.submit("Take off")
        page.submit("Copy the week before")
        page.post(f"{AT}/as-week-before")
    rows = db.session.scalars(sa.select(DutyDay).where(DutyDay.account_id.is_not(None))).all()
    assert [row.account_id for row in rows] == [usual.id]


def test_a_day_with_nobody_is_a_gap_and_not_a_day_like_every_week(page: Page, make: Make) -> None:
    usual = make.staff(Role.DUTY_WORKER)
    make.on_duty(usual)
    with time_machine.travel(NOON, tick=False):
        _make_it_differ(page, make.staff(Role.SAFETY_LEAD))
        page.submit("Take off")
        page.visit("/staff/duty/days")
        assert "Hours with nobody on duty" in page.main
    next_day = datetime(2026, 12, 26, tzinfo=LONDON)
    assert duty_next_from(THAT_NOON, LONDON) == next_day
    assert comes_next(THAT_NOON, LONDON) == (next_day, [usual.id])


def test_who_is_on_now_and_who_comes_next_is_said(page: Page, make: Make) -> None:
    make.on_duty(make.staff(Role.DUTY_WORKER, name="Nia Now"), weekdays=[1])
    make.on_duty(make.staff(Role.DUTY_WORKER, name="Nat Next"), weekdays=[2])
    with time_machine.travel(NOON, tick=False):
        page.sign_in(make.staff(Role.SAFETY_LEAD)).visit("/staff/duty")
    assert "On duty now, in the order they are called: Nia Now" in page.main
    assert "Nat Next" in page.main


def test_whoever_left_is_not_called_on_a_day_that_differs(page: Page, make: Make) -> None:
    usual = make.staff(Role.DUTY_WORKER)
    make.on_duty(usual)
    with time_machine.travel(NOON, tick=False):
        _make_it_differ(page, make.staff(Role.SAFETY_LEAD))
        with db.transaction() as session:
            session.execute(sa.update(Account).where(Account.id == usual.id).values(is_open=False))
        assert _on(THAT_NOON) == []
        page.visit(AT)
        assert "Has no role for this" in page.main
        assert "Nobody is on duty in these hours" in page.main


def test_what_cannot_be_is_said(page: Page, make: Make) -> None:
    lead, usual = make.staff(Role.SAFETY_LEAD), make.staff(Role.DUTY_WORKER)
    make.on_duty(usual)
    with time_machine.travel(NOON, tick=False):
        page.sign_in(lead).visit("/staff/duty/days")
        page.submit("Staff this day differently", status=422)
        page.submit("Staff this day differently", {**DAY, "day-year": "2020"}, status=422)
        assert page.mistakes == ["This day has passed. Pick a later one."]
        page.submit("Staff this day differently", DAY)
        page.submit("Add these hours", who=str(usual.id), starts="9", ends="17", step="1", status=422)
        assert page.mistakes == ["They are on duty already in some of these hours."]
        page.submit("Add these hours", who=str(usual.id), starts="nine", ends="", step="1", status=422)
        page.post(AT, {"who": "x", "starts": "9", "ends": "10", "step": "9"}, status=422)
        for url in ("x", "2026-13-45", "2026-12-24", "20261225"):
            page.visit(f"/staff/duty/days/{url}", status=404)
            page.post(f"/staff/duty/days/{url}/as-usual", status=404)
        page.post(f"/staff/duty/lines/{uuid4()}/end", status=404)
        mark = db.session.scalars(sa.select(DutyDay.id).where(DutyDay.account_id.is_(None))).one()
        page.post(f"/staff/duty/lines/{mark}/end", status=404)
        page.sign_in(usual).visit(AT, status=404)


@pytest.mark.parametrize(
    ("starts", "until", "why"),
    [
        (time(9), time(17), None),
        (time(22), time(6), Reason.OVER_MIDNIGHT),
        (time(9), time(9), Reason.STARTS_AT_END),
        (time(7), time(8, 30), Reason.HOURS_TAKEN),
    ],
)
def test_hours_of_one_date(starts: time, until: time, why: Reason | None) -> None:
    assert why_not_line(starts, until, [(time(8), time(9))]) == why


def test_days_within_a_year() -> None:
    today = date(2026, 12, 22)
    assert why_not_duty_day(today, today=today) is None
    assert why_not_duty_day(today - timedelta(days=1), today=today) is Reason.ENDED_ALREADY
    assert why_not_duty_day(today + timedelta(days=800), today=today) is Reason.TOO_FAR_AHEAD


def test_before_an_account_is_closed_it_is_said_that_its_duty_hours_go_too(page: Page, make: Make) -> None:
    usual, admin = make.staff(Role.DUTY_WORKER), make.staff(Role.ADMINISTRATOR)
    page.sign_in(admin).visit(f"/staff/people/{usual.id}")
    assert "They are on the rota" not in page.main
    make.on_duty(usual)
    page.visit(f"/staff/people/{usual.id}")
    assert "They stand in 7 lines of the duty hours" in page.main
