"""The register of measures: values, targets, misses, and who reads which numbers."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.disclosure.counts import Cell, Period, What
from portal.disclosure.shown import Mark, Published, Reason, Shown
from portal.kit import clock
from portal.kit.errors import Refused
from portal.listening.models import ListeningQuarter
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.outcomes.queries import to_json
from portal.panels.commands import measures as commands
from portal.panels.commands.measures import NewValue
from portal.panels.jobs import remind_of_plan
from portal.panels.models import MeasureTarget, MeasureValue
from portal.panels.queries.measures_printed import PRINTED
from portal.panels.readymade import all_of
from portal.panels.rules.measures import Better, Unit, WhyNot
from portal.panels.rules.plan import ActionState
from portal.policy.roles import Role
from portal.records.models import RecordsQuarter
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.planned import Plan, people, today
from tests.support.queries import counted

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2027, 3, 1)
DAYS = re.compile(r"\d{1,2} [A-Z][a-z]+(?: \d{4})?")
"""Days as pages write them: a number in one of them says nothing about anybody."""
OUTSIDE = (Role.OBSERVER, Role.SCRUTINY_MEMBER, Role.PANEL_MEMBER, Role.SOCIAL_WORKER)


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Plan:
    return people(make)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _remind(day: date) -> int:
    with clock.at(_noon(day)), db.transaction():
        return remind_of_plan(_noon(day), LONDON)


def _told(kind: NoticeKind, about_id: UUID) -> set[UUID]:
    standing = (Notice.seen_at.is_(None), Notice.dropped_at.is_(None))
    about = (Notice.kind == kind, Notice.about_id == about_id)
    return set(db.session.scalars(sa.select(Notice.account_id).where(*about, *standing)))


def test_a_ready_measure_gets_a_value_and_a_target(there: Plan, page: Page) -> None:
    page.sign_in(there.support).visit("/staff/measures").follow("Take a measure that is ready")
    page.follow("Take it School plans (PEP) up to date")
    page.submit("Put it into the register", owner=str(there.owner.id), post="virtual school head")
    page.follow("Write a value down")
    last = today() - timedelta(days=1)
    page.submit("Write it down", first_on=last - timedelta(days=30), last_on=last, number="30", of="40")
    assert "75% (30 of 40)" in page.main
    page.follow("Set a target")
    page.submit("Set the target", number="85", by_on=today() + timedelta(days=180))
    assert "85% or more by" in page.main
    page.visit("/staff/measures/ready")
    assert "In your register" in page.main


@pytest.mark.parametrize("role", OUTSIDE)
def test_outside_the_board_a_small_number_is_nowhere(there: Plan, make: Make, page: Page, role: Role) -> None:
    measure_id = there.measure(better=Better.DOWN)
    for ago, number in ((200, 17), (100, 3)):
        there.value(measure_id, ago, number, 37, note="seen by seven")
    there.target(measure_id, 4, days=-90)
    page.sign_in(make.staff(role)).visit("/staff/measures")
    assert "fewer than 5" in page.main
    assert "Target met" not in page.main
    page.follow("Visits on time")
    assert "about 45%" in page.main
    for hidden in ("8.1", "37", "(3 of", "seen by seven", "Target met", "17"):
        assert hidden not in DAYS.sub("", page.main), hidden


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.BOARD_CHAIR, Role.MANAGER])
def test_the_board_reads_numbers_as_they_are(there: Plan, make: Make, page: Page, role: Role) -> None:
    measure_id = there.measure()
    there.value(measure_id, 100, 3, 37)
    page.sign_in(make.staff(role)).visit(f"/staff/measures/{measure_id}")
    assert "8.1% (3 of 37)" in page.main


def test_a_small_number_is_warned_of_and_has_to_be_checked(there: Plan, page: Page) -> None:
    measure_id, last = there.measure(), today() - timedelta(days=1)
    page.sign_in(there.support).visit(f"/staff/measures/{measure_id}/value")
    days = {"first_on": last - timedelta(days=30), "last_on": last}
    page.submit("Write it down", number="38", of="40", **days, status=422)
    assert "so few young people" in " ".join(page.mistakes)
    page.submit("Write it down", small=True)
    assert "95% (38 of 40)" in page.main
    small = NewValue(last - timedelta(days=90), last - timedelta(days=60), 2, 40)
    by, now = there.support.id, clock.now()
    with db.transaction():
        row = there.row(measure_id)
        with pytest.raises(Refused) as refused:
            commands.enter(row, small, by=by, now=now, today=today())
    assert refused.value.reason is WhyNot.SMALL


def test_a_corrected_value_and_a_replaced_target_stay(there: Plan, page: Page) -> None:
    measure_id = there.measure()
    there.value(measure_id, 10, 20, 40)
    there.value(measure_id, 10, 22, 40)
    there.target(measure_id, 80)
    there.target(measure_id, 70)
    rows = db.session.execute(sa.select(MeasureValue.number, MeasureValue.replaced_at)).all()
    assert sorted((number, at is not None) for number, at in rows) == [(20, True), (22, False)]
    page.sign_in(there.support).visit(f"/staff/measures/{measure_id}")
    assert "55% (22 of 40)" in page.main
    assert "replaced before its day" in page.main


def test_a_target_whose_day_has_come_stands_for_good(there: Plan) -> None:
    measure_id = there.measure()
    there.target(measure_id, 80, days=-5)
    with db.transaction(), pytest.raises(Refused):
        commands.aim(
            there.row(measure_id),
            today() - timedelta(days=5),
            10,
            "",
            by=there.support.id,
            now=clock.now(),
            today=today(),
            is_brought=True,
        )
    there.target(measure_id, 90)
    kept = db.session.scalars(sa.select(MeasureTarget.number).order_by(MeasureTarget.by_on)).all()
    assert kept == [80, 90]


def test_a_missed_target_asks_its_owner_and_reminds(there: Plan, make: Make, page: Page) -> None:
    with clock.at(_noon(MONDAY - timedelta(days=60))):
        measure_id = there.measure()
        there.value(measure_id, 1, 20, 40)
        there.target(measure_id, 80, days=50)
    asked_on = MONDAY
    assert [_remind(asked_on), _remind(asked_on)] == [1, 0]
    assert _told(NoticeKind.MISS_TO_EXPLAIN, measure_id) == {there.owner.id}
    late = asked_on + timedelta(days=15)
    assert [_remind(late), _remind(late), _remind(late + timedelta(days=7))] == [1, 0, 1]
    assert _told(NoticeKind.MISS_TO_EXPLAIN, measure_id) == {there.owner.id, there.support.id}
    with clock.at(_noon(late)):
        page.sign_in(make.staff(Role.BOARD_MEMBER)).visit(f"/staff/measures/{measure_id}")
        assert "Not answered" in page.main
        page.sign_in(there.owner).visit("/staff/plan/mine").follow("Visits on time")
        page.follow("Say why, what happens now, and by when")
        page.submit("Say it to the board", status=422)
        assert len(page.mistakes) == 3
        url = page.url
        page.submit(
            "Say it to the board", why="too few people.", then="we hire.", by_on=late + timedelta(days=30)
        )
        assert "too few people." in page.main
        page.visit(url)
        assert "It was said why." in " ".join(page.flashes)
        page.sign_in(there.support).visit(url, status=404)  # its owner's alone
    assert _told(NoticeKind.MISS_TO_EXPLAIN, measure_id) == set()


def test_reminders_of_actions_go_to_owner_support_and_then_the_chair(there: Plan, make: Make) -> None:
    chair = make.staff(Role.BOARD_CHAIR)
    with clock.at(_noon(MONDAY)):
        action_id = there.sent(days=30)
    day = MONDAY + timedelta(days=30)
    due, late = NoticeKind.PLAN_DUE, NoticeKind.PLAN_LATE
    assert _remind(day - timedelta(days=20)) == 0
    assert [_remind(day), _remind(day)] == [1, 0]
    assert _told(due, action_id) == {there.owner.id}
    assert [_remind(day + timedelta(days=1)), _remind(day + timedelta(days=2))] == [1, 0]
    assert _told(due, action_id) == set()
    assert _told(late, action_id) == {there.owner.id, there.support.id}
    assert _remind(day + timedelta(days=15)) == 1
    assert _told(late, action_id) == {there.owner.id, there.support.id, chair.id}
    with clock.at(_noon(day)):
        there.say(action_id, ActionState.DONE, evidence="the form")
    assert _remind(day + timedelta(days=40)) == 0
    assert _told(late, action_id) == set()


def test_where_an_owner_has_left_support_hears_before_it_is_late(there: Plan, make: Make) -> None:
    leaver = make.staff(Role.MANAGER)
    with clock.at(_noon(MONDAY)):
        action_id = there.sent(days=3, owner=leaver)
    with db.transaction() as session:
        session.get_one(Account, leaver.id).is_open = False
    assert _remind(MONDAY + timedelta(days=1)) == 1
    assert _told(NoticeKind.PLAN_DUE, action_id) == {there.support.id}


def test_what_comes_from_the_portal_is_what_was_printed(there: Plan, page: Page) -> None:
    measure_id = there.measure("Records on time", portal_key="records_on_time")
    with db.transaction() as session:
        for first, share in ((date(2026, 1, 1), 70), (date(2026, 4, 1), "most"), (date(2026, 7, 1), None)):
            row = RecordsQuarter(
                first_on=first,
                last_on=first + timedelta(days=89),
                counted_at=clock.now(),
                printed={"on_time": share},
            )
            session.add(row)
    page.sign_in(there.support).visit(f"/staff/measures/{measure_id}")
    for words in ("about 70%", "nearly all: fewer than 5 are missing", "too few to say"):
        assert words in page.main
    assert not page.links("Write a value down")
    page.visit(f"/staff/measures/{measure_id}/value")
    assert "Its values are not typed here." in " ".join(page.flashes)


def test_every_printed_source_can_be_read_and_is_ready(database: object) -> None:
    assert {one.portal_key for one in all_of() if one.portal_key} == set(PRINTED)
    assert [read() for read in PRINTED.values()] == [[] for _key in PRINTED]


def test_answers_on_time_are_a_part_of_what_was_printed(there: Plan, page: Page) -> None:
    period = Period(date(2026, 7, 1), date(2026, 9, 30))
    about = {"due": 40, "in_time": 30}
    cells = {Cell(What.THEME, key): Shown(Mark.NUMBER, Reason.ROUNDED, num) for key, num in about.items()}
    heard = to_json(Published(period, cells))
    with db.transaction() as session:
        quarter = {"first_on": period.first, "last_on": period.last, "counted_at": clock.now()}
        session.add(ListeningQuarter(**quarter, numbers={"heard": heard, "silent": {}}))
    measure_id = there.measure("Answers on time", portal_key="answers_on_time")
    page.sign_in(there.support).visit(f"/staff/measures/{measure_id}")
    assert "about 75%" in page.main


def test_the_line_has_a_name_and_a_table_beside_it(there: Plan, page: Page) -> None:
    measure_id = there.measure(about_children=False, unit=Unit.COUNT)
    for ago, number in ((150, 5), (100, 7), (50, 12)):
        there.value(measure_id, ago, number)
    there.target(measure_id, 20)
    page.sign_in(there.support).visit(f"/staff/measures/{measure_id}")
    drawing = next(one for one in page.everything if one.get("class") == "trend")
    assert "from 5 to 12" in (drawing.get("aria-label") or "")
    assert "Getting better" in page.main
    assert drawing.get("style") is None


def test_two_who_change_a_measure_lose_nothing(
    there: Plan, page: Page, another_page: Callable[[], Page]
) -> None:
    url = f"/staff/measures/{there.measure()}/change"
    page.sign_in(there.support).visit(url)
    another_page().sign_in(there.owner).visit(url).submit("Save", name="visits by their day")
    page.submit("Save", name="visits", status=422)
    assert "Somebody changed this while you were writing" in page.mistakes[0]
    page.submit("Save")
    assert page.heading == "visits"


def test_the_list_of_measures_asks_as_much_at_one_as_at_many(there: Plan, page: Page) -> None:
    there.measure("the first")
    page.sign_in(there.support)

    def asked() -> int:
        with counted() as queries:
            page.visit("/staff/measures")
        return len(queries)

    asked()
    one = asked()
    for number in range(4):
        there.value(there.measure(f"another {number}"), 10, 20, 40)
    assert asked() == one


def test_only_those_who_keep_measures_write_them(there: Plan, make: Make, page: Page) -> None:
    measure_id = there.measure()
    for role in (Role.BOARD_CHAIR, Role.OBSERVER, Role.PANEL_MEMBER, Role.SOCIAL_WORKER):
        page.sign_in(make.staff(role))
        for part in ("value", "target", "change"):
            page.post(f"/staff/measures/{measure_id}/{part}", {"number": "1"}, status=404)
        page.visit("/staff/measures/register.csv", status=404)
    page.visit(f"/staff/measures/{uuid.uuid4()}", status=404)
