"""A review that the case system has planned is planned here, and follows it; what is made by hand stays."""

from __future__ import annotations

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from portal import db
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import ReviewHeld, ReviewPlanned
from portal.policy.roles import Role
from portal.reviews.commands import reviews
from portal.reviews.jobs import reviews as jobs
from portal.reviews.models import Review, ReviewMeeting
from portal.reviews.rules import MeetingState, ReviewState
from tests.voice.young import rows

DAY = timedelta(days=1)
LONDON = ZoneInfo("Europe/London")


def _today():
    return clock.now().astimezone(LONDON).date()


def _there(person, days):
    """The case system has it planned for then (None: not any more)."""
    with db.transaction() as session:
        plan = session.query(ReviewPlanned).filter_by(young_person_id=person.id).one_or_none()
        if plan is None:
            plan = ReviewPlanned(young_person_id=person.id)
            session.add(plan)
        plan.planned_on = _today() + days * DAY if days is not None else None
    return jobs.follow_case_system(clock.now(), _today())


def _meetings():
    found = [(one.on - _today(), one.state, one.by_id is None) for one in rows(ReviewMeeting)]
    return sorted(found, key=lambda one: one[0])


@pytest.fixture
def iro(make):
    return make.staff(Role.IRO)


@pytest.fixture
def review(make, iro):
    """The next review of somebody in care, not planned yet."""
    person = make.young_person()
    make.link(person, iro)
    make.account_for(person)
    make.in_care(person, since=_today() - 5 * DAY)
    with db.transaction():
        found = reviews.ensure_review(person.id, today=_today(), now=clock.now())
    found.person = person
    return found


def _row(review):
    return next(one for one in rows(Review) if one.id == review.id)


def test_it_is_planned_here_once_and_its_young_person_is_told(review):
    assert [_there(review.person, 9), _there(review.person, 9)] == [1, 0]
    assert _meetings() == [(9 * DAY, MeetingState.PLANNED, True)]
    assert _row(review).planned_on == _today() + 9 * DAY
    assert [one.kind for one in rows(Notice)].count(NoticeKind.REVIEW_NEWS) == 1


def test_moved_there_it_is_moved_here_and_called_off_there_it_is_not_planned(review):
    _there(review.person, 9)
    _there(review.person, 12)
    assert _meetings() == [(9 * DAY, MeetingState.MOVED, True), (12 * DAY, MeetingState.PLANNED, True)]
    _there(review.person, None)
    assert _meetings()[1] == (12 * DAY, MeetingState.CALLED_OFF, True)
    assert (_row(review).planned_on, _row(review).state) == (None, ReviewState.PLANNED)
    _there(review.person, 12)
    assert _row(review).planned_on == _today() + 12 * DAY


def _by_hand(review, iro, days):
    with db.transaction():
        meeting = reviews.Meeting(on=_today() + days * DAY, where="At school", why="")
        reviews.plan(review.id, meeting, send_once=uuid.uuid4(), by=iro.id, now=clock.now(), today=_today())


def test_what_was_planned_by_hand_is_not_overwritten(review, iro):
    _by_hand(review, iro, 7)
    assert _there(review.person, 9) == _there(review.person, None) == 0
    assert _meetings() == [(7 * DAY, MeetingState.PLANNED, False)]


def test_moved_by_hand_here_it_stays_until_the_case_system_says_something_new(review, iro):
    _there(review.person, 9)
    _by_hand(review, iro, 11)
    assert _there(review.person, 9) == 0
    assert _row(review).planned_on == _today() + 11 * DAY


def test_a_day_that_has_passed_and_nobody_in_care_plan_nothing(make, review):
    assert _there(review.person, -1) == 0
    assert _there(make.young_person(), 5) == 0
    assert _meetings() == []


def test_it_waits_for_the_review_and_is_held_when_the_case_system_says_so(make):
    person = make.young_person()
    assert _there(person, 3) == 0
    make.in_care(person, since=_today() - 5 * DAY)
    jobs._seen.clear()
    jobs.keep_reviews_right(clock.now(), LONDON)
    assert _meetings() == [(3 * DAY, MeetingState.PLANNED, True)]
    with clock.at(clock.now() + 4 * DAY):
        with db.transaction() as session:
            session.add(ReviewHeld(young_person_id=person.id, held_on=_today() - DAY, participation="PN1"))
        jobs.keep_reviews_right(clock.now(), LONDON)
    assert ReviewState.HELD in {one.state for one in rows(Review)}


def test_staff_see_where_the_day_comes_from(page, review, iro):
    _there(review.person, 9)
    page.sign_in(iro).visit("/staff/reviews")
    assert "from the case system" in page.main
    page.visit(f"/staff/reviews/{review.person.id}")
    assert "from the case system" in page.main
    _by_hand(review, iro, 11)
    page.visit(f"/staff/reviews/{review.person.id}")
    assert "from the case system" not in page.main
