"""A young person's side: when the next review is, how they want it, and whether they were listened to."""

from __future__ import annotations

import json
import uuid
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.reviews.jobs.wishes import tie_what_was_said
from portal.reviews.models import Review, ReviewFelt, ReviewWish
from portal.voice.models import Draft, Recipient, Statement
from portal.voice.rules import Look
from tests.support.factories import Make
from tests.support.pages import Page
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
def me(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


@pytest.fixture
def iris(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.IRO, name="Iris Holt")


@pytest.fixture
def review(make: Make, sam: YoungPerson, iris: Account) -> Review:
    return make.review(sam, "planned", iro=iris)


def _wishes(page: Page, me: Account, review: Review) -> Page:
    return page.sign_in(me).visit(f"/reviews/{review.id}/wishes")


def test_they_see_when_it_is_and_who_leads_it(page: Page, me: Account, review: Review) -> None:
    page.sign_in(me).visit("/reviews")
    assert "Iris Holt leads it." in page.main
    assert "15:30" in page.main
    assert "At school" in page.main


def test_nothing_planned_is_said_with_the_last_day(
    page: Page, me: Account, make: Make, sam: YoungPerson
) -> None:
    make.review(sam, "to_plan")
    page.sign_in(me).visit("/reviews")
    assert "There is no day yet. It must be by" in page.main


def test_without_a_review_the_page_still_helps(page: Page, make: Make) -> None:
    page.sign_in(make.account_for(make.young_person())).visit("/reviews")
    assert "No review is planned." in page.main


def test_how_they_want_it_reaches_who_leads_it(
    page: Page, me: Account, iris: Account, sam: YoungPerson, review: Review
) -> None:
    _wishes(page, me, review).submit(
        "Tell them", coming="part", chair="together", brings="friend", who="My nan", where="At my nan's"
    )
    assert "My nan" in page.main
    assert [one.account_id for one in rows(Notice) if one.kind is NoticeKind.REVIEW_WISHES] == [iris.id]
    page.sign_in(iris).visit("/staff/reviews")
    assert "new wishes" in page.main
    page.visit(f"/staff/reviews/{sam.id}")
    assert "Yes, together with somebody" in page.main
    page.visit("/staff/reviews")
    assert "new wishes" not in page.main


def test_an_empty_page_can_be_sent_and_changed_until_it_is_held(
    page: Page, make: Make, me: Account, iris: Account, sam: YoungPerson, review: Review, today: date
) -> None:
    _wishes(page, me, review).submit("Tell them")
    _wishes(page, me, review).submit("Tell them", coming="room")
    _wishes(page, me, review).submit("Tell them", coming="not")
    assert [one.coming for one in rows(ReviewWish)] == ["not"]
    make.review(sam, "held", on=today, iro=iris)
    _wishes(page, me, review)
    assert "This review was already." in page.text
    assert page.url.endswith("/reviews")


def test_whom_they_do_not_want_there_is_for_who_leads_it_alone(
    page: Page, make: Make, me: Account, iris: Account, sam: YoungPerson, review: Review
) -> None:
    manager = make.staff(Role.MANAGER)
    worker = make.worker_of(sam, manager=manager)
    stand_in = make.staff(Role.IRO)
    make.stand_in(iris, stand_in)
    _wishes(page, me, review).submit("Tell them", who_not="Not Uncle Quill", who="Zed")
    with db.transaction() as session:
        session.execute(sa.update(Statement).values(read_at=clock.now()))
    for who, sees in ((iris, True), (stand_in, True), (worker, False), (manager, False)):
        page.sign_in(who).visit(f"/staff/reviews/{sam.id}")
        assert ("Quill" in page.html) is sees
        assert "Zed" in page.html


def test_whom_they_do_not_want_is_read_by_the_safety_team_once(
    page: Page, me: Account, review: Review
) -> None:
    for _twice in range(2):
        _wishes(page, me, review).submit("Tell them", who_not="Not him, he hits me")
    (said,) = rows(Statement)
    assert said.asked == "review_wish"
    assert said.words == "Not him, he hits me"


def test_other_words_that_sound_unsafe_are_read_by_it_too(page: Page, me: Account, review: Review) -> None:
    _wishes(page, me, review).submit("Tell them", anything="I am scared of him", who="Nan")
    (said,) = rows(Statement)
    assert said.words == "I am scared of him"


def test_other_words_make_no_statement(page: Page, me: Account, review: Review) -> None:
    _wishes(page, me, review).submit("Tell them", who="My friend Kim", anything="Crisps")
    assert rows(Statement) == []


def test_too_long_or_not_offered_is_shown_again_with_what_was_typed(
    page: Page, me: Account, review: Review
) -> None:
    _wishes(page, me, review).submit("Tell them", who="x" * 2001, status=422)
    assert "too long" in page.text
    page.post(f"/reviews/{review.id}/wishes", {"coming": "flying", "who": "Nan"}, status=422)
    assert "Nan" in page.html


def test_what_was_typed_and_not_sent_waits_and_nobody_sees_it(
    page: Page, me: Account, iris: Account, sam: YoungPerson, review: Review
) -> None:
    page.sign_in(me)
    page.post(f"/reviews/{review.id}/wishes/keep", {"who": "My nan Nettle"}, status=204)
    page.visit("/reviews")
    assert "You have started something" in page.main
    page.visit(f"/reviews/{review.id}/wishes")
    assert "My nan Nettle" in page.html
    page.sign_in(iris).visit(f"/staff/reviews/{sam.id}")
    assert "Nettle" not in page.html
    page.visit("/staff/reviews")
    assert "new wishes" not in page.main


def test_somebody_elses_review_is_not_there(page: Page, make: Make, review: Review) -> None:
    page.sign_in(make.account_for(make.young_person()))
    for address in ("wishes", "felt"):
        page.visit(f"/reviews/{review.id}/{address}", status=404)
    for address in ("wishes/keep", "say", "advocate"):
        page.post(f"/reviews/{review.id}/{address}", status=404)


def test_what_they_want_said_begins_as_any_statement_and_is_tied(
    page: Page, make: Make, me: Account, sam: YoungPerson, review: Review
) -> None:
    page.sign_in(me).visit("/reviews").submit("Say what you want to be said")
    assert page.url.endswith("/say")
    (draft,) = rows(Draft)
    assert json.loads(draft.content)["typed"]["asked"] == "before_review"
    said = make.statement(sam, "I want to see my sister", asked="before_review")
    assert [_tie(), _tie()] == [1, 0]
    (wish,) = rows(ReviewWish)
    assert wish.statement_id == said.id


def _tie() -> int:
    with db.transaction():
        return tie_what_was_said(clock.now())


def test_what_they_have_started_stays(page: Page, me: Account, review: Review) -> None:
    page.sign_in(me).visit("/say").submit("Next", face="good")
    page.visit("/reviews").submit("Say what you want to be said")
    (draft,) = rows(Draft)
    assert json.loads(draft.content)["typed"]["face"] == "good"


def test_something_kept_from_the_iro_does_not_show_in_wishes_or_suggestions(
    page: Page, make: Make, sam: YoungPerson, iris: Account, review: Review
) -> None:
    make.statement(
        sam,
        "It is about Iris",
        to=[iris],
        asked="before_review",
        concerning=[iris],
        read_by=make.staff(Role.READER),
    )
    _tie()
    page.sign_in(iris).visit(f"/staff/reviews/{sam.id}")
    assert "What they want said" not in page.main
    page.visit("/staff/reviews")
    assert "new wishes" not in page.main
    page.visit(f"/staff/reviews/review/{review.id}/held")
    assert "sent you words" not in page.main


def test_what_reached_the_iro_counts_for_the_suggestion(
    page: Page, make: Make, me: Account, sam: YoungPerson, iris: Account, review: Review
) -> None:
    make.statement(
        sam,
        "I want football",
        to=[iris],
        asked="before_review",
        read_by=make.staff(Role.READER),
        answerer=iris,
    )
    _wishes(page, me, review).submit("Tell them", coming="not")
    page.sign_in(iris).visit(f"/staff/reviews/review/{review.id}/held")
    assert "Did not come, and said it another way" in page.main
    assert "They sent you words for this review." in page.main


def test_an_advocate_in_one_tap(page: Page, make: Make, me: Account, review: Review) -> None:
    make.staff(Role.ADVOCATE)
    _wishes(page, me, review).submit("Tell them", brings="advocate")
    page.submit("Write to an advocate now")
    (draft,) = rows(Draft)
    assert json.loads(draft.content)["typed"]["to"] == ["advocate"]


@pytest.fixture
def held(make: Make, sam: YoungPerson, iris: Account, review: Review, today: date) -> Review:
    return make.review(sam, "held", on=today, iro=iris)


def test_a_face_and_words_after_it(page: Page, me: Account, iris: Account, held: Review) -> None:
    page.sign_in(me).visit("/reviews").follow("Were you listened to?")
    page.submit("Tell them", face="ok", words="They talked too fast")
    (felt,) = rows(ReviewFelt)
    (said,) = rows(Statement)
    assert (felt.face, felt.statement_id) == ("ok", said.id)
    assert said.asked == "after_review"
    assert [one.account_id for one in rows(Recipient)] == [iris.id]
    page.visit("/reviews").follow("Change what you said").submit("Tell them", face="bad")
    assert [(one.face, one.statement_id) for one in rows(ReviewFelt)] == [("bad", said.id)]


def test_the_face_is_for_who_leads_their_reviews(
    page: Page, make: Make, me: Account, iris: Account, sam: YoungPerson, held: Review
) -> None:
    page.sign_in(me).visit(f"/reviews/{held.id}/felt").submit("Tell them", face="bad")
    page.sign_in(iris).visit(f"/staff/reviews/{sam.id}")
    assert "I was not listened to." in page.main
    page.sign_in(make.worker_of(sam)).visit(f"/staff/reviews/{sam.id}")
    assert "I was not listened to." not in page.main


def test_a_double_tap_is_one_statement(page: Page, me: Account, held: Review) -> None:
    page.sign_in(me)
    once = str(uuid.uuid4())
    for _tap in range(2):
        page.post(f"/reviews/{held.id}/felt", {"send_once": once, "face": "good", "words": "Fine"})
    assert len(rows(Statement)) == 1


def test_how_it_was_waits_until_it_was(page: Page, me: Account, review: Review) -> None:
    page.sign_in(me).visit(f"/reviews/{review.id}/felt").submit("Tell them", face="good")
    assert "You can say this after your review." in page.text
    assert rows(ReviewFelt) == []


def _shut(me: Account) -> None:
    with db.transaction() as session:
        session.get_one(Account, me.id).past_shut_at = clock.now()


def test_the_past_stays_shut_to_a_way_in_that_nobody_checked(
    page: Page, make: Make, me: Account, held: Review, sam: YoungPerson, iris: Account, today: date
) -> None:
    with db.transaction() as session:
        session.get_one(Review, held.id).completed_on = today - 3 * DAY
    coming = make.review(sam, "planned", on=today + 5 * DAY, iro=iris)
    _wishes(page, me, coming).submit("Tell them", who="Secret Sorrel")
    _shut(me)
    page.visit("/reviews")
    assert "Sorrel" not in page.html
    assert "There are older ones." in page.main
    page.visit(f"/reviews/{held.id}/felt", status=404)
    page.visit(f"/reviews/{coming.id}/wishes")
    assert "Sorrel" not in page.html
    page.submit("Tell them", who="And Nan")
    (wish,) = rows(ReviewWish)
    assert wish.who == "Secret Sorrel\n\nAnd Nan"


def test_little_ones_and_easy_read_have_pictures(
    page: Page, make: Make, me: Account, sam: YoungPerson, review: Review
) -> None:
    make.look(sam, Look.LITTLE)
    page.sign_in(me).visit("/reviews")
    assert "See me on my own" in page.main
    assert "A review is a meeting about you." in page.main
    _wishes(page, me, review)
    assert "Somebody big can help you." in page.main
