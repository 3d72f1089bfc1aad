"""How much the desk has to bear: said at its top, and safety leads are told once when it is too much."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
import time_machine

from portal import db
from portal.accounts.models import Account
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice import jobs
from portal.voice.rules.desk_load import Load
from tests.support.factories import Make
from tests.support.pages import Page

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def _tell(now: datetime, full_at: int) -> int:
    with time_machine.travel(now, tick=False), db.transaction():
        return jobs.tell_when_full(now, zone=LONDON, full_at=full_at)


def _standing(account: Account) -> int:
    notices = sa.select(sa.func.count()).where(
        Notice.account_id == account.id, Notice.kind == NoticeKind.DESK_FULL, Notice.dropped_at.is_(None)
    )
    return db.session.scalar(notices) or 0


def test_at_this_pace() -> None:
    assert Load(unread=6, came=0, read=3).read_through_at(NOON) == NOON + 6 * HOUR
    assert Load(unread=6, came=9, read=0).read_through_at(NOON) is None
    assert Load(unread=0, came=9, read=9).read_through_at(NOON) is None


def test_the_desk_says_what_came_what_was_read_and_the_pace(page: Page, make: Make) -> None:
    reader = make.staff(Role.READER)
    with time_machine.travel(NOON, tick=False):
        make.statement(make.young_person(), sent_at=NOON - 2 * HOUR, read_by=reader)
        for _number in range(2):
            make.statement(make.young_person(), sent_at=NOON - HOUR)
        page.sign_in(reader).visit("/staff/desk")
    assert "In the last 3 hours 3 came. 1 was read." in page.main
    assert "At this pace all of it is read by" in page.main
    assert "The desk is full" not in page.main


def test_a_full_desk_says_so_and_still_shows_everything(page: Page, make: Make) -> None:
    people = [make.young_person(name=f"Child No{number}") for number in range(25)]
    for person in people:
        make.statement(person)
    page.sign_in(make.staff(Role.READER)).visit("/staff/desk")
    assert "The desk is full" in page.main
    assert all(person.name in page.main for person in people)


def test_safety_leads_are_told_once_and_again_only_after_it_was_better_for_long(make: Make) -> None:
    lead, reader = make.staff(Role.SAFETY_LEAD), make.staff(Role.READER)
    for _number in range(2):
        make.statement(make.young_person(), sent_at=NOON)
    assert _tell(NOON, 3) == 0
    assert _tell(NOON, 2) == 1
    assert _tell(NOON + HOUR, 2) == 0
    assert (_standing(lead), _standing(reader)) == (1, 0)
    _tell(NOON + 2 * HOUR, 3)  # it has drained
    assert _standing(lead) == 0
    assert _tell(NOON + 3 * HOUR, 2) == 0
    assert _tell(NOON + 13 * HOUR, 2) == 1


def test_what_is_shut_to_a_lead_does_not_fill_their_desk(make: Make) -> None:
    lead, other = make.staff(Role.SAFETY_LEAD), make.staff(Role.SAFETY_LEAD)
    make.statement(make.young_person(), concerning=[lead])
    assert _tell(NOON, 1) == 1
    assert (_standing(lead), _standing(other)) == (0, 1)
