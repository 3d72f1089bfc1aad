"""The annual report: begun for a closed year, written beside others, read, finished, opened in a word
processor."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import docx
import pytest

from portal.accounts.models import Account
from portal.policy.roles import Role
from portal.reviews.jobs.figures import count_reports
from portal.reviews.models import IroReport
from portal.reviews.rules import annual as rules
from portal.reviews.rules.annual import Part
from tests.reviews.test_figures import _challenge, _held
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

LONDON = ZoneInfo("Europe/London")
NewPage = Callable[[], Page]


@pytest.fixture
def iris(make: Make) -> Account:
    iris = make.staff(Role.IRO, name="Iris Holt")
    _held(make.young_person(), date(2025, 5, 1))
    return iris


@pytest.fixture
def begun(page: Page, iris: Account) -> Page:
    page.sign_in(iris)
    page.visit("/staff/reviews/annual")
    return page.submit("Begin the report of 2025 to 2026")


def _row() -> IroReport:
    (row,) = rows(IroReport)
    return row


def test_numbers_come_first_and_words_are_kept(begun: Page, make: Make, iris: Account) -> None:
    for number in range(6):
        _challenge(
            make.young_person(), iris, date(2025, 6, 2), date(2025, 6, 12), f"A plan was written {number}."
        )
    assert "The numbers are being worked out." in begun.main
    count_reports(LONDON)
    begun.visit("/staff/reviews/annual/2025")
    assert "about 5" in begun.main
    begun.follow("Write the report")
    assert "A plan was written 2." in begun.value("changed")
    begun.submit("Save the report", resources="Two of us are off sick.\nOne post is empty.")
    assert "One post is empty." in begun.main
    begun.submit("It is finished")
    assert "Finished" in begun.main
    assert begun.visit("/staff/reviews/annual/2025/write").heading != "Write the report of 2025 to 2026"
    begun.submit("Open it again")
    assert _row().finished_at is None


def test_two_writers_do_not_undo_each_other(begun: Page, another_page: NewPage, make: Make) -> None:
    count_reports(LONDON)
    first, second = begun, another_page().sign_in(make.staff(Role.MANAGER))
    for one in (first, second):
        one.visit("/staff/reviews/annual/2025/write")
    first.submit("Save the report", next="We will meet every child.")
    second.submit("Save the report", next="Other words.", status=422)
    assert "Somebody else changed the report" in second.text
    assert second.value("next") == "Other words."
    assert "We will meet every child." in _row().parts


def test_it_opens_in_a_word_processor_with_headings_and_tables(begun: Page) -> None:
    count_reports(LONDON)
    begun.visit("/staff/reviews/annual/2025/write")
    begun.submit("Save the report", service="We are four.")
    begun.visit("/staff/reviews/annual/2025/docx")
    assert begun.response is not None
    content = begun.response.get_data()
    read: Any = docx.Document(io.BytesIO(content))
    assert "We are four." in [one.text for one in read.paragraphs]
    headings = [one.text for one in read.paragraphs if one.style.name.startswith("Heading")]
    assert "Reviews on time, and why some were late" in headings
    assert read.tables
    assert (round(read.sections[0].page_width.mm), round(read.sections[0].page_height.mm)) == (210, 297)
    captions = [one for one in read.paragraphs if one.style.name == "Caption"]
    assert captions
    assert all(one.paragraph_format.keep_with_next for one in captions)
    with zipfile.ZipFile(io.BytesIO(content)) as inside:
        assert b"Iris" not in inside.read("docProps/core.xml")


def test_it_is_a_tagged_pdf(begun: Page) -> None:
    count_reports(LONDON)
    begun.visit("/staff/reviews/annual/2025/pdf")
    assert begun.response is not None
    content = begun.response.get_data()
    assert content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in content or b"/ObjStm" in content


def test_a_year_that_has_not_closed_is_not_begun(page: Page, iris: Account) -> None:
    page.sign_in(iris)
    page.post("/staff/reviews/annual/2098/begin", status=404)
    page.visit("/staff/reviews/annual/2098", status=404)
    assert rows(IroReport) == []


def test_others_do_not_see_it(begun: Page, another_page: NewPage, make: Make) -> None:
    other = another_page().sign_in(make.staff(Role.SOCIAL_WORKER))
    other.visit("/staff/reviews/annual", status=404)
    other.visit("/staff/reviews/annual/2025", status=404)


@pytest.mark.once
def test_years_are_those_that_closed_since_the_first_review() -> None:
    assert rules.years(None, date(2026, 11, 22)) == []
    assert rules.years(date(2024, 3, 31), date(2026, 4, 7)) == [2024, 2023]
    assert rules.years(date(2024, 4, 1), date(2026, 4, 8)) == [2025, 2024]


@pytest.mark.once
def test_parts_are_kept_as_they_were_written() -> None:
    parts = rules.parts_from(rules.parts_to({Part.NEXT: "“Ümläut”\n\nline"}))
    assert parts[Part.NEXT] == "“Ümläut”\n\nline"
    assert parts[Part.SERVICE] == ""
