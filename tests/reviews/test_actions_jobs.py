"""What was agreed is reminded of: before its day, up the line once it is late, and where nobody looked."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind as K
from portal.policy.roles import Role
from portal.reviews.commands import actions, actions_own
from portal.reviews.jobs import actions as jobs
from portal.reviews.rules.actions import Ladder, Line

ZONE = ZoneInfo("Europe/London")
LADDER = Ladder(7, 3, 10, 20)


class Council:
    """A young person with a worker, an IRO, and a manager above each."""

    def __init__(self, make):
        self.young = make.young_person()
        self.account = make.account_for(self.young)
        self.manager, self.lead = make.staff(Role.MANAGER), make.staff(Role.MANAGER)
        self.worker = make.worker_of(self.young, manager=self.manager)
        self.iro = make.worker_of(self.young, Role.IRO, manager=self.lead)
        self.names = {
            one.id: name for name, one in vars(self).items() if name in ("manager", "lead", "worker", "iro")
        }

    def agree(self, days, owner="worker", **more):
        today = clock.now().astimezone(ZONE).date()
        owner_id = getattr(self, owner).id if owner else None
        line = Line("Ring", today + timedelta(days=days), owner_id=owner_id, owner_name="Jo", **more)
        with db.transaction():
            (row,) = actions.agree(self.young.id, [line], send_once=uuid.uuid4(), by=self.iro.id, today=today)
            return row.id

    def told(self, kind, about):
        rows = db.session.scalars(
            sa.select(Notice.account_id)
            .where(Notice.kind == kind, Notice.about_id == about, Notice.dropped_at.is_(None))
            .order_by(Notice.made_at)
        ).all()
        db.session.rollback()
        return [self.names.get(one, "?") for one in rows]


@pytest.fixture
def council(make):
    return Council(make)


def _at(days, act, **more):
    """Run a job so many days from now."""
    moment = clock.now() + timedelta(days=days)
    with clock.at(moment), db.transaction():
        return act(moment, zone=ZONE, **more)


def test_an_owner_is_reminded_once_before_the_day(council):
    about = council.agree(10)
    assert _at(2, jobs.remind, ladder=LADDER) == 0
    for day in (3, 3, 4, 10):
        _at(day, jobs.remind, ladder=LADDER)
    assert council.told(K.ACTION_SOON, about) == ["worker"]


def test_what_somebody_from_outside_does_is_reminded_of_through_the_iro(council):
    about = council.agree(1, owner=None)
    _at(0, jobs.remind, ladder=LADDER)
    assert council.told(K.ACTION_SOON, about) == ["iro"]
    _at(2, jobs.remind, ladder=LADDER)
    assert council.told(K.ACTION_LATE, about) == ["iro"]


def test_once_it_is_late_more_hear_it_up_the_line_each_once_a_week(council):
    about = council.agree(1)
    heard = {}
    for late in (0, 1, 1, 2, 4, 11, 21):
        _at(1 + late, jobs.remind, ladder=LADDER)
        heard[late] = sorted(set(council.told(K.ACTION_LATE, about)))
    assert heard[0] == []
    assert heard[1] == ["worker"]
    assert heard[4] == ["worker"]  # the step was missed by a day: they hear it with the next weekly round
    assert heard[11] == ["iro", "manager", "worker"]
    assert heard[21] == ["iro", "lead", "manager", "worker"]
    assert council.told(K.ACTION_LATE, about).count("worker") == 3


def test_the_manager_hears_it_on_the_day_the_ladder_says(council):
    about = council.agree(1)
    for late in (1, 2, 3):
        _at(1 + late, jobs.remind, ladder=LADDER)
    assert council.told(K.ACTION_LATE, about) == ["worker", "manager"]


def test_who_stands_in_hears_it_too(council, make):
    instead = make.staff(Role.SOCIAL_WORKER)
    council.names[instead.id] = "instead"
    make.stand_in(council.worker, instead)
    about = council.agree(1)
    _at(2, jobs.remind, ladder=LADDER)
    assert council.told(K.ACTION_LATE, about) == ["worker", "instead"]


def test_what_was_held_back_has_to_be_told_each_day_until_somebody_did(council):
    today = clock.now().astimezone(ZONE).date()
    about = council.agree(
        20, is_held_back=True, held_back_until=today + timedelta(days=2), held_back_why="first the worker"
    )
    assert _at(1, jobs.ask_to_tell) == 0
    for day in (2, 2, 3):
        _at(day, jobs.ask_to_tell)
    assert council.told(K.ACTION_TO_TELL, about) == ["iro", "iro"]
    with db.transaction():
        actions.told(about, send_once=uuid.uuid4(), by=council.iro.id)
    assert _at(4, jobs.ask_to_tell) == 0


def test_an_owner_who_left_is_replaced_by_somebody(council):
    about = council.agree(20)
    assert _at(0, jobs.ask_for_owners) == 0
    with db.transaction() as session:
        from portal.people.models import CareLink

        link = session.scalars(sa.select(CareLink).where(CareLink.account_id == council.worker.id)).one()
        link.until_on = clock.now().date() - timedelta(days=1)
    for _ in range(2):
        _at(0, jobs.ask_for_owners)
    assert council.told(K.ACTION_OWNER_GONE, about) == ["iro"]


def test_a_role_that_ended_is_an_owner_who_left(council):
    about = council.agree(20)
    with db.transaction() as session:
        from portal.accounts.models import Account

        session.get_one(Account, council.worker.id).is_open = False
    _at(0, jobs.ask_for_owners)
    assert council.told(K.ACTION_OWNER_GONE, about) == ["iro"]


def test_a_chase_nobody_looked_at_goes_to_the_managers(council):
    about = council.agree(20)
    with db.transaction():
        actions_own.chase(
            about, uuid.uuid4(), by=council.account.id, today=clock.now().astimezone(ZONE).date()
        )
    assert _at(3, jobs.hand_up_chases, look_days=3) == 0
    for _ in range(2):
        _at(8, jobs.hand_up_chases, look_days=3)
    assert sorted(council.told(K.ACTION_CHASED, about)) == ["iro", "lead", "manager", "worker"]


def test_a_chase_somebody_looked_at_stays_with_them(council):
    about = council.agree(20)
    with db.transaction() as session:
        actions_own.chase(
            about, uuid.uuid4(), by=council.account.id, today=clock.now().astimezone(ZONE).date()
        )
        session.execute(
            sa.update(Notice)
            .where(Notice.account_id == council.iro.id, Notice.about_id == about)
            .values(seen_at=datetime(2026, 1, 1, tzinfo=UTC))
        )
    assert _at(8, jobs.hand_up_chases, look_days=3) == 0
