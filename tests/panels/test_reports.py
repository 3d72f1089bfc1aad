"""Reports to the Improvement Board: written, frozen, read by each as they may; the board's rhythm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.panels.models import BoardReport, BoardRhythm
from portal.panels.presenters.reports import section
from portal.panels.queries.reports import for_pack, listed
from portal.panels.rules.packs import Audience, Gathering
from portal.panels.rules.plan import ActionState
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.planned import TITLE, Plan, people, today


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Plan:
    return people(make)


def test_the_whole_way(there: Plan, make: Make, page: Page) -> None:
    chair, observer = make.staff(Role.BOARD_CHAIR), make.staff(Role.OBSERVER)
    there.sent()
    measure_id = there.measure()
    there.value(measure_id, 20, 3, 37)
    page.sign_in(there.support).visit("/staff/board")
    assert "No report yet" in page.main
    page.follow("Begin a report")
    page.submit("Begin it", meets_on=today() + timedelta(days=7), months="2")
    page.submit(
        "Save", summary="family time holds.", lessons="we ring late.", changed="we ring the same day."
    )
    assert "This is not sent yet" in page.main
    page.sign_in(observer).visit("/staff/board")
    assert "No report yet" in page.main
    page.sign_in(chair).visit("/staff/board").follow(" 20")
    assert "This is not sent yet" in page.main
    assert "Freeze it" not in page.main
    draft = page.url
    page.sign_in(there.support).visit(draft).submit("Freeze it and send it to its readers")
    assert "8.1% (3 of 37)" in page.main

    page.sign_in(observer).visit("/staff").follow("A report to the Improvement Board is there")
    page.follow(" 20")
    assert "we ring late." in page.main
    assert "fewer than 5" in page.main
    assert "Nobody from outside has looked since the last report." in page.main
    assert "8.1" not in page.main
    page.visit("/staff")
    assert "A report to the Improvement Board is there" not in page.main


def test_what_was_frozen_stays_as_it_was(there: Plan, page: Page) -> None:
    action_id, measure_id = there.sent(), there.measure()
    there.value(measure_id, 20, 20, 40)
    report_id = there.report()
    there.value(measure_id, 20, 30, 40)
    there.say(action_id, ActionState.DONE, evidence="the new form")
    page.sign_in(there.support).visit(f"/staff/board/{report_id}")
    assert "50% (20 of 40)" in page.main
    assert "the new form" not in page.main
    url = f"/staff/board/{report_id}"
    assert page.visit(f"{url}/write").url.endswith(url)
    page.post(f"{url}/write", {"summary": "other words"})
    page.post(f"{url}/freeze")
    assert "other words" not in page.visit(url).main
    page.visit(f"{url}/draft", status=404)


def test_two_who_write_it_lose_nothing(
    there: Plan, make: Make, page: Page, another_page: Callable[[], Page]
) -> None:
    url = f"/staff/board/{there.report(frozen=False)}"
    page.sign_in(there.support).visit(f"{url}/write")
    other = another_page().sign_in(make.staff(Role.PANEL_SUPPORT))
    other.visit(f"{url}/draft")
    page.submit("Save", summary="mine.")
    other.submit("Freeze it and send it to its readers")
    assert "Somebody changed it" in " ".join(other.flashes)
    page.visit(f"{url}/write")
    other.visit(f"{url}/write").submit("Save", summary="theirs.")
    page.submit("Save", summary="mine again.", status=422)
    assert "Somebody changed this" in page.mistakes[0]
    assert "mine again." in page.html


def test_what_is_typed_is_sealed(there: Plan) -> None:
    there.report()
    row = db.session.scalars(sa.select(BoardReport)).one()
    for sealed in (row.summary_sealed, row.lessons_sealed, row.frozen_sealed):
        assert sealed
        assert b"family" not in sealed


def test_the_rhythm_says_who_agreed_and_the_old_one_stays(there: Plan, make: Make, page: Page) -> None:
    chair = make.staff(Role.BOARD_CHAIR, name="Ada Chair")
    page.sign_in(there.support).visit("/staff/board/rhythm")
    page.submit("Write it down", weeks="4", from_on=today(), status=422)
    assert page.mistakes == ["Say who agreed to it."]
    page.submit("Write it down", agreed=[str(chair.id)])
    page.follow("Change when the board meets")
    page.submit("Write it down", weeks="0", from_on=today() + timedelta(days=1), agreed_by="x", status=422)
    assert "Write a number of weeks from 1 to 26." in page.mistakes
    page.submit("Write it down", weeks="8", from_on=today() + timedelta(weeks=8), reason="it holds.")
    for words in ("every 4 weeks", "every 8 weeks", "Ada Chair", "it holds."):
        assert words in page.main
    assert db.session.scalar(sa.select(sa.func.count()).select_from(BoardRhythm)) == 2


def test_agreed_reports_are_late_when_they_are(there: Plan, page: Page) -> None:
    with clock.at(clock.now() - timedelta(days=100)):
        there.sent()
    page.sign_in(there.support).visit("/staff/board")
    assert "After 2 months" in page.main
    assert page.main.count("Late") == 1


def test_a_meeting_has_one_report(there: Plan, page: Page) -> None:
    there.report(frozen=False, days=7)
    page.sign_in(there.support).visit("/staff/board/new")
    page.submit("Begin it", meets_on=today() + timedelta(days=7), months="2", status=422)
    assert page.mistakes == ["There is a report for that day already."]
    page.submit("Begin it", months="none")  # sent twice it is one
    assert page.url.endswith("/write")
    assert len(listed(drafts=True)) == 1
    token = {"seen": "2", "summary": "visits hold."}
    for _time in range(2):
        page.post(page.url, token)
        assert page.url.endswith("/draft")
        page.visit(page.url.replace("/draft", "/write"))
    page.visit("/staff/board/new").submit("Begin it", meets_on=today() + timedelta(days=9000), status=422)


@pytest.mark.parametrize(
    "role", [Role.SOCIAL_WORKER, Role.PARTNER, Role.FOSTER_CARER, Role.RECORDS_OFFICER, Role.YOUNG_PERSON]
)
def test_reports_are_for_their_readers(there: Plan, make: Make, page: Page, role: Role) -> None:
    report_id = there.report()
    is_young = role is Role.YOUNG_PERSON
    page.sign_in(make.account_for(make.young_person()) if is_young else make.staff(role))
    page.visit("/staff/board", status=404)
    page.visit(f"/staff/board/{report_id}", status=404)


def test_only_support_writes_and_freezes(there: Plan, make: Make, page: Page) -> None:
    url = f"/staff/board/{there.report(frozen=False)}"
    for role in (Role.BOARD_CHAIR, Role.MANAGER, Role.OBSERVER):
        page.sign_in(make.staff(role))
        page.post(f"{url}/freeze", {"seen": "2"}, status=404)
        page.visit(f"{url}/write", status=404)
    page.sign_in(make.staff(Role.OBSERVER)).visit(f"{url}/draft", status=404)
    told = sa.select(sa.func.count()).select_from(Notice).where(Notice.kind == NoticeKind.BOARD_REPORT)
    assert db.session.scalar(told) == 0


def test_a_pack_says_of_plan_and_targets_what_everybody_may_read(there: Plan, app: flask.Flask) -> None:
    there.sent()
    for name, number in (("few", 3), ("enough", 20)):
        there.value(there.measure(name), 20, number, 40)
    there.value(there.measure("too new"), 1, 30, 40)
    period = Period(today() - timedelta(days=100), today() - timedelta(days=10))
    gathering = Gathering(UUID(int=1), period, clock.now(), today())
    with app.test_request_context():
        kept = for_pack(gathering)
        assert kept is not None
        shown = section(kept, Audience.PUBLIC)
    assert shown is not None
    assert shown.key == "plan"
    rows = {row.label: row.values[0] for row in shown.tables[0].rows}
    assert rows == {"enough": "about 50%", "few": "fewer than 5"}
    assert "1 action" in shown.story
    assert TITLE not in str(kept)
    assert "7.5" not in str(kept)


def test_a_pack_without_plan_and_measures_says_nothing(there: Plan) -> None:
    period = Period(today() - timedelta(days=100), today() - timedelta(days=10))
    assert for_pack(Gathering(UUID(int=1), period, clock.now(), today())) is None
