"""An IRO's challenge: a note, stages with a day each, Cafcass at any moment, closed by an IRO only."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import CareLink, YoungPerson
from portal.policy.roles import Role
from portal.reviews.jobs.challenges import remind_of_iro_challenges
from portal.reviews.models import IroChallenge, IroStep
from portal.reviews.rules import challenges as rules
from portal.reviews.rules.challenges import WhyNot
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

LONDON = ZoneInfo("Europe/London")
NewPage = Callable[[], Page]


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


@pytest.fixture
def head(make: Make) -> Account:
    return make.staff(Role.MANAGER, name="Hana Head")


@pytest.fixture
def morgan(make: Make, head: Account) -> Account:
    return make.staff(Role.MANAGER, name="Morgan Lee", manager=head)


@pytest.fixture
def priya(make: Make, sam: YoungPerson, morgan: Account) -> Account:
    return make.worker_of(sam, name="Priya Nair", manager=morgan)


@pytest.fixture
def iris(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.IRO, name="Iris Holt")


def _open(page: Page, sam: YoungPerson, to: Account, **fields: str) -> Page:
    page.visit(f"/staff/reviews/challenges/new/{sam.id}")
    given = {
        "about": "drift",
        "words": "The plan has not moved since May.",
        "child_says": "I want to know where I live.",
        "stage": "0",
        "to": str(to.id),
        **fields,
    }
    return page.submit("Put it on the record and tell them", **given)


def _row() -> IroChallenge:
    (row,) = rows(IroChallenge)
    return row


def _told(kind: NoticeKind = NoticeKind.IRO_CHALLENGE) -> list[Any]:
    return [one.account_id for one in rows(Notice) if one.kind is kind and not one.dropped_at]


def _running() -> dict[str, date]:
    return {one.kind: one.due_on for one in rows(Deadline) if not one.done_at and not one.dropped_at}


def test_a_note_is_answered_and_the_iro_closes_it(
    another_page: NewPage, sam: YoungPerson, priya: Account, iris: Account
) -> None:
    iro = another_page().sign_in(iris)
    _open(iro, sam, priya)
    assert "It is on the record" in iro.text
    assert _told() == [priya.id]
    assert set(_running()) == {"iro_stage"}  # a note has a day of its own, the whole has none yet

    worker = another_page().sign_in(priya)
    worker.visit(f"/staff/reviews/challenges/{_row().id}")
    assert "The plan has not moved since May." in worker.text
    assert "I want to know where I live." not in worker.main  # the child's view is the IRO's alone
    worker.submit("Send the answer to the IRO", words="We meet on Monday.")
    assert "We meet on Monday." in worker.text
    assert "Close it" not in worker.main
    assert _told() == [iris.id]

    iro.visit(f"/staff/reviews/challenges/{_row().id}")
    iro.submit("Close it", outcome="sorted", changed="A new plan was written with the child.")
    assert "Closed." in iro.text
    assert _row().closed_on is not None
    assert _running() == {}


def test_stages_have_days_of_their_own_within_the_whole(
    another_page: NewPage, sam: YoungPerson, priya: Account, morgan: Account, head: Account, iris: Account
) -> None:
    iro = another_page().sign_in(iris)
    _open(iro, sam, morgan, stage="1")
    first = _running()
    assert set(first) == {"iro_stage", "iro_dispute"}
    assert first["iro_stage"] < first["iro_dispute"]

    iro.visit(f"/staff/reviews/challenges/{_row().id}")
    iro.submit("Move it on and tell them", stage="3", to=str(head.id), words="Please decide.")
    assert "Stage 3" in iro.text
    assert _running()["iro_dispute"] == first["iro_dispute"]  # the whole does not begin anew
    steps = sorted(rows(IroStep), key=lambda one: one.stage)
    assert [one.stage for one in steps] == [1, 3]
    assert steps[-1].due_on is not None
    assert steps[-1].due_on <= first["iro_dispute"]
    assert set(_told()) == {morgan.id, head.id}


def test_cafcass_may_be_asked_beside_a_note_and_after_closing(
    another_page: NewPage, sam: YoungPerson, priya: Account, iris: Account
) -> None:
    iro = another_page().sign_in(iris)
    _open(iro, sam, priya)
    day = {"on-day": "1", "on-month": "1", "on-year": "2099"}
    iro.visit(f"/staff/reviews/challenges/{_row().id}")
    iro.submit("Write the referral down", status=422, why="The plan was not carried out.", **day)
    assert "today or before" in iro.text
    today = clock.today(LONDON)
    iro.submit(
        "Write the referral down",
        **{"on-day": str(today.day), "on-month": str(today.month), "on-year": str(today.year)},
    )
    assert "Referred on" in iro.text
    assert _row().closed_on is None
    assert set(_running()) == {"iro_stage"}  # the referral ended nothing


@pytest.mark.parametrize(
    ("left_out", "says"),
    [
        ({"about": ""}, "Choose what it is about."),
        ({"words": " "}, "Write what is wrong"),
        ({"child_says": ""}, "Write what the child thinks, or choose why you did not ask."),
    ],
)
def test_what_is_left_out_is_asked_for_and_the_rest_is_kept(
    page: Page, sam: YoungPerson, priya: Account, iris: Account, left_out: dict[str, str], says: str
) -> None:
    page.sign_in(iris)
    page.visit(f"/staff/reviews/challenges/new/{sam.id}")
    given = {
        "about": "plan",
        "words": "Kept words.",
        "child_says": "Mine.",
        "stage": "0",
        "to": str(priya.id),
    }
    page.submit(
        "Put it on the record and tell them",
        status=422,
        **{name: text for name, text in (given | left_out).items() if text},
    )
    assert says in page.text
    if "words" not in left_out:
        assert "Kept words." in page.html
    assert rows(IroChallenge) == []


def test_sent_twice_it_is_one(page: Page, sam: YoungPerson, priya: Account, iris: Account) -> None:
    page.sign_in(iris)
    for _ in range(2):
        _open(page, sam, priya, send_once=str(uuid.UUID(int=7)))
    assert len(rows(IroChallenge)) == 1
    assert len(rows(IroStep)) == 1


def test_what_goes_into_the_report_names_nobody(
    page: Page, sam: YoungPerson, priya: Account, iris: Account
) -> None:
    page.sign_in(iris)
    _open(page, sam, priya)
    page.visit(f"/staff/reviews/challenges/{_row().id}")
    page.submit("Close it", status=422, outcome="sorted", changed="Sam’s plan was written, Nair says.")
    assert "A name is in this." in page.text
    assert "Sam’s plan was written" in page.html
    assert _row().closed_on is None


def test_nobody_else_opens_or_closes_it(
    another_page: NewPage, make: Make, sam: YoungPerson, priya: Account, morgan: Account, iris: Account
) -> None:
    iro = another_page().sign_in(iris)
    _open(iro, sam, priya)
    address = f"/staff/reviews/challenges/{_row().id}"
    other = another_page().sign_in(make.staff(Role.IRO, name="Otto Other"))
    other.visit(address, status=404)
    other.visit(f"/staff/reviews/challenges/new/{sam.id}", status=404)
    manager = another_page().sign_in(morgan)
    manager.visit(address, status=404)  # it was not made to them
    worker = another_page().sign_in(priya)
    worker.post(f"{address}/close", {"outcome": "sorted", "changed": "x"}, status=404)
    assert _row().closed_on is None


def test_the_new_iro_takes_it_over(
    another_page: NewPage, make: Make, sam: YoungPerson, priya: Account, iris: Account
) -> None:
    _open(another_page().sign_in(iris), sam, priya)
    later = another_page().sign_in(make.worker_of(sam, Role.IRO, name="Nell New"))
    later.visit("/staff/reviews/challenges")
    assert "Sam Vale" in later.text
    later.visit(f"/staff/reviews/challenges/{_row().id}")
    assert "I want to know where I live." in later.text
    later.submit("Close it", outcome="not_sorted", changed="Nothing yet: a new one was opened.")
    assert _row().closed_by_id != iris.id


def test_the_childs_view_is_kept_from_an_iro_whom_they_spoke_about(
    another_page: NewPage, make: Make, sam: YoungPerson, priya: Account, iris: Account
) -> None:
    _open(another_page().sign_in(iris), sam, priya)
    make.kept_apart(sam, make.statement(sam), iris)
    again = another_page().sign_in(iris)
    again.visit(f"/staff/reviews/challenges/{_row().id}")
    assert "I want to know where I live." not in again.main


def test_who_had_a_note_does_not_read_what_is_said_of_them_later(
    another_page: NewPage, sam: YoungPerson, priya: Account, morgan: Account, iris: Account
) -> None:
    iro = another_page().sign_in(iris)
    _open(iro, sam, priya)
    address = f"/staff/reviews/challenges/{_row().id}"
    iro.visit(address)
    iro.submit("Move it on and tell them", stage="1", to=str(morgan.id), words="Priya did not answer me.")
    worker = another_page().sign_in(priya)
    assert "Priya did not answer me." not in worker.visit(address).main
    assert "The plan has not moved since May." in worker.main
    manager = another_page().sign_in(morgan)
    assert "Priya did not answer me." in manager.visit(address).main
    manager.submit("Send the answer to the IRO", words="I will speak with her.")
    assert "I will speak with her." not in worker.visit(address).main


def test_a_link_that_ends_shuts_it(
    another_page: NewPage, sam: YoungPerson, priya: Account, iris: Account
) -> None:
    iro, worker = another_page().sign_in(iris), another_page().sign_in(priya)
    _open(iro, sam, priya)
    address = f"/staff/reviews/challenges/{_row().id}"
    worker.visit(address)
    yesterday = clock.today(LONDON) - timedelta(days=1)
    with db.transaction() as session:
        session.execute(sa.update(CareLink).values(until_on=yesterday))
    worker.visit(address, status=404)
    iro.visit(address, status=404)  # whoever leads now has it
    assert "Sam Vale" not in iro.visit("/staff/reviews/challenges").main


def test_an_iro_whom_the_child_spoke_about_does_not_write_over_the_childs_view(
    page: Page, make: Make, sam: YoungPerson, priya: Account, iris: Account
) -> None:
    page.sign_in(iris)
    _open(page, sam, priya)
    make.kept_apart(sam, make.statement(sam), iris)
    address = f"/staff/reviews/challenges/{_row().id}/child"
    page.post(address, {"child_says": "All is well."}, status=404)
    assert _row().child_says == "I want to know where I live."


def test_the_same_form_at_once_is_one(make: Make, sam: YoungPerson, priya: Account, iris: Account) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from portal.reviews.commands import challenges
    from portal.reviews.commands.challenges import Times
    from portal.reviews.rules import About

    once = uuid.uuid4()

    def send(_: int) -> uuid.UUID:
        with db.transaction():
            return challenges.open_(
                sam.id,
                once,
                About.PLAN,
                "It does not move.",
                priya.id,
                stage=0,
                child_says="Please.",
                by=iris.id,
                today=clock.today(LONDON),
                times=Times(5, (5, 5, 10)),
            ).id

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(send, range(6)))) == 1
    assert len(rows(IroChallenge)) == 1


def test_late_ones_are_told_once_and_go_up_the_line(
    another_page: NewPage,
    make: Make,
    sam: YoungPerson,
    morgan: Account,
    priya: Account,
    iris: Account,
    head: Account,
) -> None:
    with db.transaction() as session:
        session.execute(sa.update(Account).where(Account.id == iris.id).values(manager_id=head.id))
    _open(another_page().sign_in(iris), sam, morgan, stage="1")
    assert remind_of_iro_challenges(LONDON) == 0
    with db.transaction() as session:
        session.execute(sa.update(Deadline).values(due_on=clock.today(LONDON) - timedelta(days=1)))
    with db.transaction():
        assert remind_of_iro_challenges(LONDON) == 3
    with db.transaction():
        assert remind_of_iro_challenges(LONDON) == 0
    assert set(_told(NoticeKind.IRO_CHALLENGE_LATE)) == {iris.id, morgan.id, head.id}


def test_stages_are_read_from_the_setting() -> None:
    assert rules.stages("5,5,10") == (5, 5, 10)
    for wrong in ("", "0", "5,,5", "a"):
        with pytest.raises(ValueError):
            rules.stages(wrong)


def test_a_stage_is_never_gone_back_to() -> None:
    assert rules.why_not_move_on(2, 2, 3, is_closed=False, has_to=True) is WhyNot.NO_SUCH_STAGE
    assert rules.why_not_move_on(2, 1, 3, is_closed=False, has_to=True) is WhyNot.NO_SUCH_STAGE
    assert rules.why_not_move_on(0, 3, 3, is_closed=False, has_to=True) is None
    assert rules.why_not_move_on(0, 4, 3, is_closed=False, has_to=True) is WhyNot.NO_SUCH_STAGE


def test_a_name_inside_another_word_is_no_name() -> None:
    assert rules.names_somebody("Sam's plan", ["Sam Vale"])
    assert not rules.names_somebody("The same plan", ["Sam Vale"])
    assert not rules.names_somebody("It is so", ["Jo So"])  # of two letters: too common to be taken for names
    assert not rules.names_somebody("A new plan", ["Nell New"])
    assert rules.names_somebody("Mrs New’s plan", ["Nell New"])
