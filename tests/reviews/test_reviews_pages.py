"""The IRO's pages: from the list to "it was held", by forms; and what nobody else sees or does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal import db
from portal.accounts.models import Account
from portal.deadlines import queries as due
from portal.kit import clock
from portal.people.models import ReviewHeld, YoungPerson
from portal.policy.roles import Role
from portal.reviews.commands import reviews_given
from portal.reviews.models import BetweenReviews, LateReason, ManagersWord, Review, ReviewMeeting, ReviewTalk
from portal.reviews.rules import MeetingState, ReviewState, TalkHow, WhatLate, WhyLate
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted
from tests.voice.young import rows

DAY = timedelta(days=1)


@pytest.fixture
def today(database: object) -> date:
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
    return make.review(sam, "planned", on=clock.now().date(), iro=iris)


def _fresh(review: Review) -> Review:
    with db.transaction() as session:
        return session.get_one(Review, review.id)


def test_the_list_says_what_is_next_late_first(
    page: Page, make: Make, sam: YoungPerson, iris: Account, review: Review, today: date
) -> None:
    late = make.young_person(name="Kit Marsh")
    make.in_care(late, today - 60 * DAY)
    make.link(late, iris)
    make.review(late, "to_plan")
    page.sign_in(iris).visit("/staff/reviews")
    assert page.main.index("Kit Marsh") < page.main.index("Sam Vale")
    assert "days late" in page.main
    assert "You lead the reviews of 2 young people." in page.main
    assert "50 to 70" in page.main
    page.follow("Late (1)")
    assert "Sam Vale" not in page.main


def test_finding_somebody_puts_no_name_into_an_address(
    page: Page, sam: YoungPerson, iris: Account, review: Review
) -> None:
    page.sign_in(iris).visit("/staff/reviews").submit("Search", asked="sa va")
    assert "1 found" in page.main
    assert "sa" not in page.url.partition("?")[2]
    page.submit("Search", asked="nobody like that")
    assert "Nobody was found." in page.main


def test_an_empty_list_says_how_it_fills(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.IRO)).visit("/staff/reviews")
    assert "No young person’s reviews are yours." in page.main


def test_the_list_as_a_file_does_nothing_in_a_spreadsheet(
    page: Page, make: Make, iris: Account, today: date
) -> None:
    odd = make.young_person(name="=SUM(A1)")
    make.link(odd, iris)
    page.sign_in(iris).visit("/staff/reviews")
    found = page.client.post("/staff/reviews/list.csv", data={"csrf_token": page.token()})
    assert found.mimetype == "text/csv"
    assert "'=SUM(A1)" in found.get_data(as_text=True)


def test_the_list_costs_the_same_however_long(page: Page, make: Make, iris: Account, today: date) -> None:
    page.sign_in(iris).visit("/staff/reviews")  # what comes once a session is over
    costs = []
    for many in (1, 6):
        for _one in range(many):
            person = make.young_person()
            make.in_care(person, today - 30 * DAY)
            make.link(person, iris)
            make.review(person, "to_plan")
        with counted() as queries:
            page.visit("/staff/reviews")
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_one_page_shows_the_day_and_how_it_was_worked_out(
    page: Page, sam: YoungPerson, iris: Account, review: Review
) -> None:
    page.sign_in(iris).visit(f"/staff/reviews/{sam.id}")
    assert page.heading == "Reviews of Sam Vale"
    assert "Led by Iris Holt." in page.main
    assert "Law, checked in its text" in page.main
    assert "SI 2010/959 reg 33(2)" in page.main
    assert "At school" in page.main


def test_whoever_does_not_lead_it_reads_but_does_nothing(
    page: Page, make: Make, sam: YoungPerson, review: Review
) -> None:
    worker = make.worker_of(sam)
    page.sign_in(worker).visit(f"/staff/reviews/{sam.id}")
    assert "It was held" not in page.main
    for address in ("held", "plan", "forward", "adjourn", "call-off", "talk", "late/review"):
        page.visit(f"/staff/reviews/review/{review.id}/{address}", status=404)
    page.visit(f"/staff/reviews/{sam.id}/between", status=404)


def test_whoever_has_nothing_to_do_with_them_sees_nothing(
    page: Page, make: Make, sam: YoungPerson, review: Review
) -> None:
    page.sign_in(make.staff(Role.IRO)).visit(f"/staff/reviews/{sam.id}", status=404)
    page.visit(f"/staff/reviews/review/{review.id}/held", status=404)


def test_a_link_that_ended_ends_it_at_the_next_request(
    page: Page, make: Make, sam: YoungPerson, today: date
) -> None:
    gone = make.staff(Role.IRO)
    make.link(sam, gone, until_on=today - DAY)
    page.sign_in(gone).visit(f"/staff/reviews/{sam.id}", status=404)


def test_moving_asks_why(page: Page, iris: Account, review: Review, today: date) -> None:
    page.sign_in(iris).visit(f"/staff/reviews/review/{review.id}/plan")
    page.submit("Move it", on=today + 9 * DAY, status=422)
    assert "Write why it moves." in page.text
    page.submit("Move it", why="They have an exam", clock="9am")
    assert "They have an exam" in page.main
    assert _fresh(review).planned_on == today + 9 * DAY


@pytest.mark.parametrize(("days", "words"), [(-1, "This day has passed"), (900, "more than two years away")])
def test_days_that_cannot_be(
    page: Page, iris: Account, review: Review, today: date, days: int, words: str
) -> None:
    page.sign_in(iris).visit(f"/staff/reviews/review/{review.id}/plan")
    page.submit("Move it", on=today + days * DAY, why="x", status=422)
    assert words in page.text


def test_from_held_on_to_what_was_agreed(page: Page, iris: Account, review: Review, today: date) -> None:
    page.sign_in(iris).visit(f"/staff/reviews/review/{review.id}/held")
    page.submit("Write it down, then what was agreed", took_part="PN2", talk="phone", talk_note="Was fine")
    held = _fresh(review)
    assert (held.state, held.completed_on, held.participation) == (ReviewState.HELD, today, "PN2")
    assert "/agreed" in page.url
    assert [one.how for one in rows(ReviewTalk)] == [TalkHow.PHONE]
    assert today in [one.held_on for one in rows(ReviewHeld)]
    page.visit(f"/staff/reviews/review/{review.id}/held")
    assert "/agreed" in page.url


def test_held_asks_for_what_must_not_be_left_out(page: Page, iris: Account, review: Review) -> None:
    page.sign_in(iris).visit(f"/staff/reviews/review/{review.id}/held")
    page.submit("Write it down, then what was agreed", status=422)
    assert "Pick how you talked alone, or why you did not." in page.text
    page.submit("Write it down, then what was agreed", talk="phone", done="no", status=422)
    assert "Write the day on which it goes on." in page.text


def test_a_late_one_asks_for_the_true_reason_at_once(
    page: Page, make: Make, iris: Account, today: date
) -> None:
    kit = make.young_person(name="Kit Marsh")
    make.in_care(kit, today - 60 * DAY)
    make.link(kit, iris)
    late = make.review(kit, "to_plan")
    page.sign_in(iris).visit(f"/staff/reviews/review/{late.id}/held")
    page.submit("Write it down, then what was agreed", talk="did_not_want", status=422)
    assert "It was late. Pick why, as it truly was." in page.text
    page.submit("Write it down, then what was agreed", why_late="iro_away")
    assert [(one.what, one.why) for one in rows(LateReason)] == [(WhatLate.REVIEW, WhyLate.IRO_AWAY)]


def test_a_series_goes_on(page: Page, iris: Account, review: Review, today: date) -> None:
    page.sign_in(iris).visit(f"/staff/reviews/review/{review.id}/held")
    page.submit(
        "Write it down, then what was agreed",
        talk="phone",
        done="no",
        next_on=today + 3 * DAY,
        next_clock="14:30",
    )
    assert _fresh(review).state is ReviewState.BEGUN
    planned = [one for one in rows(ReviewMeeting) if one.state is MeetingState.PLANNED]
    assert [(one.on, one.at_time) for one in planned] == [(today + 3 * DAY, "14:30")]


def test_the_note_of_a_private_talk_is_for_who_leads_it(
    page: Page, make: Make, sam: YoungPerson, iris: Account, review: Review
) -> None:
    page.sign_in(iris).visit(f"/staff/reviews/review/{review.id}/talk")
    page.submit("Write it down", how="in_person", note="Zebra crossing")
    assert "Zebra crossing" in page.main
    page.visit(f"/staff/reviews/{sam.id}/between")
    page.submit("Write it down", kind="visit", saw_alone=True, note="Purple door")
    assert "Purple door" in page.main
    page.sign_in(make.worker_of(sam)).visit(f"/staff/reviews/{sam.id}")
    assert "Zebra" not in page.html
    assert "Purple" not in page.html
    assert len(rows(BetweenReviews)) == 1


def test_a_talk_cannot_have_been_tomorrow(page: Page, iris: Account, review: Review, today: date) -> None:
    page.sign_in(iris).visit(f"/staff/reviews/review/{review.id}/talk")
    page.submit("Write it down", how="in_person", on=today + DAY, status=422)
    assert "in the future" in page.text


def test_adjourned_and_called_off(page: Page, iris: Account, review: Review, today: date) -> None:
    page.sign_in(iris).visit(f"/staff/reviews/review/{review.id}/adjourn")
    page.submit("Write it down", on=today + 4 * DAY, why="No reports came")
    assert "broken off" in page.main
    page.visit(f"/staff/reviews/review/{review.id}/call-off").submit("Call it off", why="Snow")
    assert "Snow" in page.main
    assert _fresh(review).planned_on is None


def test_an_earlier_review_by_hand_and_a_child_protection_one(
    page: Page, sam: YoungPerson, iris: Account, review: Review, today: date
) -> None:
    page.sign_in(iris).visit(f"/staff/reviews/{sam.id}/earlier")
    page.submit("Write it down", on=today - 900 * DAY, took_part="PN1", status=422)
    assert "They were not in care that day." in page.text
    page.submit("Write it down", on=today - 40 * DAY)
    assert _fresh(review).due_on == due.day_for("review_later", today - 40 * DAY)
    page.visit(f"/staff/reviews/{sam.id}/another").submit("Plan it", on=today + 20 * DAY)
    assert "Child protection review" in page.main


def test_the_manager_answers_the_decisions(
    page: Page, make: Make, sam: YoungPerson, iris: Account, review: Review, today: date
) -> None:
    manager = make.staff(Role.MANAGER, name="Morgan Lee")
    make.worker_of(sam, manager=manager)
    make.review(sam, "held", on=today, iro=iris)
    address = f"/staff/reviews/review/{review.id}/respond"
    page.sign_in(manager).visit(address)
    assert "not given to you yet" in page.main
    with db.transaction() as session:
        held = session.get_one(Review, review.id)
        reviews_given.decisions_given(held, by=iris.id, now=clock.now(), today=today)
    page.visit(address).submit("Send my answer", response="not_all", status=422)
    assert "Write which decision, and why not." in page.text
    page.submit("Send my answer", words="The third costs too much")
    assert [one.by_id for one in rows(ManagersWord)] == [manager.id]
    page.visit(address)
    assert "An answer is there already." in page.main
    page.sign_in(make.staff(Role.MANAGER)).visit(address, status=404)


def test_why_something_was_late_is_kept_and_can_be_put_right(
    page: Page, make: Make, sam: YoungPerson, iris: Account, review: Review, today: date
) -> None:
    make.review(sam, "held", on=today, iro=iris)
    address = f"/staff/reviews/review/{review.id}/late/decisions"
    for why in ("too_much_work", "no_papers"):
        page.sign_in(iris).visit(address).submit("Write it down", why=why, words="As it was")
    assert [one.why for one in sorted(rows(LateReason), key=lambda one: one.at)] == [
        WhyLate.TOO_MUCH_WORK,
        WhyLate.NO_PAPERS,
    ]
    page.visit(f"/staff/reviews/review/{review.id}/late/breakfast", status=404)
