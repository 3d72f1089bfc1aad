"""The plan and the measures as files: what comes out goes in again, and a bad line takes nothing in."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.panels.imports import measures as measures_file
from portal.panels.imports import plan as plan_file
from portal.panels.models import Measure, MeasureMiss, MeasureTarget, MeasureValue, PlanAction, PlanStep
from portal.panels.queries import measures, plan
from portal.panels.rules.measures import Better, Unit
from portal.panels.rules.plan import ActionState
from portal.panels.rules.sheets import Bad, Wrong
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.planned import Plan, people, today

TABLES = (PlanStep, PlanAction, MeasureMiss, MeasureValue, MeasureTarget, Measure)


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Plan:
    return people(make)


def _take(there: Plan, content: str | bytes, file: Any = plan_file) -> int | list[Wrong]:
    data = content.encode("utf-8") if isinstance(content, str) else content
    with db.transaction():
        taken: int | list[Wrong] = file.take_in(data, by=there.support.id, now=clock.now(), today=today())
    return taken


def _empty() -> None:
    with db.transaction() as session:
        for table in TABLES:
            session.execute(sa.delete(table))


def _count(table: Any) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_the_plan_goes_out_and_comes_in_the_same(there: Plan) -> None:
    there.action('=HYPERLINK("x"), "quoted"; and\nmore', days=-20)
    done = there.sent("@ring")
    there.say(done, ActionState.DONE, "- all teams", "+ the form")
    with db.reading():
        before = plan_file.sheet(plan.everything(today()))
    assert "'=HYPERLINK" in before
    assert "\n'@ring" in before
    _empty()
    assert _take(there, before) == 2
    assert plan_file.sheet(plan.everything(today())) == before
    assert _take(there, before) == 2  # sent twice it is once
    assert _count(PlanAction) == 2


def test_the_register_goes_out_and_comes_in_the_same(app: flask.Flask, there: Plan) -> None:
    share = there.measure("=visits; late")
    there.value(share, 10, 3, 40, note="- a list", link="https://council.example/a")
    there.value(share, 50, 21, 40)
    there.target(share, 80)
    there.target(share, 60, days=-3)
    other = there.measure("Days", unit=Unit.DAYS, better=Better.DOWN, about_children=False)
    there.value(other, 10, 12.5)
    there.measure("Records", portal_key="records_on_time")
    before = measures_file.sheet(measures.everything(today()))
    assert "'=visits" in before
    _empty()
    assert _take(there, before, measures_file) == 8
    assert measures_file.sheet(measures.everything(today())) == before
    assert _take(there, before, measures_file) == 8
    assert _count(MeasureValue) == 3
    assert _count(MeasureTarget) == 2


def test_one_bad_line_and_nothing_is_taken_in(there: Plan, make: Make) -> None:
    make.staff(Role.PARTNER, name="Two Alike")
    make.staff(Role.PARTNER, name="two  alike")
    good = "ring;Ines Okafor;head;27/03/2027;;"
    lines = [
        "action;owner;post;due;state;evidence",
        good,
        ";Ines Okafor;head;27/03/2027;;",
        "ring;Nobody Here;head;31/02/2027;;",
        "ring;Two Alike;head;27/03/2027;finished;",
        "help 2 boys;Ines Okafor;head;27/03/2027;done;",
    ]
    taken = _take(there, "\ufeff" + "\r\n".join(lines))
    assert isinstance(taken, list)
    assert [(one.line, one.column, one.why) for one in taken] == [
        (3, "action", Bad.NEEDED),
        (4, "due", Bad.NOT_A_DAY),
        (4, "owner", Bad.NO_OWNER),
        (5, "owner", Bad.TWO_OWNERS),
        (5, "state", Bad.NOT_ONE_OF),
        (6, "action", Bad.POINTS_TO_SOMEBODY),
        (6, "evidence", Bad.NEEDED),
    ]
    assert _count(PlanAction) == 0


def test_bad_lines_of_measures_say_where_and_why(there: Plan) -> None:
    lines = [
        "what,measure,unit,better,young people,counts,post,owner,from,to,number,of,small,by",
        "measure,A,share,up,yes,all,head,Ines Okafor,,,,,,",
        "measure,A,share,up,yes,all,head,Ines Okafor,,,,,,",
        "value,A,,,,,,,01/01/2026,31/01/2026,3,40,,",
        "value,A,,,,,,,01/01/2026,31/01/2026,9,,,",
        "value,A,,,,,,,2026-02-01,28/02/2026,20,40,,",
        "value,A,,,,,,,15/02/2026,15/03/2026,20,40,,",
        "value,B,,,,,,,01/01/2026,31/01/2026,3,40,,",
        "target,A,,,,,,,,,many,,,01/13/2027",
        "other,A,,,,,,,,,,,,",
        "measure,C,per cent,sideways,maybe,,,,,,,,,",
    ]
    taken = _take(there, "\n".join(lines), measures_file)
    assert isinstance(taken, list)
    found = {(one.line, one.column, one.why) for one in taken}
    assert {
        (3, "measure", Bad.TWICE),
        (4, "small", Bad.SMALL),
        (5, "of", Bad.BAD_NUMBER),
        (7, "from", Bad.OVERLAPS),
        (8, "measure", Bad.NO_MEASURE),
        (9, "by", Bad.NOT_A_DAY),
        (9, "number", Bad.NOT_A_NUMBER),
        (10, "what", Bad.NOT_ONE_OF),
        (11, "unit", Bad.NOT_ONE_OF),
        (11, "owner", Bad.NEEDED),
    } <= found
    assert _count(Measure) == 0


def test_a_known_name_in_a_file_takes_nothing_in(there: Plan, make: Make) -> None:
    from tests.support.challenged import known

    known(make, "Zebedee Quux")
    taken = _take(there, "action;owner;post;due\nfind zebedee a home;Ines Okafor;head;27/03/2027\n")
    assert taken == [Wrong(2, "action", Bad.NAMES_SOMEBODY)]


def test_the_page_takes_a_file_and_shows_what_is_wrong(there: Plan, page: Page) -> None:
    page.sign_in(there.support).visit("/staff/plan/import")

    def send(content: bytes, status: int = 200) -> Page:
        file = (io.BytesIO(content), "plan.csv")
        return page.post(
            "/staff/plan/import", {"file": file}, status=status, content_type="multipart/form-data"
        )

    send(b"action;owner;post;due\nring;Nobody;head;1/1\n", 422)
    assert "Nothing was taken in" in page.main
    assert "Nobody who could have it is called so here." in page.main
    send(b"\x00\xff\xfe", 422)
    assert "This is no CSV file." in page.main
    page.post("/staff/plan/import", {}, status=422)
    day = (today() + timedelta(days=30)).strftime("%d/%m/%Y")
    send(f"action;owner;post;due\nring;Ines Okafor;head;{day}\n".encode())
    assert "1 line was taken in." in " ".join(page.flashes)
    page.visit("/staff/plan/actions.csv")
    assert page.response is not None
    assert page.response.get_data().startswith(b"\xef\xbb\xbfaction,")
    page.visit("/staff/measures/import").visit("/staff/measures/register.csv")


def test_a_measure_that_speaks_of_young_people_is_not_called_otherwise_unseen(there: Plan) -> None:
    """Said not to be about them, their small numbers would be printed to everybody."""
    head = "what,measure,unit,better,young people,counts,post,owner"
    owner = there.owner.name

    def file(about: str) -> str:
        return f"{head}\nmeasure,Social workers,count,down,{about},Children who had three,Head,{owner}\n"

    assert _take(there, file("no"), measures_file) == [Wrong(2, "young people", Bad.IS_YOUNG)]
    assert _count(Measure) == 0
    assert _take(there, file('"no, checked"'), measures_file) == 1
    with db.reading():
        sheet = measures_file.sheet(measures.everything(today()))
    assert '"no, checked"' in sheet
    _empty()
    assert _take(there, sheet, measures_file) == 1
