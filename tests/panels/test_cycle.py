"""When the panel meets: a rhythm that was agreed, days by hand, and one reminder of each date."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.notices.queries import unseen
from portal.notices.rules import NoticeKind
from portal.panels.commands import cycle as commands
from portal.panels.commands.cycle import RhythmWords
from portal.panels.jobs import remind_of_dates
from portal.panels.models import PlannedMeeting
from portal.panels.queries.cycle import coming
from portal.panels.rules.cycle import Unit, dates
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.papers import ZONE, Panel, panel, today


@pytest.fixture
def council(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


@pytest.fixture
def desk(council: Panel, page: Page) -> Page:
    """The browser of panel support."""
    return page.sign_in(council.support)


def typed(day: date, name: str) -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def days() -> list[date]:
    db.session.remove()
    with db.transaction():
        return [one.dates.meets_on for one in coming(today())]


def test_a_year_of_meetings_with_their_dates_and_who_agreed(
    council: Panel, desk: Page, another_page: Any
) -> None:
    assert "No meeting is planned yet." in desk.visit("/staff/panel").follow("When the panel meets").main
    desk.follow("Say how often it meets")
    first = today() + timedelta(days=30)
    desk.submit("Save", {**typed(first, "from_on"), "every": "3", "unit": "months"}, status=422)
    assert desk.mistakes == ["Write who agreed to it."]
    desk.submit("Save", agreed_by="The panel, in June")
    assert len(days()) == 5
    assert "Every 3 months" in desk.main
    assert "The panel, in June" in desk.main
    out_by = dates(days()[0]).out_by
    assert f"{out_by.day} {out_by:%b}" in desk.main
    member = another_page().sign_in(council.member).visit("/staff/panel/cycle")
    assert "Every 3 months" in member.main
    assert not member.links("Call off")
    member.visit("/staff/panel/cycle/rhythm", status=404)
    another_page().sign_in(council.make.staff(Role.READER)).visit("/staff/panel/cycle", status=404)


def test_another_rhythm_moves_the_days_to_come_and_keeps_those_by_hand(council: Panel, desk: Page) -> None:
    words = RhythmWords(today() + timedelta(days=10), 4, Unit.WEEKS, "the chair")
    by, by_hand, sent = council.support.id, today() + timedelta(days=200), uuid4()
    for _time in range(2):
        with db.transaction():
            commands.agree(words, sent, by=by, today=today(), now=datetime.now(ZONE))
    before = days()
    desk.visit("/staff/panel/cycle/day").submit("Save", typed(by_hand, "meets_on"))
    desk.visit("/staff/panel/cycle/day").submit("Save", typed(by_hand, "meets_on"), status=422)
    assert desk.mistakes == ["A meeting is planned on this day already."]
    later = RhythmWords(today() + timedelta(days=100), 6, Unit.MONTHS, "the panel")
    with db.transaction():
        commands.agree(later, uuid4(), by=by, today=today(), now=datetime.now(ZONE))
    now = days()
    assert [day for day in now if day < later.from_on] == [day for day in before if day < later.from_on]
    assert by_hand in now
    assert len([day for day in now if day >= later.from_on]) == 4
    desk.visit("/staff/panel/cycle")
    assert "Every 4 weeks" in desk.main  # what was agreed before stands
    assert "Every 6 months" in desk.main
    desk.follow("Call off").submit("Call it off")
    assert len(days()) == len(now) - 1


def test_support_is_told_once_of_each_date_that_is_near(council: Panel, desk: Page) -> None:
    meets_on = today() + timedelta(days=200)
    with db.transaction():
        commands.add_day(meets_on, by=council.support.id, today=today())
    found = dates(meets_on)
    for day, expected in (
        (found.numbers_by - timedelta(days=20), 0),
        (found.numbers_by, 1),
        (found.numbers_by, 0),
        (found.words_by, 1),
        (found.out_by, 1),
        (meets_on + timedelta(days=1), 0),
    ):
        with db.transaction():
            assert remind_of_dates(datetime(day.year, day.month, day.day, 12, tzinfo=ZONE), ZONE) == expected
    assert [one.kind for one in unseen(council.support.id)] == [NoticeKind.PANEL_DATE]
    desk.visit("/staff").follow("A date before a meeting of the panel is near")
    assert unseen(council.support.id) == []


def test_nobody_is_reminded_of_a_paper_that_is_out(council: Panel) -> None:
    meeting_id = council.meeting(meets_on=today() + timedelta(days=3))
    council.published(meeting_id)
    with db.transaction() as session:
        session.add(
            PlannedMeeting(
                meets_on=today() + timedelta(days=3), is_by_hand=True, made_by_id=council.support.id
            )
        )
    with db.transaction():
        assert remind_of_dates(datetime.now(ZONE), ZONE) == 0
        assert db.session.scalar(sa.select(PlannedMeeting.reminded_of_on)) is None


def test_a_meeting_whose_paper_was_begun_is_not_called_off(council: Panel, desk: Page) -> None:
    meets_on = today() + timedelta(days=3)
    with db.transaction():
        commands.add_day(meets_on, by=council.support.id, today=today())
    council.meeting(meets_on=meets_on)
    with db.transaction():
        (planned,) = coming(today())
    desk.visit("/staff/panel/cycle")
    assert not desk.links("Call off")
    desk.visit(f"/staff/panel/cycle/{planned.id}/off", status=404)


def test_a_new_paper_begins_with_the_next_meeting_that_has_none(council: Panel, desk: Page) -> None:
    days_on = [today() + timedelta(days=each) for each in (9, 70)]
    with db.transaction():
        for day in days_on:
            commands.add_day(day, by=council.support.id, today=today())
    assert desk.visit("/staff/panel/new").value("meets_on-day") == str(days_on[0].day)
    council.meeting(meets_on=days_on[0])
    assert desk.visit("/staff/panel/new").value("meets_on-month") == str(days_on[1].month)
