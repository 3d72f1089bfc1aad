"""Nobody agrees by silence to what they were not asked; and a list that is saved is written down."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.reviews.commands import reviews_given
from portal.reviews.jobs import reviews as jobs
from portal.reviews.models import ManagersWord, Review
from portal.reviews.rules.reviews import RESPONSE
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def today(database: object) -> date:
    return clock.now().date()


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


@pytest.fixture
def iris(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.IRO)


def _after(days: int) -> int:
    with clock.at(clock.now() + timedelta(days=days)), db.transaction():
        return jobs.agree_where_nobody_answered(clock.now(), LONDON)


def test_nobody_agrees_by_silence_who_was_not_asked(
    make: Make, sam: YoungPerson, iris: Account, today: date
) -> None:
    review = make.review(sam, "held", on=today, iro=iris)
    with db.transaction() as session:
        held = session.get_one(Review, review.id)
        reviews_given.decisions_given(held, by=iris.id, now=clock.now(), today=today)
    assert [_after(days) for days in (1, 20)] == [0, 0]
    assert rows(ManagersWord) == []
    manager = make.staff(Role.MANAGER)
    make.worker_of(sam, manager=manager)
    assert [_after(days) for days in (21, 22)] == [0, 0]
    asked = [one.account_id for one in rows(Notice) if one.kind is NoticeKind.REVIEW_DECISIONS]
    assert asked == [manager.id]
    (runs,) = [one for one in rows(Deadline) if one.kind == RESPONSE]
    assert runs.start_on == today + timedelta(days=21)
    assert [_after(days) for days in (40, 41)] == [1, 0]


@pytest.mark.once
def test_the_list_is_taken_by_a_button_and_that_is_written_down(page: Page, iris: Account) -> None:
    page.sign_in(iris).visit("/staff/reviews").submit("This list as a file (CSV)")
    assert "Sam Vale" in page.html
    page.visit("/staff/reviews/list.csv", status=405)
    taken = [one for one in rows(Event) if one.action == "took list of reviews"]
    assert [one.actor_id for one in taken] == [iris.id]
