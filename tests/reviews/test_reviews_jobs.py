"""The worker keeps the next review of everybody in care, warns in time, and lets decisions stand."""

from __future__ import annotations

import time
import uuid
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.deadlines import commands as deadlines
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people import commands as people
from portal.people.imports import import_903
from portal.people.models import Episode, ReviewHeld, YoungPerson
from portal.policy.roles import Role
from portal.reviews.commands import reviews_given
from portal.reviews.jobs import reviews as jobs
from portal.reviews.models import ManagersWord, Review
from portal.reviews.rules import ReviewKind, ReviewState
from tests.support.factories import Make
from tests.support.queries import counted
from tests.voice.young import rows

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
SAMPLE = Path(__file__).parents[2] / "portal" / "demo" / "data" / "ssda903"


@pytest.fixture
def today(database: object) -> date:
    return clock.now().date()


@pytest.fixture
def sam(make: Make, today: date) -> YoungPerson:
    person = make.young_person(name="Sam Vale")
    make.in_care(person, today - 10 * DAY)
    return person


def _look() -> int:
    return jobs.keep_reviews_right(clock.now(), LONDON)


def _reviews() -> list[Review]:
    return sorted(rows(Review), key=lambda one: one.made_at)


def test_everybody_in_care_gets_one_and_never_two(make: Make, sam: YoungPerson, today: date) -> None:
    at_home = make.young_person()
    break_only = make.young_person()
    make.in_care(break_only, today - 10 * DAY, legal_status="V3")
    assert _look() == 1
    assert [_look(), _look()] == [0, 0]
    made = _reviews()
    assert [(one.young_person_id, one.kind) for one in made] == [(sam.id, ReviewKind.FIRST)]
    assert at_home.id not in {one.young_person_id for one in made}


def test_a_review_held_elsewhere_moves_the_next(make: Make, sam: YoungPerson, today: date) -> None:
    _look()
    make.held_before(sam, today - 2 * DAY)
    _look()
    (review,) = _reviews()
    assert (review.kind, review.due_on) == (ReviewKind.SECOND, _months(today - 2 * DAY, 3))


def _months(day: date, many: int) -> date:
    from portal.clocks.engine import work_out

    due_on = work_out("review_second" if many == 3 else "review_later", day).due_on
    assert due_on
    return due_on


def test_a_planned_one_that_the_import_says_was_held_is_completed(
    make: Make, sam: YoungPerson, today: date
) -> None:
    iris = make.worker_of(sam, Role.IRO)
    planned = make.review(sam, "planned", on=today, iro=iris)
    make.held_before(sam, today, code="PN6")
    _look()
    by_id = {one.id: one for one in _reviews()}
    held = by_id.pop(planned.id)
    assert (held.state, held.completed_on, held.participation) == (ReviewState.HELD, today, "PN6")
    assert [one.kind for one in by_id.values()] == [ReviewKind.SECOND]
    assert len(rows(ReviewHeld)) == 1


def test_leaving_care_drops_it_and_coming_back_starts_anew(sam: YoungPerson, today: date) -> None:
    _look()
    with db.transaction() as session:
        episode = session.scalars(sa.select(Episode)).one()
        episode.ended_on, episode.reason_ended = today - DAY, "E4A"
        session.get_one(YoungPerson, sam.id).changed_at = clock.now()
    assert _look() == 1
    assert [one.state for one in _reviews()] == [ReviewState.CALLED_OFF]
    assert [one.dropped_at is not None for one in rows(Deadline) if one.kind == "review"] == [True]
    with db.transaction() as session:
        session.add(Episode(young_person_id=sam.id, started_on=today, legal_status="C2"))
    assert _look() == 1
    states = [(one.state, one.kind) for one in _reviews()]
    assert states[1:] == [(ReviewState.PLANNED, ReviewKind.FIRST)]


def test_whoever_was_found_to_be_another_has_none(make: Make, sam: YoungPerson, today: date) -> None:
    twin = make.young_person(born_on=sam.born_on)
    make.in_care(twin, today - 10 * DAY)
    assert _look() == 2
    with db.transaction() as session:
        # One that only an import brought has no number of the council's own.
        session.get_one(YoungPerson, twin.id).child_ref = ""
        session.get_one(YoungPerson, twin.id).child_ref_hash = None
        people.merge(session.get_one(YoungPerson, sam.id), session.get_one(YoungPerson, twin.id), by=None)
    _look()
    kept = [one.young_person_id for one in _reviews() if one.state is ReviewState.PLANNED]
    assert len(kept) == 1


def test_a_proclaimed_holiday_moves_the_copies_of_the_day(sam: YoungPerson, today: date) -> None:
    _look()
    before = _reviews()[0].due_on
    assert before
    day = before if before.weekday() < 5 else before - 2 * DAY
    with db.transaction():
        deadlines.add_day(day, "A day off", by=None, today=today)
    after = _reviews()[0].due_on
    assert after
    assert after > before


