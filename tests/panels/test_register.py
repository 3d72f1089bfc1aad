"""The register of everything that was printed: each thing once, filtered, and as CSV; no number is in it."""

from __future__ import annotations

import csv
import io

import flask
import pytest

from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.papers import Panel, panel
from tests.support.queries import counted

URL = "/staff/panel/register"


@pytest.fixture
def council(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def _lines(page: Page, more: str = "") -> list[list[str]]:
    page.visit(f"{URL}.csv{more}")
    assert page.response is not None
    return list(csv.reader(io.StringIO(page.response.get_data().decode("utf-8-sig"))))


def test_what_was_printed_stands_there_with_its_days_and_who_printed_it(council: Panel, page: Page) -> None:
    page.sign_in(council.member).visit(URL)
    assert "Nothing like this was printed yet." in page.main
    council.published()
    page.visit("/staff/panel").follow("Everything that was printed")
    assert page.main.count("A time before, to compare with") == 4 + 1  # the filter names it too
    assert council.support.name in page.main
    page.follow("Paper of a meeting")
    rows = _lines(page, "?kind=paper")
    assert [row[0] for row in rows] == ["What", "Paper of a meeting"]
    assert rows[1][4] == council.support.name
    assert len(_lines(page)) == 6


@pytest.mark.parametrize(
    "more", ["?kind=x", "?year=x", "?year=99999", "?page=-1", "?page=10**9", "?kind=survey&year=2001"]
)
def test_whatever_is_asked_for_is_a_whole_page(council: Panel, page: Page, more: str) -> None:
    page.sign_in(council.member).visit(URL + more)
    _lines(page, more)


def test_who_may_not_read_papers_sees_no_register(council: Panel, make: Make, page: Page) -> None:
    page.sign_in(make.staff(Role.FOSTER_CARER)).visit(URL, status=404)
    page.visit(f"{URL}.csv", status=404)


def test_it_asks_the_same_however_long_it_is(council: Panel, page: Page) -> None:
    page.sign_in(council.member).visit(URL)
    with counted() as few:
        page.visit(URL)
    council.published()
    page.visit(URL)
    with counted() as many:
        page.visit(URL)
    assert len(many) <= len(few) + 2  # who printed it
