"""My young people: who told me something and when, what is due, who is silent; nothing they are kept from."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.page_checks import text_of, walk
from tests.support.pages import Page
from tests.support.queries import counted

LONG_AGO = timedelta(days=200)


@pytest.fixture
def wren(make: Make) -> Account:
    return make.staff(Role.SOCIAL_WORKER, name="Wren Work")


def _linked(make: Make, wren: Account, name: str, days: int = 400) -> YoungPerson:
    person = make.young_person(name=name)
    make.link(person, wren, from_on=clock.now().date() - timedelta(days=days))
    return person


def _lines(page: Page) -> list[str]:
    """Names as the list shows them, top first."""
    names = ("Ada Loud", "Bo Silent", "Cy Half", "Di New")
    return sorted((name for name in names if name in page.main), key=page.main.index)


def test_silence_shows_and_is_on_top(page: Page, make: Make, wren: Account) -> None:
    reader, now = make.staff(Role.READER), clock.now()
    ada, _bo, cy, _di = (
        _linked(make, wren, "Ada Loud"),
        _linked(make, wren, "Bo Silent"),
        _linked(make, wren, "Cy Half"),
        _linked(make, wren, "Di New", days=3),
    )
    make.statement(ada, "secret words", to=[wren], read_by=reader, sent_at=now - timedelta(days=1))
    make.statement(cy, to=[wren], read_by=reader, sent_at=now - LONG_AGO)
    page.sign_in(wren).visit("/staff/mine")
    assert _lines(page) == ["Bo Silent", "Cy Half", "Di New", "Ada Loud"]
    assert "Nothing for a year" in page.main
    assert "Nothing for 6 months" in page.main
    assert "2 of them have told you nothing for 3 months or more." in page.main
    assert "secret words" not in page.main
    page.visit("/staff/mine?sort=name")
    assert _lines(page) == ["Ada Loud", "Bo Silent", "Cy Half", "Di New"]
    page.visit("/staff/mine?sort=due")
    assert _lines(page)[:2] == ["Cy Half", "Ada Loud"]
    assert "young people who are silent" in page.visit("/staff").main


def test_what_they_are_kept_from_changes_nothing(page: Page, make: Make, wren: Account) -> None:
    reader, now = make.staff(Role.READER), clock.now()
    person = _linked(make, wren, "Ada Loud")
    make.statement(person, to=[wren], read_by=reader, sent_at=now - LONG_AGO)
    page.sign_in(wren)
    before = page.visit("/staff/mine").main
    for fields in ({}, {"answerer": make.staff(Role.SAFETY_LEAD)}):
        late = {"answer_by_on": now.date() - timedelta(days=9)}
        make.statement(person, to=[wren], read_by=reader, concerning=[wren], **fields, **late)
    assert page.visit("/staff/mine").main == before
    assert page.visit("/staff/mine?sort=due").main.count("late") == before.count("late")


def test_nor_what_concerns_somebody_close_or_was_not_read_or_was_taken_back(
    page: Page, make: Make, wren: Account
) -> None:
    reader, person = make.staff(Role.READER), _linked(make, wren, "Ada Loud")
    page.sign_in(wren)
    before = page.visit("/staff/mine").main
    make.statement(person, to=[wren])
    make.statement(person, to=[wren], read_by=reader, taken_back_at=clock.now())
    make.statement(person, to=[wren], read_by=reader, concerning=[make.staff(Role.IRO, household=wren)])
    make.statement(person, to=[make.worker_of(person, Role.IRO)], read_by=reader)
    assert page.visit("/staff/mine").main == before


def test_those_one_stands_in_for_are_here_too(page: Page, make: Make, wren: Account) -> None:
    away = make.staff(Role.SOCIAL_WORKER, name="Al Away")
    _linked(make, away, "Bo Silent")
    _linked(make, make.staff(Role.SOCIAL_WORKER), "Cy Half")
    make.stand_in(away, wren)
    page.sign_in(wren).visit("/staff/mine")
    assert _lines(page) == ["Bo Silent"]
    assert "for Al Away" in page.main


def test_an_ended_link_is_gone(page: Page, make: Make, wren: Account) -> None:
    yesterday = clock.now().date() - timedelta(days=1)
    make.link(make.young_person(name="Bo Silent"), wren, until_on=yesterday)
    assert "No young person is linked to you." in page.sign_in(wren).visit("/staff/mine").main


def test_a_search_finds_by_the_beginnings_of_names(page: Page, make: Make, wren: Account) -> None:
    for name in ("Ada Loud", "Bo Silent"):
        _linked(make, wren, name)
    page.sign_in(wren).visit("/staff/mine").submit("Search", asked="sil b")
    assert _lines(page) == ["Bo Silent"]
    assert "asked" not in page.url
    page.visit("/staff/mine").submit("Search", asked="nobody")
    assert "Nobody was found." in page.main
    page.visit("/staff/mine").submit("Search", asked="x" * 101, status=422)
    assert page.mistakes


def test_what_is_due_leads_to_it(page: Page, make: Make, wren: Account) -> None:
    person = _linked(make, wren, "Ada Loud")
    late = clock.now().date() - timedelta(days=2)
    make.statement(person, to=[wren], read_by=make.staff(Role.READER), answer_by_on=late)
    page.sign_in(wren).visit("/staff/mine")
    assert "2 days late" in page.main
    page.follow("1 thing, by")
    assert page.url.endswith("/staff/statements")


def test_the_list_has_pages_and_costs_the_same_however_long(page: Page, make: Make, wren: Account) -> None:
    reader = make.staff(Role.READER)

    def add() -> None:
        person = _linked(make, wren, f"Young {len(people)}")
        people.append(make.statement(person, to=[wren], read_by=reader))

    people: list[object] = []
    add()
    page.sign_in(wren).visit("/staff/mine")
    with counted() as few:
        page.visit("/staff/mine")
    for _ in range(29):
        add()
    with counted() as many:
        page.visit("/staff/mine")
    assert len(many) == len(few)
    assert "Page 2" in page.html
    assert "Young" in page.visit("/staff/mine?page=2").main
    assert page.visit("/staff/mine?page=99").main == page.visit("/staff/mine?page=2").main


def test_it_is_for_the_councils_staff(page: Page, make: Make) -> None:
    for role in (Role.FOSTER_CARER, Role.PARTNER, Role.ADVOCATE, Role.PANEL_MEMBER):
        page.sign_in(make.staff(role)).visit("/staff/mine", status=404)


def test_the_order_can_be_changed_where_the_table_has_no_head(page: Page, make: Make, wren: Account) -> None:
    _linked(make, wren, "Ada Loud")
    page.sign_in(wren).visit("/staff/mine").follow("By name")
    assert page.url.endswith("/staff/mine?sort=name")
    orders = next(e for e in page.everything if e.get("aria-label") == "Order of the list")
    now = [text_of(e) for e in walk(orders) if e.get("aria-current")]
    assert now == ["By name"]
