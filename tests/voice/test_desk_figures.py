"""The desk's own figures: how long reading took, and worries told by others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from portal.policy.roles import Role
from portal.voice.rules import Way
from portal.voice.rules.capture import Worry
from portal.voice.rules.desk_figures import (
    BLOCKS,
    by_hour_of_week,
    quarter_of,
    reading_of,
    roughly,
    rounded,
)
from tests.support.factories import Make
from tests.support.pages import Page

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)  # a Tuesday
HOUR = timedelta(hours=1)


def test_half_were_read_within_and_what_is_unread_counts_with_its_waiting() -> None:
    came = [(NOON - 9 * HOUR, NOON - 8 * HOUR), (NOON - 5 * HOUR, NOON - 2 * HOUR), (NOON - 7 * HOUR, None)]
    found = reading_of(came, NOON)
    assert found
    assert (found.number, found.median, found.worst, found.unread) == (3, 3 * HOUR, 7 * HOUR, 1)
    assert reading_of([], NOON) is None


def test_blocks_are_of_the_councils_clocks() -> None:
    summer_night = datetime(2026, 7, 5, 23, 30, tzinfo=UTC)  # Monday half past midnight in London
    week = by_hour_of_week([(summer_night, None)], NOON, LONDON)
    assert week[0][0] is not None
    assert sum(1 for day in week for cell in day if cell) == 1
    assert [len(day) for day in week] == [len(BLOCKS)] * 7
    assert (BLOCKS[0][0], BLOCKS[-1][1]) == (0, 24)
    assert quarter_of(datetime(2026, 3, 31, 23, 30, tzinfo=UTC), LONDON) == (2026, 2)


def test_the_page_shows_the_period_asked_for(page: Page, make: Make) -> None:
    reader = make.staff(Role.READER)
    with time_machine.travel(NOON, tick=False):
        make.statement(make.young_person(), sent_at=NOON - 3 * HOUR, read_by=reader)
        make.statement(make.young_person(), sent_at=NOON - timedelta(days=20), read_by=reader)
        page.sign_in(reader).visit("/staff/desk").follow("Figures")
        assert "half were read within" in page.main
        assert "60 minutes" in page.main
        page.visit("/staff/desk/figures?days=7")
        assert "1came" in page.main
        page.visit("/staff/desk/figures?days=91")
        assert "2came" in page.main


@pytest.mark.parametrize("days", ["x", "-1", "999999999999999999", "", "0"])
def test_another_period_is_the_usual_one(page: Page, make: Make, days: str) -> None:
    page.sign_in(make.staff(Role.MANAGER)).visit(f"/staff/desk/figures?days={days}")
    assert "Nothing came in this period" in page.main


def test_worries_of_others_are_counted_by_who_told_and_quarter(page: Page, make: Make) -> None:
    person = make.young_person()
    carer = make.staff(Role.FOSTER_CARER)
    make.link(person, carer)
    with time_machine.travel(NOON, tick=False):
        make.capture(make.statement(person, way=Way.PASSED_ON), carer, worry=Worry.YES)
        page.sign_in(make.staff(Role.SAFETY_LEAD)).visit("/staff/desk/figures")
    assert "foster carer" in page.main


def test_a_managers_figures_do_not_move_when_something_concerns_them(page: Page, make: Make) -> None:
    manager, reader, person = make.staff(Role.MANAGER), make.staff(Role.READER), make.young_person()
    with time_machine.travel(NOON, tick=False):
        found = [make.statement(person, read_by=reader, sent_at=NOON - HOUR) for _ in range(3)]
        for one in found:
            make.capture(one, make.staff(Role.FOSTER_CARER), worry=Worry.YES)
        page.sign_in(manager).visit("/staff/desk/figures")
        before = page.main
        assert "5came" in before
        make.kept_apart(person, found[0], manager)
        assert page.visit("/staff/desk/figures").main == before
        make.statement(person, concerning=[manager], sent_at=NOON - HOUR)
        assert page.visit("/staff/desk/figures").main == before


def test_a_readers_figures_hold_what_their_own_list_shows(page: Page, make: Make) -> None:
    reader, other, person = make.staff(Role.READER), make.staff(Role.READER), make.young_person()
    with time_machine.travel(NOON, tick=False):
        make.statement(person, read_by=other, sent_at=NOON - HOUR)
        page.sign_in(reader).visit("/staff/desk/figures")
        assert "Only what you may open is counted here." in page.main
        before = page.main
        make.statement(person, concerning=[reader], sent_at=NOON - HOUR)
        make.statement(person, concerning=[reader], read_by=other, sent_at=NOON - HOUR)
        assert page.visit("/staff/desk/figures").main == before


def test_too_few_are_not_shown_to_a_manager() -> None:
    assert [rounded(number) for number in (0, 2, 3, 7, 8)] == [0, 0, 5, 5, 10]
    assert roughly(reading_of([(NOON, NOON)] * 2, NOON)) is None
    assert roughly(None) is None


def test_figures_are_for_readers_leads_and_managers(page: Page, make: Make) -> None:
    for role in (Role.DUTY_WORKER, Role.SOCIAL_WORKER, Role.FOSTER_CARER):
        page.sign_in(make.staff(role)).visit("/staff/desk/figures", status=404)
