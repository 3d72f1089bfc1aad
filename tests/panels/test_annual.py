"""The annual report: from the year's papers, side by side as they were printed; signed off by a second
person; frozen; carried away; its public version."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from datetime import date, timedelta

import docx
import flask
import pytest

from portal import db
from portal.accounts.models import Account
from portal.demo import annual as demo
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.queries import unseen
from portal.panels.commands import annual as commands
from portal.panels.commands import packs
from portal.panels.models import AnnualReport
from portal.panels.presenters.annual import side_by_side
from portal.panels.rules.annual import Stage, WhyNot, span, why_not_make, why_not_publish, year_of
from portal.panels.rules.packs import Row, Section, Table
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.papers import LEAD as LEAD_OF_PAPERS
from tests.support.papers import Panel, panel, prepared, today

LEAD = "Family time came up in every paper."
FRIDGE = "the fridge is locked at night"


# rules


@pytest.mark.once
def test_a_year_begins_on_the_first_of_april() -> None:
    assert [year_of(day) for day in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 12, 31))] == [
        2025,
        2026,
        2026,
    ]
    assert span(2025) == Period(date(2025, 4, 1), date(2026, 3, 31))


@pytest.mark.once
@pytest.mark.parametrize(
    ("day", "made", "papers", "why"),
    [
        (date(2026, 3, 31), (), 3, WhyNot.NOT_OVER),
        (date(2026, 4, 1), (), 3, None),
        (date(2026, 4, 1), (2025,), 3, WhyNot.MADE_ALREADY),
        (date(2026, 4, 1), (), 0, WhyNot.NO_PAPERS),
    ],
)
def test_it_is_made_once_of_a_year_that_is_over(
    day: date, made: tuple[int, ...], papers: int, why: object
) -> None:
    assert why_not_make(2025, today=day, made=made, papers=papers) is why


@pytest.mark.once
def test_it_is_published_with_words_every_paper_and_a_second_person() -> None:
    ready = {"lead": "x", "unpublished": 0, "is_signed": True}
    assert why_not_publish(Stage.PREPARING, **ready) is None  # type: ignore[arg-type]
    for less, why in (
        ({"lead": " "}, WhyNot.NO_LEAD),
        ({"unpublished": 1}, WhyNot.PAPERS_MISSING),
        ({"is_signed": False}, WhyNot.NOT_SIGNED),
    ):
        assert why_not_publish(Stage.PREPARING, **{**ready, **less}) is why  # type: ignore[arg-type]
    assert why_not_publish(Stage.PUBLISHED, **ready) is WhyNot.PUBLISHED  # type: ignore[arg-type]


@pytest.mark.once
def test_numbers_stand_side_by_side_as_printed_and_are_never_added_up(app: flask.Flask) -> None:
    def paper(number: str, *more: Row) -> list[Section]:
        rows = (Row("Family time", (number, "up")), *more)
        return [
            Section(
                "themes", "What it was about", "Told.", (Table("Counted", ("Theme", "N", "Change"), rows),)
            )
        ]

    with app.test_request_context():
        found = [("June", paper("about 50")), ("October", paper("fewer than 5", Row("School", ("10", ""))))]
        (section,) = side_by_side(found)
    (table,) = section.tables
    assert table.head == ("Theme", "June", "October")
    assert [(row.label, row.values) for row in table.rows] == [
        ("Family time", ("about 50 · up", "fewer than 5 · up")),
        ("School", ("not in this paper", "10")),
    ]
    assert section.points == ("June: Told.", "October: Told.")


# pages


@pytest.fixture
def council(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def year_words(year: int) -> str:
    return f"1 April {year} to 31 March {year + 1}"


def last_year() -> int:
    return year_of(today()) - 1


def two_papers(council: Panel, **first: object) -> list[uuid.UUID]:
    """The papers of two quarters of the last year that is over."""
    begins = span(last_year()).first
    quarters = [
        Period(begins + timedelta(days=91 * n), begins + timedelta(days=91 * n + 90)) for n in range(2)
    ]
    one, two = (council.meeting(quarter) for quarter in quarters)
    return [council.published(one, **first), council.published(two)]


@pytest.fixture
def support(council: Panel, page: Page) -> Page:
    return page.sign_in(council.support)


def begun(support: Page) -> str:
    """The address of a report that was begun."""
    support.visit("/staff/panel").follow("Annual reports")
    support.submit("Begin the report", year=str(last_year()))
    assert support.heading == "Prepare the annual report"
    return support.url.removeprefix("http://localhost").removesuffix("/prepare")


def written(support: Page) -> str:
    url = begun(support)
    support.follow("Write the words")
    assert LEAD_OF_PAPERS in support.value("lead")
    support.submit("Save", lead=LEAD, ahead="More workers for family time\nA letter to all")
    return url


def signed(council: Panel, support: Page, other: Page) -> str:
    """Written by support, signed off by a manager on their own page."""
    url = written(support)
    manager = council.officer()
    support.follow("Ask for sign-off").submit("Ask them", officer=str(manager))
    with db.transaction() as session:
        account = session.get(Account, manager)
    other.sign_in(account).visit("/staff/panel/annual")
    (waits,) = [link for link in other.links() if "/sign-off" in str(link.get("href"))]
    other.visit(str(waits.get("href"))).submit("Sign it off")
    return url


def test_from_the_years_papers_to_a_published_report(
    council: Panel, support: Page, another_page: Callable[[], Page]
) -> None:
    two_papers(council)
    url = signed(council, support, another_page())
    member = another_page().sign_in(council.member)
    member.visit(url, status=404)
    support.visit(f"{url}/prepare").follow("Publish it").submit("Publish it")
    assert url in support.url
    member.visit("/staff/panel/annual").follow(year_words(last_year()))
    assert LEAD in member.main
    assert "More workers for family time" in member.main
    assert member.main.count("about 120 of about 225 young people said something") >= 2
    assert "Nothing is added up" in member.main
    assert not [one for one in unseen(council.member.id) if str(one.about_id) in url]


def test_a_change_after_sign_off_makes_it_fall(
    council: Panel, support: Page, another_page: Callable[[], Page]
) -> None:
    two_papers(council)
    url = signed(council, support, another_page())
    support.visit(f"{url}/prepare/words").submit("Save", lead="Another story.")
    assert "Fallen" in support.main
    support.visit(f"{url}/prepare/publish")
    assert support.heading == "Prepare the annual report"
    assert "sign it off first" in " ".join(support.flashes)


def test_whoever_wrote_it_may_not_sign_it_off(council: Panel, make: Make, page: Page) -> None:
    two_papers(council)
    both = make.staff(Role.MANAGER)
    with db.transaction():
        report = commands.make(last_year(), by=both.id, today=today(), now=clock.now())
        commands.save_words(report, LEAD, "", by=both.id, now=clock.now())
    with db.transaction(), pytest.raises(Refused):
        commands.ask_sign_off(report, both.id, by=council.support.id, today=today(), now=clock.now())
    page.sign_in(both).visit(f"/staff/panel/annual/{report}/sign-off", status=404)


def test_sent_back_says_what_to_change(
    council: Panel, support: Page, another_page: Callable[[], Page]
) -> None:
    two_papers(council)
    url = written(support)
    manager = council.officer()
    support.follow("Ask for sign-off").submit("Ask them", officer=str(manager))
    other = another_page()
    with db.transaction() as session:
        other.sign_in(session.get(Account, manager))
    other.visit(f"{url}/sign-off").submit("Send it back", status=422)
    other.submit("Send it back", words="Say more of what was not done.")
    support.visit(f"{url}/prepare")
    assert "Say more of what was not done." in support.main
    assert "Sent back" in support.main


def test_begun_twice_it_is_the_same_and_other_years_are_refused(council: Panel, support: Page) -> None:
    two_papers(council)
    first = begun(support)
    support.post("/staff/panel/annual/make", {"year": str(last_year())})
    assert f"{first}/prepare" in support.url
    with db.transaction():
        again = commands.make(last_year(), by=council.support.id, today=today(), now=clock.now())
    assert str(again) in first
    for wrong in (str(last_year() + 1), "x", "", "-5", "99999999999999999999"):
        support.post("/staff/panel/annual/make", {"year": wrong}, status=422)


def test_words_that_could_point_to_somebody_are_asked_about(council: Panel, support: Page) -> None:
    two_papers(council)
    url = begun(support)
    support.visit(f"{url}/prepare/words").submit(
        "Save", lead="Three children in Ashford have a pony.", status=422
    )
    assert support.mistakes
    support.submit("Save", lead="", status=422)
    support.submit("Save", lead="x" * 1300, status=422)


def test_nobody_else_reads_or_makes_one(council: Panel, make: Make, page: Page) -> None:
    two_papers(council)
    with db.transaction():
        report = commands.make(last_year(), by=council.support.id, today=today(), now=clock.now())
    page.sign_in(make.staff(Role.FOSTER_CARER))
    for where in (
        "",
        "/prepare",
        "/prepare/preview",
        "/prepare/words",
        "/prepare/publish",
        "/carry",
        "/sign-off",
    ):
        page.visit(f"/staff/panel/annual/{report}{where}", status=404)
    page.sign_in(council.member).visit(f"/staff/panel/annual/{report}/prepare", status=404)
    page.post("/staff/panel/annual/make", {"year": str(last_year())}, status=404)
    page.visit(f"/panel/annual/{last_year()}", status=404)
    page.visit(f"/panel/annual/{10**30}", status=404)


def test_the_public_version_has_only_papers_that_are_public_and_no_words_of_anybody(
    council: Panel, support: Page, another_page: Callable[[], Page]
) -> None:
    first, second = two_papers(council)
    with db.transaction():
        packs.open_to_all(first, by=council.support.id, now=clock.now())
    url = signed(council, support, another_page())
    support.visit(f"{url}/prepare/publish").submit("Publish it", is_public=True)
    anybody = another_page()
    anybody.visit(f"/panel/annual/{last_year()}")
    assert LEAD in anybody.main
    assert f"{prepared(first).meets_on:%B %Y}" in anybody.main
    assert f"{prepared(second).meets_on:%B %Y}" not in anybody.main
    file = anybody.visit(f"/panel/annual/{last_year()}/file.docx").response
    assert file is not None
    words = [one.text for one in docx.Document(io.BytesIO(file.get_data())).paragraphs]
    assert LEAD in words
    assert not [line for line in words if "Made for" in line or "estricted" in line]
    anybody.visit(f"/panel/annual/{last_year()}/file.exe", status=404)


def test_a_member_carries_it_away_by_name(
    council: Panel, support: Page, another_page: Callable[[], Page]
) -> None:
    two_papers(council)
    url = signed(council, support, another_page())
    support.visit(f"{url}/prepare/publish").submit("Publish it")
    member = another_page().sign_in(council.member)
    member.visit(f"{url}/carry").submit("Save the file on this device", kind="html")
    assert member.response is not None
    file = member.response.get_data(as_text=True)
    assert f"Made for {council.member.name} on" in file
    assert LEAD in file


def test_what_was_typed_is_sealed(council: Panel, support: Page) -> None:
    two_papers(council)
    written(support)
    with db.transaction() as session:
        (row,) = session.query(AnnualReport).all()
        assert LEAD.encode() not in bytes(row.lead_sealed or b"")
        assert row.lead == LEAD


def test_the_demo_makes_one_of_the_last_year_that_has_a_paper_and_no_second(council: Panel) -> None:
    council.officer()
    two_papers(council)
    for _again in range(2):
        demo.report(council.support.id, today=today(), now=clock.now())
    with db.transaction() as session:
        (row,) = session.query(AnnualReport).all()
        assert (row.year, row.stage, row.is_public) == (last_year(), Stage.PUBLISHED, True)
