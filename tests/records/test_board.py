"""The board: what is most pressing first, filters, looking for a name, the list as a file."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.documents.sheets import harmless
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import RECORDS, STAFF, Role
from portal.policy.viewer import Viewer
from portal.records.models import RecordsRequest
from portal.records.queries import board
from portal.records.rules import Came, EventKind, Stage, State
from portal.records.rules.board import Light, Standing, Wanted, light_of, wanted_of
from portal.vault import keys
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted
from tests.support.world_records import LONDON, make_event, make_request
from tests.voice.young import rows

BOARD = "/staff/records"
TODAY = date(2026, 6, 10)
NEAR = date(2026, 6, 17)


def ago(days: int) -> date:
    return clock.today(LONDON) - timedelta(days=days)


@pytest.mark.once
@pytest.mark.parametrize(
    ("changed", "light"),
    [
        ({}, Light.ON_ITS_WAY),
        ({"due_on": date(2026, 6, 9)}, Light.LATE),
        ({"due_on": TODAY}, Light.AT_RISK),
        ({"due_on": NEAR}, Light.AT_RISK),
        ({"due_on": NEAR + timedelta(days=1)}, Light.ON_ITS_WAY),
        ({"due_on": NEAR, "stage": Stage.CHECKING}, Light.ON_ITS_WAY),
        ({"aim_by_on": date(2026, 6, 9), "stage": Stage.READY}, Light.AT_RISK),
        ({"aim_by_on": TODAY}, Light.ON_ITS_WAY),
        ({"due_on": None}, Light.NO_CLOCK),
        ({"due_on": None, "stands_still_since": date(2026, 6, 1)}, Light.STANDS_STILL),
        ({"due_on": date(2026, 6, 9), "state": State.GIVEN}, Light.ENDED),
        ({"due_on": date(2026, 6, 9), "state": State.UNPROVEN}, Light.LATE),
    ],
)
def test_a_light_follows_from_days_and_step(changed: dict[str, Any], light: Light) -> None:
    plain: dict[str, Any] = {
        "state": State.OPEN,
        "stage": Stage.FINDING,
        "due_on": date(2026, 7, 10),
        "aim_by_on": None,
        "stands_still_since": None,
    }
    assert light_of(Standing(**(plain | changed)), TODAY, NEAR) is light


def test_the_database_gives_the_same_light_as_the_rule(rowan: Account) -> None:
    for days in (0, 20, 24, 31, 60):
        make_request(received_on=ago(days))
    still = make_request()
    make_event(still, EventKind.CLARIFICATION_ASKED, reason="which_time", words="Which?", by=rowan)
    make_event(make_request(), EventKind.WITHDRAWN, reason="asked", by=rowan)
    today = clock.today(LONDON)
    viewer = _viewer(rowan)
    with db.transaction():
        near = board.at_risk_until(today)
        lines, total = board.lines(viewer, Wanted(state=""), today, 1)
        for one in lines:
            r = one.request
            plain = Standing(r.state, r.stage, r.due_on, r.aim_by_on, r.stands_still_since)
            assert one.light is light_of(plain, today, near)
        lights = [list(Light).index(one.light) for one in lines]
    assert total == 7
    assert lights == sorted(lights)
    assert {list(Light)[one] for one in lights} >= {Light.LATE, Light.ON_ITS_WAY, Light.STANDS_STILL}


def test_the_late_one_is_first_and_says_how_late(page: Page, rowan: Account) -> None:
    make_request(name="Wren Early", received_on=ago(1))
    late = make_request(name="Lark Late", received_on=ago(60), officer=rowan)
    page.sign_in(rowan).visit(BOARD)
    assert page.main.index("Lark Late") < page.main.index("Wren Early")
    assert "days late" in page.main
    assert late.reference in page.main
    page.follow(late.reference)
    assert page.url.endswith(str(late.id))


@pytest.mark.once
@pytest.mark.parametrize("role", sorted(STAFF - RECORDS))
def test_nobody_else_finds_the_board(page: Page, make: Make, role: Role) -> None:
    page.sign_in(make.staff(role)).visit(BOARD, status=404)


def test_an_empty_board_says_what_will_be_here(page: Page, dana: Account) -> None:
    page.sign_in(dana).visit(BOARD)
    assert "Nothing is open" in page.main
    assert page.visit(f"{BOARD}?light=late")
    assert "None is like this" in page.main


def test_each_filter_leaves_out_the_others(page: Page, rowan: Account, make: Make) -> None:
    other = make.staff(Role.RECORDS_OFFICER, name="Ines Folder")
    make_request(name="Wren Mine", officer=rowan, came=Came.VOICE)
    make_request(name="Lark Theirs", officer=other)
    still = make_request(name="Finch Asked")
    make_event(still, EventKind.CLARIFICATION_ASKED, reason="which_time", words="Which?", by=rowan)
    over = make_request(name="Robin Over")
    make_event(over, EventKind.WITHDRAWN, reason="asked", by=rowan)
    page.sign_in(rowan)
    for query, names in {
        f"officer={rowan.id}": {"Wren Mine"},
        "officer=nobody": {"Finch Asked"},
        "turn=them": {"Finch Asked"},
        "came=voice": {"Wren Mine"},
        "state=withdrawn": {"Robin Over"},
        "light=ended": {"Robin Over"},
        "light=stands_still": {"Finch Asked"},
        "stage=reading": set(),
        "regime=adoption": set(),
        "year=2019": set(),
        f"year={ago(10).year}&turn=us": {"Wren Mine", "Lark Theirs"},
        "light=x&officer=y&year=20a6&page=999999": {"Wren Mine", "Lark Theirs", "Finch Asked"},
    }.items():
        page.visit(f"{BOARD}?{query}")
        everybody = ("Wren Mine", "Lark Theirs", "Finch Asked", "Robin Over")
        shown = {name for name in everybody if name in page.main}
        assert shown == names or "page=9" in query


@pytest.mark.once
def test_what_is_not_known_in_an_address_is_left_open() -> None:
    odd = {"light": "x", "officer": "'; drop", "year": "²020", "state": "all", "turn": "nobody"}
    assert wanted_of(odd) == Wanted()


def test_one_from_the_public_page_shows_after_two_working_days(page: Page, rowan: Account) -> None:
    make_request(name="Wren New", came=Came.PUBLIC_PAGE, is_proven=False, received_on=ago(0))
    make_request(name="Lark Waits", came=Came.PUBLIC_PAGE, is_proven=False, received_on=ago(9))
    page.sign_in(rowan).visit(BOARD)
    assert "Lark Waits" in page.main
    assert "Wren New" not in page.main
    page.visit(f"{BOARD}?state=unproven")
    assert "Wren New" in page.main


def test_a_conflict_hides_it_from_the_list_the_counts_the_search_and_the_file(
    page: Page, make: Make, rowan: Account, sam: YoungPerson
) -> None:
    request = make_request(person=sam, name="Sam Vale", received_on=ago(60))
    make.statement(sam, concerning=[rowan])
    page.sign_in(rowan).visit(BOARD)
    assert "Nothing is open" in page.main
    page.submit("Find", asked="Sam Vale")
    assert "Nothing was found" in page.main
    assert request.reference not in page.main
    assert request.reference not in _file(page)
    with db.transaction():
        assert board.counts(_viewer(rowan), clock.today(LONDON)) == []


@pytest.mark.parametrize("typed", ["wren", "HOLLOW", "wren hol", "Wrén", "maiden"])
def test_a_name_is_found_without_being_in_the_address(page: Page, rowan: Account, typed: str) -> None:
    make_request(name="Wren Hollow", other_names="Wren Maiden")
    make_request(name="Lark Field")
    page.sign_in(rowan).visit(BOARD).submit("Find", asked=typed)
    assert "Wren Hollow" in page.main
    assert "Lark Field" not in page.main
    assert "asked" not in page.url


def test_a_reference_is_found_however_it_is_typed(page: Page, rowan: Account) -> None:
    request = make_request(name="Wren Hollow")
    make_request(name="Lark Field")
    page.sign_in(rowan).visit(BOARD).submit("Find", asked=f" {request.reference[2:].replace('-', ' ')} ")
    assert "Wren Hollow" in page.main
    assert "Lark Field" not in page.main


def test_nothing_typed_is_said(page: Page, rowan: Account) -> None:
    page.sign_in(rowan).visit(BOARD).submit("Find", asked="", status=422)
    assert "Write a name or a reference" in page.main
    page.submit("Find", asked="x" * 500, status=422)


def test_the_file_has_names_only_when_asked_and_leaves_an_event(page: Page, rowan: Account) -> None:
    request = make_request(name="=Wren Hollow")
    page.sign_in(rowan).visit(BOARD)
    plain = _file(page)
    assert request.reference in plain
    assert "Wren" not in plain
    assert "'=Wren Hollow" in _file(page, with_names="y")
    assert request.reference not in _file(page, light="late")
    assert [one.action for one in rows(Event) if "list taken" in one.action].count(
        "records: list taken with names"
    ) == 1


@pytest.mark.once
@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "  =1", "＝1"])
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert harmless(cell).startswith("'")
    assert harmless("R-1234-5678") == "R-1234-5678"


def test_who_has_what_is_counted(page: Page, rowan: Account) -> None:
    make_request(officer=rowan, received_on=ago(60))
    make_request(officer=rowan)
    page.sign_in(rowan).visit(BOARD)
    with db.transaction():
        found = board.counts(_viewer(rowan), clock.today(LONDON))
    assert {(one.officer_id, one.turn, one.light, one.count) for one in found} == {
        (rowan.id, "us", Light.LATE, 1),
        (rowan.id, "us", Light.ON_ITS_WAY, 1),
    }
    assert "Rowan Shelf" in page.main


def test_a_page_asks_the_same_of_the_database_at_1_and_at_50(page: Page, rowan: Account) -> None:
    make_request(officer=rowan)
    page.sign_in(rowan).visit(BOARD)
    with counted() as first:
        page.visit(BOARD)
    _many(49, rowan.id)
    with counted() as then:
        page.visit(BOARD)
    assert len(then) == len(first)


def test_however_many_there_are_it_is_one_page_and_the_same_queries(
    page: Page, rowan: Account, drill: bool
) -> None:
    """In the long form 10,000 of them."""
    count = 10_000 if drill else 120
    make_request(officer=rowan)
    page.sign_in(rowan).visit(BOARD)
    with counted() as first:
        page.visit(BOARD)
    _many(count - 1, rowan.id)
    with counted() as then:
        page.visit(BOARD)
    assert len(then) == len(first)
    assert f"{count:,} requests" in page.main or f"{count} requests" in page.main
    assert page.main.count("T-0") == board.PAGE_SIZE


def _many(count: int, officer_id: uuid.UUID) -> None:
    """Plain rows, put in at once: names are sealed only where a page opens them."""
    with db.transaction() as session:
        known = session.scalars(sa.select(RecordsRequest)).first()
        assert known is not None
        shared = {
            c.name: getattr(known, c.name)
            for c in RecordsRequest.__table__.columns
            if not c.name.endswith("_sealed")
        }
        values = [
            shared
            | {
                "id": uuid.uuid4(),
                "send_once": uuid.uuid4(),
                "reference": f"T-{number:08}",
                "officer_id": officer_id,
                "due_on": clock.today(LONDON) + timedelta(days=number % 90 - 30),
                "received_on": ago(number % 90),
            }
            for number in range(count)
        ]
        session.execute(sa.insert(RecordsRequest), values)
        for one in values:
            keys.make_for(one["id"])


def _file(page: Page, **fields: str) -> str:
    answer = page.client.post(f"{BOARD}/list.csv", data={"csrf_token": page.token(), **fields})
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return answer.get_data(as_text=True)


def _viewer(account: Account) -> Viewer:
    return Viewer(account_id=account.id, roles=frozenset({Role.RECORDS_OFFICER}))
