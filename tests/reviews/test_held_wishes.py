"""What a young person writes of how they want a review stands on no staff page before somebody trained
read it, and never for whom it concerns; and who came in by a new card sees no place and time of a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.reviews.jobs.wishes import tell_of_what_was_read
from portal.reviews.models import Review, ReviewWish
from portal.voice.models import Statement
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


@pytest.fixture
def me(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


@pytest.fixture
def iris(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.IRO, name="Iris Holt")


@pytest.fixture
def lee(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, name="Lee Hart")


@pytest.fixture
def review(make: Make, sam: YoungPerson, iris: Account) -> Review:
    return make.review(sam, "planned", iro=iris)


def _tell(page: Page, me: Account, review: Review, **wanted: Any) -> None:
    page.sign_in(me).visit(f"/reviews/{review.id}/wishes").submit("Tell them", **wanted)


def _read(make: Make, sam: YoungPerson, *, concerning: Iterable[Account] = ()) -> None:
    """A reader has read it, and marked whom it concerns."""
    (said,) = [one for one in rows(Statement) if one.read_at is None]
    for account in concerning:
        make.kept_apart(sam, said, account)
    with db.transaction() as session:
        session.execute(sa.update(Statement).where(Statement.id == said.id).values(read_at=clock.now()))


def _told() -> list[object]:
    with db.transaction():
        tell_of_what_was_read(clock.now(), LONDON)
    return [
        one.account_id for one in rows(Notice) if one.kind is NoticeKind.REVIEW_WISHES and not one.seen_at
    ]


def _staff_page(page: Page, who: Account, sam: YoungPerson) -> str:
    return page.sign_in(who).visit(f"/staff/reviews/{sam.id}").html


def test_words_wait_until_the_safety_team_has_read_them(
    page: Page, make: Make, me: Account, iris: Account, sam: YoungPerson, review: Review
) -> None:
    _tell(page, me, review, who_not="Not Uncle Quill", anything="Crisps", coming="room")
    assert "Thank you. We have it." in page.text
    assert _told() == []
    html = _staff_page(page, iris, sam)
    assert "Yes, all of it" in html
    assert "Quill" not in html
    assert "Crisps" not in html
    page.visit(f"/staff/reviews/review/{review.id}/held")
    assert "Quill" not in page.html
    assert "Crisps" not in page.html
    page.visit("/staff/reviews")
    assert "new wishes" not in page.main
    _read(make, sam)
    assert [_told(), _told()] == [[iris.id], [iris.id]]
    page.visit("/staff/reviews")
    assert "new wishes" in page.main
    html = _staff_page(page, iris, sam)
    assert "Quill" in html
    assert "Crisps" in html
    page.visit("/staff/reviews")
    assert "new wishes" not in page.main
    assert _told() == []


def test_words_about_who_leads_it_never_reach_them(
    page: Page, make: Make, me: Account, iris: Account, lee: Account, sam: YoungPerson, review: Review
) -> None:
    _tell(page, me, review, who_not="Not Iris, she hit me", anything="Lee hits me", who="Nan Nettle")
    for who in (iris, lee):
        assert "hit" not in _staff_page(page, who, sam)
    _read(make, sam, concerning=[iris, lee])
    assert _told() == []
    for who in (iris, lee):
        html = _staff_page(page, who, sam)
        assert "hit" not in html
        assert "Nettle" not in html
    page.sign_in(iris).visit("/staff/reviews")
    assert "new wishes" not in page.main


def test_words_about_a_worker_reach_who_leads_it(
    page: Page, make: Make, me: Account, iris: Account, lee: Account, sam: YoungPerson, review: Review
) -> None:
    _tell(page, me, review, who_not="Not Lee, he hit me", who="Nan Nettle")
    _read(make, sam, concerning=[lee])
    assert _told() == [iris.id]
    assert "he hit me" in _staff_page(page, iris, sam)
    html = _staff_page(page, lee, sam)
    assert "he hit me" not in html
    assert "Nettle" not in html


def test_words_nobody_had_to_read_are_not_for_somebody_kept_apart(
    page: Page, make: Make, me: Account, iris: Account, lee: Account, sam: YoungPerson, review: Review
) -> None:
    make.statement(sam, "Lee is unkind", read_by=make.staff(Role.READER), concerning=[lee])
    _tell(page, me, review, where="Not in Lee's car, please Nettle", coming="part")
    assert _told() == [iris.id]
    assert "Nettle" in _staff_page(page, iris, sam)
    html = _staff_page(page, lee, sam)
    assert "Nettle" not in html
    assert "Yes, some of it" in html


def test_what_was_changed_waits_again(
    page: Page, make: Make, me: Account, iris: Account, sam: YoungPerson, review: Review
) -> None:
    _tell(page, me, review, who_not="Not Quill")
    _read(make, sam)
    _staff_page(page, iris, sam)
    _tell(page, me, review, who_not="Not Iris, she hit me")
    assert "hit me" not in _staff_page(page, iris, sam)
    (wish,) = rows(ReviewWish)
    assert wish.seen_at
    assert wish.seen_at < wish.changed_at


def test_who_came_in_by_a_new_card_sees_the_day_and_neither_time_nor_place(
    page: Page, make: Make, sam: YoungPerson, review: Review
) -> None:
    account = make.account_for(sam, past_shut_at=clock.now() + timedelta(seconds=1))
    page.sign_in(account)
    for address in ("/reviews", f"/reviews/{review.id}/wishes"):
        page.visit(address)
        assert "At school" not in page.html
        assert "15:30" not in page.html
    page.visit("/reviews")
    day = clock.now().date() + timedelta(days=14)
    assert f"{day.day} {day:%B}" in page.main
    with db.transaction() as session:
        session.get_one(Account, account.id).past_shut_at = None
    page.visit("/reviews")
    assert "At school" in page.main
    assert "15:30" in page.main
