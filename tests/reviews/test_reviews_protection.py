"""Child protection reviews have a clock of their own: three months, then six, from those really held."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal import db
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import SupportSpan
from portal.people.rules import Support
from portal.policy.roles import Role
from portal.reviews.commands import reviews, reviews_held
from portal.reviews.commands.reviews_held import Held
from portal.reviews.jobs import reviews as jobs
from portal.reviews.models import Review
from portal.reviews.rules import ReviewKind, ReviewState
from portal.reviews.rules.reviews_protection import next_protection
from tests.voice.young import rows

DAY = timedelta(days=1)
LONDON = ZoneInfo("Europe/London")
PLAN = [(date(2026, 3, 2), None)]


@pytest.mark.once
@pytest.mark.parametrize(
    ("plans", "held", "today", "due", "name"),
    [
        (PLAN, [], date(2026, 4, 1), date(2026, 6, 2), "protection_review_first"),
        (PLAN, [date(2026, 5, 20)], date(2026, 6, 1), date(2026, 11, 20), "protection_review_later"),
        # one held before this plan began was of another
        (PLAN, [date(2026, 1, 5)], date(2026, 4, 1), date(2026, 6, 2), "protection_review_first"),
        ([(date(2026, 3, 2), date(2026, 3, 31))], [], date(2026, 4, 1), None, ""),
        ([], [date(2026, 1, 5)], date(2026, 4, 1), None, ""),
    ],
)
def test_when_the_next_is_due(plans, held, today, due, name):
    found = next_protection(plans, held, today)
    assert ((found.due_on, found.clock) if found else (None, "")) == (due, name)


def _today():
    return clock.now().astimezone(LONDON).date()


@pytest.fixture
def iro(make):
    return make.staff(Role.IRO)


@pytest.fixture
def person(make, iro):
    """On a plan since ten days, with somebody who leads their reviews."""
    found = make.young_person()
    make.link(found, iro)
    with db.transaction() as session:
        since = _today() - 10 * DAY
        span = SupportSpan(young_person_id=found.id, kind=Support.PROTECTION, from_on=since)
        session.add(span)
    return found


def _look():
    return jobs.look_at_all(clock.now(), _today())


def _open():
    found = [one for one in rows(Review) if one.kind is ReviewKind.CHILD_PROTECTION]
    return [one for one in found if one.state is ReviewState.PLANNED]


def _plan_one(person, iro, days, once):
    with db.transaction():
        meeting = reviews.Meeting(on=_today() + days * DAY)
        more = {"by": iro.id, "now": clock.now(), "today": _today()}
        return reviews.another(person.id, meeting, send_once=once, **more).id


def test_it_is_made_once_and_planning_one_by_hand_takes_it(person, iro):
    assert [_look(), _look()] == [1, 0]
    (one,) = _open()
    running = next(row for row in rows(Deadline) if row.about_id == one.id)
    assert (one.due_on, running.clock) == (running.due_on, "protection_review_first")
    once = uuid.uuid4()
    assert _plan_one(person, iro, 5, once) == _plan_one(person, iro, 5, once) == one.id
    assert [row.planned_on for row in _open()] == [_today() + 5 * DAY]


def test_the_next_is_counted_from_the_one_that_was_held(person, iro):
    _look()
    (one,) = _open()
    with db.transaction():
        held = Held(_today(), "PN1")
        more = {"by": iro.id, "now": clock.now(), "today": _today()}
        reviews_held.hold(one.id, held, send_once=uuid.uuid4(), **more)
    (after,) = _open()
    assert after.id != one.id
    assert next(row for row in rows(Deadline) if row.about_id == after.id).start_on == _today()
    assert _look() == 0


def test_one_planned_by_hand_before_gets_its_day_and_one_for_nobody_on_a_plan_stays(make, person, iro):
    planned = _plan_one(person, iro, 5, uuid.uuid4())
    other = make.young_person()
    make.link(other, iro)
    by_hand = _plan_one(other, iro, 6, uuid.uuid4())
    _look()
    found = {one.id: one.due_on for one in _open()}
    assert found[by_hand] is None
    assert found[planned] is not None


def test_where_the_plan_has_ended_none_is_due_and_nobody_is_led_by_nobody(make, person):
    _look()
    unled = make.young_person()
    with db.transaction() as session:
        span = session.query(SupportSpan).filter_by(young_person_id=person.id).one()
        span.until_on = _today() - DAY
        session.add(
            SupportSpan(young_person_id=unled.id, kind=Support.PROTECTION, from_on=_today() - 5 * DAY)
        )
    assert _look() == 1
    assert _open() == []


def test_called_off_the_day_stays(person, iro):
    _look()
    once = uuid.uuid4()
    review_id = _plan_one(person, iro, 5, once)
    with db.transaction():
        reviews.call_off(review_id, "The chair is ill", by=iro.id, now=clock.now())
    (one,) = _open()
    assert (one.planned_on, one.due_on is None) == (None, False)


def test_whoever_leads_is_warned_and_sees_it_beside_the_other_one(make, page, person, iro):
    make.in_care(person, since=_today() - 200 * DAY)
    with clock.at(clock.now() + 75 * DAY):
        _look()
        with db.transaction():
            jobs.warn(clock.now(), LONDON, warn_days=20, manager_after=5)
        (one,) = _open()
        told = {row.account_id for row in rows(Notice) if row.about_id == one.id}
        assert told == {iro.id}
        page.sign_in(iro).visit("/staff/reviews")
        assert "Child protection review: by" in page.main
        page.visit(f"/staff/reviews/{person.id}")
        assert "Working Together" in page.main
    assert NoticeKind.REVIEW_SOON in {row.kind for row in rows(Notice)}


def test_the_record_of_one_is_one_page_of_what_was_decided(page, person, iro):
    _look()
    (one,) = _open()
    with db.transaction():
        held = Held(_today(), "PN1")
        more = {"by": iro.id, "now": clock.now(), "today": _today()}
        reviews_held.hold(one.id, held, send_once=uuid.uuid4(), **more)
    page.sign_in(iro).visit(f"/staff/reviews/{one.id}/record")
    assert "What was decided" in page.main
    assert "Record of the child protection review" in page.main
