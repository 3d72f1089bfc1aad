"""Figures of reviews: counted once a quarter, rounded, no small number in what is kept."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4 as new_id
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.disclosure.counts import Period
from portal.disclosure.quarters import closed_quarters, printed_count, printed_share
from portal.people.models import Episode, ReviewHeld, YoungPerson
from portal.people.rules import codes
from portal.policy.roles import Role
from portal.reviews import figures
from portal.reviews.jobs.figures import count_quarters, count_reports
from portal.reviews.models import ActionEvent, AgreedAction, IroChallenge, IroReport, Review, ReviewsQuarter
from portal.reviews.rules import About, ActionKind, ActionState, ChallengeOutcome, ReviewKind, ReviewState
from portal.reviews.rules import ActionEventKind as K
from portal.reviews.rules.figures import Counted, printed, year_of
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

LONDON = ZoneInfo("Europe/London")
QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))


def _held(person: YoungPerson, *days: date, code: str = "PN1") -> None:
    with db.transaction() as session:
        session.add(Episode(young_person_id=person.id, started_on=date(2025, 1, 6), legal_status="C2"))
        for day in days:
            session.add(ReviewHeld(young_person_id=person.id, held_on=day, participation=code))


def _review(person: YoungPerson, day: date, iro: Account) -> None:
    now = datetime.combine(day, time(12), UTC)
    with db.transaction() as session:
        session.add(
            Review(
                young_person_id=person.id,
                send_once=new_id(),
                kind=ReviewKind.LATER,
                state=ReviewState.HELD,
                iro_id=iro.id,
                completed_on=day,
                made_at=now,
                changed_at=now,
            )
        )


def _challenge(person: YoungPerson, iro: Account, opened: date, closed: date, changed: str) -> None:
    now = datetime.combine(opened, time(12), UTC)
    with db.transaction() as session:
        row = IroChallenge(
            young_person_id=person.id,
            send_once=new_id(),
            by_id=iro.id,
            about=About.DRIFT,
            opened_on=opened,
            closed_on=closed,
            outcome=ChallengeOutcome.SORTED,
            made_at=now,
            changed_at=now,
        )
        session.add(row)
        row.words, row.changed = "It does not move.", changed


def _action(
    person: YoungPerson,
    by: Account,
    due: date,
    state: ActionState,
    ended: date | None,
    owner: Account | None = None,
) -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    with db.transaction() as session:
        session.add(
            AgreedAction(
                young_person_id=person.id,
                kind=ActionKind.REVIEW,
                send_once=new_id(),
                due_on=due,
                state=state,
                ended_on=ended,
                owner_id=owner.id if owner else None,
                made_by_id=by.id,
                made_at=now,
                changed_at=now,
            )
        )


def test_a_review_is_on_time_by_the_reviews_that_were_really_held(make: Make) -> None:
    early, late = make.young_person(), make.young_person()
    # The second was held early, so the third was due six months after that, in January.
    _held(early, date(2025, 1, 30), date(2025, 4, 1), date(2025, 7, 10), date(2026, 1, 9), code="PN1")
    _held(late, date(2025, 1, 30), date(2025, 4, 1), date(2025, 7, 10), date(2026, 1, 12), code="PN5")
    counted = figures.counted(QUARTER, LONDON)
    assert counted.reviews == (1, 1)
    assert dict(counted.participation) == {"PN1": 1, "PN5": 1}


def test_who_kept_their_iro(make: Make) -> None:
    sam, kit = make.young_person(), make.young_person()
    iris, otto = make.staff(Role.IRO), make.staff(Role.IRO)
    for person, second in ((sam, iris), (kit, otto)):
        _review(person, date(2025, 10, 1), iris)
        _review(person, date(2026, 2, 2), second)
    assert figures.counted(QUARTER, LONDON).same_iro == (1, 1)


def test_what_was_agreed_is_kept_only_when_done_by_its_day(make: Make) -> None:
    sam, iris = make.young_person(), make.staff(Role.IRO)
    due = date(2026, 2, 2)
    _action(sam, iris, due, ActionState.DONE, due)
    _action(sam, iris, due, ActionState.DONE, due + timedelta(days=1))
    _action(sam, iris, due, ActionState.NOT_DONE, due)
    _action(sam, iris, due, ActionState.STARTED, None)
    counted = figures.counted(QUARTER, LONDON)
    assert dict(counted.actions) == {"review": (1, 3)}
    assert dict(counted.action_teams) == {}
    assert counted.open_late == 1
    assert counted.oldest_days == (QUARTER.last - due).days


def test_moving_the_day_does_not_keep_a_promise_and_a_chase_taken_back_is_none(make: Make) -> None:
    manager = make.staff(Role.MANAGER)
    sam, owner = make.young_person(), make.staff(Role.SOCIAL_WORKER, manager=manager)
    first, later = date(2026, 2, 2), date(2026, 3, 2)
    _action(sam, owner, later, ActionState.DONE, later, owner=owner)
    (action,) = rows(AgreedAction)
    at = datetime(2026, 2, 1, tzinfo=UTC)
    with db.transaction() as session:
        for number, (kind, before) in enumerate(((K.MOVED, first), (K.CHASED, None), (K.UNCHASED, None))):
            session.add(
                ActionEvent(
                    action_id=action.id,
                    young_person_id=sam.id,
                    send_once=new_id(),
                    kind=kind,
                    at=at + timedelta(hours=number),
                    due_before=before,
                )
            )
    counted = figures.counted(QUARTER, LONDON)
    assert dict(counted.actions) == {"review": (0, 1)}
    assert dict(counted.action_teams) == {str(manager.id): (0, 1)}
    assert counted.chased == 0


def test_what_changed_is_told_of_five_or_more_only(make: Make) -> None:
    iris = make.staff(Role.IRO)
    for number in range(4):
        _challenge(
            make.young_person(), iris, date(2026, 1, 5), date(2026, 1, 20), f"A plan was written {number}."
        )
    assert figures.what_changed(QUARTER) == []
    _challenge(make.young_person(), iris, date(2026, 1, 5), date(2026, 1, 20), "A move was stopped.")
    assert len(figures.what_changed(QUARTER)) == 5
    counted = figures.counted(QUARTER, LONDON)
    assert dict(counted.outcomes) == {"sorted": 5}
    assert counted.days_to_close == [15] * 5


@pytest.mark.once
@pytest.mark.parametrize("small", range(5))
def test_no_small_number_is_printed(small: int) -> None:
    kept = printed(
        Counted(
            reviews=(small, 40),
            participation={"PN1": small},
            late_reasons={"court": small},
            actions={"review": (small, 0)},
            challenges={"drift": small},
            chased=small,
            open_late=small,
            oldest_days=77,
            days_to_close=[3] * small,
            referred=small,
        ),
        QUARTER,
    )
    numbers = [one for one in _leaves(kept) if isinstance(one, int | float)]
    assert all(number == 0 or number >= 5 for number in numbers), kept
    assert kept["oldest_days"] is None
    assert kept["days_to_close"] is None


@pytest.mark.once
def test_no_part_of_a_breakdown_says_by_being_there_that_somebody_is_in_it() -> None:
    few = printed(
        Counted(participation={"PN1": 30, "PN5": 2}, teams={"a": 30, "b": 20, "c": 9, "d": 2, "e": 1}),
        QUARTER,
    )
    none = printed(Counted(participation={"PN1": 32}, teams={"a": 30, "b": 20, "c": 9}), QUARTER)
    assert few["participation"].keys() == none["participation"].keys() == codes.PARTICIPATION.keys()
    assert not isinstance(few["participation"]["PN5"], int)
    assert not isinstance(none["participation"]["PN5"], int)
    assert {"a", "b"} <= few["teams"].keys() <= {"a", "b", "c"}
    assert printed(Counted(felt={"bad": 4}), QUARTER)["felt"] == {}


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in _leaves(one)]
    return [value]


@pytest.mark.once
def test_shares_and_counts_are_printed_so() -> None:
    assert [printed_count(count) for count in (0, 4, 5, 7, 8)] == [None, None, 5, 5, 10]
    assert printed_share(2, 2) is None
    assert printed_share(50, 2) == "most"
    assert printed_share(2, 50) == "few"
    assert printed_share(30, 70) == 30
    assert printed_share(33, 67) == 35


@pytest.mark.once
def test_a_quarter_is_counted_a_week_after_it_closed() -> None:
    assert closed_quarters(date(2026, 1, 1), date(2026, 4, 7)) == []
    assert closed_quarters(date(2026, 1, 1), date(2026, 4, 8)) == [QUARTER]


def test_a_quarter_is_counted_once_and_stands(make: Make) -> None:
    iris = make.staff(Role.IRO)
    _review(make.young_person(), date(2026, 2, 2), iris)
    now = datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert count_quarters(now, LONDON) == 1
    _review(make.young_person(), date(2026, 2, 3), iris)
    assert count_quarters(now, LONDON) == 0
    (row,) = rows(ReviewsQuarter)
    assert row.first_on == date(2026, 1, 1)
    assert figures.as_it_stood(date(2026, 3, 31), now) is not None
    assert figures.as_it_stood(date(2026, 3, 30), now) is None


def test_the_numbers_of_a_report_are_worked_out_by_the_worker(make: Make) -> None:
    iris = make.staff(Role.IRO)
    for number in range(5):
        _challenge(
            make.young_person(), iris, date(2025, 5, 5), date(2025, 6, 5), f"A plan was written {number}."
        )
    with db.transaction() as session:
        session.add(IroReport(year=2025, changed_by_id=iris.id, changed_at=datetime.now(UTC)))
    assert count_reports(LONDON) == 1
    assert count_reports(LONDON) == 0
    (row,) = rows(IroReport)
    assert row.figures["challenges"].keys() == {one.value for one in About}
    assert "A plan was written 3." in row.parts
    assert "A plan was written" not in str(_raw(IroReport))


def test_the_page_and_the_sheet_show_a_counted_quarter(page: Page, make: Make) -> None:
    iris = make.staff(Role.IRO)
    page.sign_in(iris)
    page.visit("/staff/reviews/figures")
    assert "No quarter is counted yet" in page.main
    page.visit("/staff/reviews/figures.csv", status=404)
    for _ in range(7):
        _challenge(make.young_person(), iris, date(2026, 1, 5), date(2026, 1, 20), "A plan was written.")
    _review(make.young_person(), date(2026, 2, 2), iris)
    count_quarters(datetime(2026, 7, 1, 12, tzinfo=UTC), LONDON)
    page.visit("/staff/reviews/figures?quarter=2026-01-01")
    assert "Drift: nothing moves" in page.main
    assert re.search(r"Drift: nothing moves\s*about 5", page.main)
    page.follow("Save the numbers for a spreadsheet (CSV)")
    assert "Drift: nothing moves" in page.html
    for wrong in ("2026-02-01", "x", "2026-13-01"):
        page.visit(f"/staff/reviews/figures?quarter={wrong}", status=404)
    page.sign_in(make.staff(Role.SOCIAL_WORKER)).visit("/staff/reviews/figures", status=404)


def _raw(table: Any) -> Any:
    with db.transaction() as session:
        return session.execute(sa.text(f"SELECT * FROM {table.__tablename__}")).all()


@pytest.mark.once
def test_a_year_of_the_report_runs_from_april_to_march() -> None:
    assert year_of(2025) == Period(date(2025, 4, 1), date(2026, 3, 31))
