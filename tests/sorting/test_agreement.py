"""Figures of how far people agree: known answers, too few to tell, small numbers, who sees them."""

from __future__ import annotations

import pytest

from portal import db
from portal.kit import clock
from portal.people.rules.bands import BANDS
from portal.policy.roles import Role
from portal.sorting.models import SecondSorting
from portal.sorting.rules.agreement import Three, agreed
from tests.support.factories import Make
from tests.support.page_checks import text_of
from tests.support.pages import Page


def _three(first: str, second: str, machine: str = "", band: str = "12_15", stance: str = "ask") -> Three:
    return Three(
        band,
        frozenset(first.split()),
        frozenset(second.split()),
        frozenset(machine.split()),
        "ask" if first else "",
        stance if second else "",
    )


@pytest.mark.once
def test_full_agreement_is_one_and_the_machine_is_measured_against_the_first() -> None:
    found = tuple(_three("money", "money", "money") for _ in range(20))
    found += tuple(_three("home", "home", "money") for _ in range(20))
    page = agreed(found, BANDS)
    assert (page.overall.people.f1.value, page.overall.people.alpha.value) == (1, 1)
    assert page.overall.machine.f1.value == pytest.approx(0.5)
    assert page.overall.n.number == 40
    assert {one.key: one.people.value for one in page.themes} == {"money": 1, "home": 1}
    assert [line.people.is_enough for line in page.bands] == [False, True, False, False, False]
    assert [line.n.number for line in page.bands] == [None, 40, None, None, None]


@pytest.mark.once
def test_stance_is_by_itself_and_only_where_there_is_a_theme() -> None:
    found = tuple(_three("money", "home", stance="ask") for _ in range(15))
    found += tuple(_three("money", "home", stance="worry") for _ in range(15))
    found += tuple(_three("", "") for _ in range(10))
    page = agreed(found, BANDS)
    assert page.overall.people.f1.value == 0
    assert page.stance.people.f1.value == pytest.approx(0.5)
    assert page.stance.n.number == 30


@pytest.mark.once
def test_a_theme_of_few_texts_has_no_figure_and_of_very_few_no_line() -> None:
    found = tuple(_three("money", "money") for _ in range(30))
    found += tuple(_three("home", "home") for _ in range(7)) + tuple(_three("work", "work") for _ in range(4))
    lines = {one.key: one for one in agreed(found, BANDS).themes}
    assert set(lines) == {"money", "home"}
    assert lines["home"].people.value is None
    assert lines["home"].n.number == 5


def test_too_few_to_tell_and_later_figures(page: Page, make: Make) -> None:
    rae, ola = make.staff(Role.READER), make.staff(Role.READER)
    sam = make.young_person()
    page.sign_in(rae).visit("/staff/sort").follow("How far people who sort agree")
    assert "So far: fewer than 5." in page.main
    made = [make.statement(sam, f"Text {n}", read_by=rae) for n in range(30)]
    with db.transaction() as session:
        for number, statement in enumerate(made):
            theme = "money" if number % 2 else "home"
            session.add(
                SecondSorting(
                    statement_id=statement.id,
                    young_person_id=sam.id,
                    said_on=clock.now().date(),
                    band="12_15",
                    by_id=ola.id,
                    at=clock.now(),
                    themes=[theme],
                    stance="worry",
                    first_by_id=rae.id,
                    first_themes=[theme],
                    first_stance="worry",
                    machine_themes=["home"],
                    codebook_version=1,
                )
            )
    page.visit("/staff/sort/agreement")
    rows = [[text_of(cell) for cell in row] for row in page.everything if row.tag == "tr"]
    assert ["two people", "about 30", "1.00 (1.00 to 1.00)", "1.00 (1.00 to 1.00)"] in rows
    assert next(row for row in rows if row[0] == "a person and the machine")[2].startswith("0.50 (")
    assert ["under 12", "fewer than 5", *["too few to tell"] * 3] in rows
    assert "Sam" not in page.html


@pytest.mark.parametrize(("role", "status"), [(Role.PARTICIPATION_WORKER, 200), (Role.SOCIAL_WORKER, 404)])
def test_who_sees_the_figures(page: Page, make: Make, role: Role, status: int) -> None:
    page.sign_in(make.staff(role)).visit("/staff/sort/agreement", status=status)
    if status == 200:
        assert page.visit("/staff").links("How far we agree")
