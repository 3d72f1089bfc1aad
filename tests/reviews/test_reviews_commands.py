"""Planning and holding reviews: series, early ones, double taps, and what begins when one is completed."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.deadlines import queries as due
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import ReviewHeld, YoungPerson
from portal.policy.roles import Role
from portal.reviews.commands import reviews, reviews_given, reviews_held
from portal.reviews.commands.reviews import Meeting
from portal.reviews.commands.reviews_held import Held
from portal.reviews.models import Review, ReviewMeeting
from portal.reviews.queries import reviews as queries
from portal.reviews.rules import MeetingState, Response, ReviewKind, ReviewState
from portal.reviews.rules.reviews import WhyNotReview
from tests.support.factories import Make
from tests.voice.young import rows

DAY = timedelta(days=1)


@pytest.fixture
def today() -> date:
    return clock.now().date()


@pytest.fixture
def sam(make: Make, today: date) -> YoungPerson:
    person = make.young_person(name="Sam Vale")
    make.in_care(person, today - 200 * DAY)
    make.held_before(person, today - 180 * DAY, today - 100 * DAY)
    return person


@pytest.fixture
def iris(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.IRO, name="Iris Holt")


@pytest.fixture
def review(make: Make, sam: YoungPerson, iris: Account) -> Review:
    return make.review(sam, "to_plan")


class Does:
    """Commands as the IRO gives them, each in its own transaction."""

    def __init__(self, by: Account, today: date) -> None:
        self.by, self.today = by.id, today

    def plan(self, review: Review, on: date, send_once: UUID | None = None, why: str = "") -> None:
        with db.transaction():
            reviews.plan(review.id, Meeting(on, why=why), **self.sent(send_once))

    def hold(self, review: Review, held: Held, send_once: UUID | None = None) -> None:
        with db.transaction():
            reviews_held.hold(review.id, held, letter_days=15, **self.sent(send_once))

    def sent(self, send_once: UUID | None) -> dict[str, object]:
        sent = send_once or uuid.uuid4()
        return {"send_once": sent, "by": self.by, "now": clock.now(), "today": self.today}


@pytest.fixture
def does(iris: Account, today: date) -> Does:
    return Does(iris, today)


def _now(review: Review) -> Review:
    with db.transaction() as session:
        return session.get_one(Review, review.id)


def test_the_next_is_made_once_and_stays_right(
    make: Make, sam: YoungPerson, review: Review, today: date
) -> None:
    for _again in range(2):
        make.review(sam, "to_plan")
    assert len(rows(Review)) == 1
    assert review.kind is ReviewKind.LATER
    assert review.due_on == _half_a_year_after(today - 100 * DAY)


def _half_a_year_after(day: date) -> date:
    return due.day_for("review_later", day)


def test_planning_twice_by_a_double_tap_is_one_meeting(does: Does, review: Review, today: date) -> None:
    sent = uuid.uuid4()
    for _tap in range(2):
        does.plan(review, today + 7 * DAY, sent)
    assert [one.on for one in rows(ReviewMeeting)] == [today + 7 * DAY]


def test_moving_keeps_the_first_day_with_why(does: Does, review: Review, today: date) -> None:
    does.plan(review, today + 7 * DAY)
    does.plan(review, today + 9 * DAY, why="They have an exam")
    states = {(one.on, one.state) for one in rows(ReviewMeeting)}
    assert states == {
        (today + 7 * DAY, MeetingState.MOVED),
        (today + 9 * DAY, MeetingState.PLANNED),
    }
    assert _now(review).planned_on == today + 9 * DAY


def test_the_young_person_is_told_once_of_the_newest_day(
    make: Make, does: Does, sam: YoungPerson, review: Review, today: date
) -> None:
    account = make.account_for(sam)
    does.plan(review, today + 7 * DAY)
    does.plan(review, today + 9 * DAY)
    told = [one for one in rows(Notice) if one.kind is NoticeKind.REVIEW_NEWS and not one.dropped_at]
    assert [one.account_id for one in told] == [account.id]


def test_completing_writes_the_return_and_starts_what_follows(
    does: Does, sam: YoungPerson, review: Review, iris: Account, today: date
) -> None:
    does.hold(review, Held(today, "PN2", "Everybody", chaired=True))
    held = _now(review)
    assert (held.state, held.completed_on, held.iro_id) == (ReviewState.HELD, today, iris.id)
    assert (held.participation, held.child_came, held.child_chaired) == ("PN2", True, True)
    assert (today, "PN2") in [(one.held_on, one.participation) for one in rows(ReviewHeld)]
    clocks = {one.kind: one.due_on for one in rows(Deadline) if one.about_id == review.id and not one.done_at}
    assert clocks["review_decisions"] == due.day_for("review_decisions", today)
    assert clocks["review_distribution"] == due.day_for("review_distribution", today)
    assert {"review_decisions_out", "review_record"} <= set(clocks)
    assert "review" not in clocks


def test_completing_makes_the_one_after_counted_from_this_day(
    does: Does, sam: YoungPerson, review: Review, today: date
) -> None:
    early = today
    does.hold(review, Held(early, "PN1"))
    with db.transaction():
        after = queries.open_review(sam.id)
        assert after is not None
        assert after.id != review.id
        assert after.due_on == _half_a_year_after(early)


def test_a_series_is_completed_at_its_last_meeting(
    does: Does, sam: YoungPerson, review: Review, today: date
) -> None:
    does.hold(review, Held(today - 5 * DAY, goes_on=Meeting(today)))
    begun = _now(review)
    assert (begun.state, begun.planned_on) == (ReviewState.BEGUN, today)
    assert today - 5 * DAY not in [one.held_on for one in rows(ReviewHeld)]
    does.hold(review, Held(today, "PN1"))
    assert _now(review).completed_on == today
    assert [one.state for one in rows(ReviewMeeting)] == [MeetingState.HELD] * 2
    assert today in [one.held_on for one in rows(ReviewHeld)]


def test_holding_twice_by_a_double_tap_is_one(does: Does, review: Review, today: date) -> None:
    sent = uuid.uuid4()
    for _tap in range(2):
        does.hold(review, Held(today, "PN1"), sent)
    assert len([one for one in rows(ReviewHeld) if one.held_on == today]) == 1


def test_of_two_who_write_it_down_the_second_is_refused(
    make: Make, does: Does, review: Review, today: date
) -> None:
    other = Does(make.staff(Role.IRO), today)
    does.hold(review, Held(today, "PN1"))
    with pytest.raises(Refused) as refused:
        other.hold(review, Held(today - DAY, "PN7"))
    assert refused.value.reason is WhyNotReview.OVER
    assert _now(review).participation == "PN1"


@pytest.mark.parametrize(
    ("days", "code", "why"),
    [
        (1, "PN1", WhyNotReview.IN_FUTURE),
        (-400, "PN1", WhyNotReview.BEFORE_CARE),
        (-100, "PN1", WhyNotReview.HELD_THAT_DAY),
        (0, "PN0", WhyNotReview.FOUR_OR_OLDER),
    ],
)
def test_what_cannot_have_been(
    does: Does, review: Review, today: date, days: int, code: str, why: WhyNotReview
) -> None:
    with pytest.raises(Refused) as refused:
        does.hold(review, Held(today + days * DAY, code))
    assert refused.value.reason is why
    assert _now(review).state is ReviewState.PLANNED


def test_an_adjourned_meeting_decides_nothing_and_has_another_day(
    does: Does, review: Review, iris: Account, today: date
) -> None:
    does.plan(review, today)
    with db.transaction():
        reviews.adjourn(review.id, "The reports did not come", Meeting(today + 6 * DAY), **does.sent(None))
    now = _now(review)
    assert (now.state, now.planned_on) == (ReviewState.PLANNED, today + 6 * DAY)
    assert {one.state for one in rows(ReviewMeeting)} == {MeetingState.ADJOURNED, MeetingState.PLANNED}


def test_calling_a_meeting_off_leaves_the_review_due(does: Does, review: Review, today: date) -> None:
    does.plan(review, today + 5 * DAY)
    with db.transaction():
        reviews.call_off(review.id, "The IRO is ill", by=does.by, now=clock.now())
    now = _now(review)
    assert (now.state, now.planned_on, now.due_on) == (ReviewState.PLANNED, None, review.due_on)


def test_bringing_forward_must_be_before_its_last_day(does: Does, review: Review, today: date) -> None:
    assert review.due_on
    with pytest.raises(Refused), db.transaction():
        reviews.bring_forward(review.id, Meeting(review.due_on, why="x"), **does.sent(None))
    with db.transaction():
        reviews.bring_forward(review.id, Meeting(today + DAY, why="Home is not safe"), **does.sent(None))
    now = _now(review)
    assert (now.is_brought_forward, now.planned_on) == (True, today + DAY)


def test_a_child_protection_review_is_none_of_the_returns(
    does: Does, sam: YoungPerson, review: Review, today: date
) -> None:
    with db.transaction():
        other = reviews.another(sam.id, Meeting(today), **does.sent(None))
        other_id = other.id
    with db.transaction() as session:
        does_hold = session.get_one(Review, other_id)
    does.hold(does_hold, Held(today, "PN1"))
    assert today not in [one.held_on for one in rows(ReviewHeld)]
    with db.transaction():
        still = queries.open_review(sam.id)
        assert still is not None
        assert still.id == review.id


def test_an_earlier_review_written_down_by_hand_moves_the_next(
    does: Does, sam: YoungPerson, review: Review, today: date
) -> None:
    with db.transaction():
        reviews_held.held_before(sam.id, today - 10 * DAY, "PN6", by=does.by, now=clock.now(), today=today)
    assert _now(review).due_on == _half_a_year_after(today - 10 * DAY)


def test_managers_answer_within_five_days_or_agree_by_silence(
    make: Make, does: Does, sam: YoungPerson, review: Review, today: date
) -> None:
    manager = make.staff(Role.MANAGER)
    make.worker_of(sam, manager=manager)
    does.hold(review, Held(today, "PN1"))
    for _again in range(2):
        with db.transaction():
            reviews_given.decisions_given(_now(review), by=does.by, now=clock.now(), today=today)
    told = [one for one in rows(Notice) if one.kind is NoticeKind.REVIEW_DECISIONS]
    assert [one.account_id for one in told] == [manager.id]
    with db.transaction():
        waits = due.running("review_response", review.id)
        assert waits
        assert waits.due_on == due.day_for("review_manager_response", today)
    with db.transaction():
        said = reviews_given.respond(
            review.id, Response.NOT_ALL, "Not the second", by=manager.id, now=clock.now()
        )
        assert said.response is Response.NOT_ALL
    with pytest.raises(Refused), db.transaction():
        reviews_given.respond(review.id, Response.AGREED, "", by=does.by, now=clock.now())


def test_no_answer_before_the_decisions_were_given(does: Does, review: Review, today: date) -> None:
    does.hold(review, Held(today, "PN1"))
    with pytest.raises(Refused) as refused, db.transaction():
        reviews_given.respond(review.id, Response.AGREED, "", by=does.by, now=clock.now())
    assert refused.value.reason is WhyNotReview.NO_DECISIONS


def test_the_database_itself_holds_one_next_review(sam: YoungPerson, review: Review) -> None:
    now = clock.now()
    other = Review(
        young_person_id=sam.id, send_once=uuid.uuid4(), kind=ReviewKind.LATER, made_at=now, changed_at=now
    )
    with pytest.raises(sa.exc.IntegrityError), db.transaction() as session:
        session.add(other)