def _warn(days_on: int = 0) -> int:
    with clock.at(clock.now() + timedelta(days=days_on)), db.transaction():
        return jobs.warn(clock.now(), LONDON, warn_days=10, manager_after=5)


def test_warned_once_when_near_then_when_late_then_up_the_line(
    make: Make, sam: YoungPerson, today: date
) -> None:
    manager = make.staff(Role.MANAGER)
    iris = make.worker_of(sam, Role.IRO, manager=manager)
    _look()
    due_on = _reviews()[0].due_on
    assert due_on
    left = (due_on - today).days
    assert _warn(left - 11) == 0
    assert [_warn(left - 9), _warn(left - 8)] == [1, 0]
    assert [_warn(left + 1), _warn(left + 2)] == [1, 0]
    assert _warn(left + 9) == 1
    told = [(one.kind, one.account_id) for one in sorted(rows(Notice), key=lambda one: one.made_at)]
    assert told == [
        (NoticeKind.REVIEW_SOON, iris.id),
        (NoticeKind.REVIEW_LATE, iris.id),
        (NoticeKind.REVIEW_LATE, manager.id),
    ]


def test_nobody_is_warned_of_one_planned_in_time(make: Make, sam: YoungPerson, today: date) -> None:
    iris = make.worker_of(sam, Role.IRO)
    review = make.review(sam, "planned", on=today + DAY, iro=iris)
    assert review.due_on
    assert _warn((review.due_on - today).days - 5) == 0


def test_who_leads_it_today_is_told_not_who_did(make: Make, sam: YoungPerson, today: date) -> None:
    gone = make.staff(Role.IRO)
    make.link(sam, gone, until_on=today - DAY)
    now_leads: Account = make.worker_of(sam, Role.IRO)
    _look()
    due_on = _reviews()[0].due_on
    assert due_on
    _warn((due_on - today).days - 3)
    assert [one.account_id for one in rows(Notice)] == [now_leads.id]


def test_late_decisions_reach_who_leads_it(make: Make, sam: YoungPerson, today: date) -> None:
    iris = make.worker_of(sam, Role.IRO)
    make.review(sam, "held", on=today, iro=iris)
    assert _warn(30) == 1
    assert [one.kind for one in rows(Notice)] == [NoticeKind.REVIEW_LATE]


def test_silence_of_five_days_is_agreement_written_once(make: Make, sam: YoungPerson, today: date) -> None:
    iris = make.worker_of(sam, Role.IRO)
    make.worker_of(sam, manager=make.staff(Role.MANAGER))
    review = make.review(sam, "held", on=today, iro=iris)
    now = clock.now()
    with db.transaction() as session:
        held = session.get_one(Review, review.id)
        reviews_given.decisions_given(held, by=iris.id, now=now, today=today)
    done = []
    for days in (1, 20, 21):
        with clock.at(now + timedelta(days=days)), db.transaction():
            done.append(jobs.agree_where_nobody_answered(clock.now(), LONDON))
    assert done == [0, 1, 0]
    (said,) = rows(ManagersWord)
    assert said.by_id is None


def test_looking_costs_the_same_queries_however_many(make: Make, today: date) -> None:
    now, costs = clock.now(), []
    for many in (1, 12):
        for _child in range(many):
            make.in_care(make.young_person(), today - 10 * DAY)
        jobs.look_at_all(now, today)
        with counted() as queries:
            assert jobs.look_at_all(now, today) == 0
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_sample_return_gets_one_each(database: object, drill: bool, tmp_path: Path) -> None:
    """Some of the sector's sample; all 2,675 children of it, and how long that takes, in the drill."""
    with db.transaction():
        import_903(SAMPLE if drill else _some_of_it(tmp_path))
    now = clock.now()
    for most in (60, 10):  # the first run makes all of them, the next ones only look
        began = time.monotonic()
        jobs.look_at_all(now, now.date())
        assert time.monotonic() - began < most
    found = rows(Review)
    assert len({one.young_person_id for one in found}) == len(found) > (400 if drill else 3)


def _some_of_it(folder: Path) -> Path:
    """The first 60 children."""
    wanted: set[str] = set()
    for name in ("header.csv", "episodes.csv", "reviews.csv"):
        lines = (SAMPLE / name).read_text(encoding="utf-8").splitlines(keepends=True)
        wanted = wanted or {line.partition(",")[0] for line in lines[1:61]}
        kept = [line for line in lines[1:] if line.partition(",")[0] in wanted]
        (folder / name).write_text("".join([lines[0], *kept]), encoding="utf-8")
    return folder


def test_two_workers_at_once_make_one(sam: YoungPerson, today: date) -> None:
    """The second finds that the database holds one already, and its batch is left for the next minute."""
    _look()
    now = clock.now()
    twice = Review(
        young_person_id=sam.id, send_once=uuid.uuid4(), kind=ReviewKind.FIRST, made_at=now, changed_at=now
    )
    with pytest.raises(sa.exc.IntegrityError), db.transaction() as session:
        session.add(twice)
    assert len(_reviews()) == 1
