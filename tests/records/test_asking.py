"""A young person asks for their records from their own page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.accounts.models import Account
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.records.models import RecordsRequest, RequestDraft
from portal.records.rules import Came, Format, Scope, State
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale", called="Sam")


@pytest.fixture
def in_space(page: Page, make: Make, sam: YoungPerson) -> Page:
    """Sam is signed in, and somebody gives records here."""
    make.staff(Role.RECORDS_OFFICER, name="Olu Records")
    return page.sign_in(make.account_for(sam))


def _ask(page: Page, **how: object) -> Page:
    page.visit("/records").follow("Ask for my records").submit(
        "Next", scopes=["question"], words="Why did I move?"
    )
    page.submit("Next", **(how or {"formats": ["paper", "bit_by_bit"], "company": "yes", "notes": True}))
    return page


def test_what_they_picked_is_a_request_with_a_day(in_space: Page, sam: YoungPerson) -> None:
    page = _ask(in_space)
    assert "Why did I move?" in page.main
    assert "On paper" in page.main
    page.submit("Send")
    assert page.heading == "Sent"
    assert "We answer by" in page.main
    [made] = rows(RecordsRequest)
    assert (made.young_person_id, made.came, made.state) == (sam.id, Came.OWN_PAGE, State.OPEN)
    assert made.scopes == [Scope.QUESTION]
    assert set(made.formats) == {Format.PAPER, Format.BIT_BY_BIT}
    assert (made.wants_company, made.wants_trigger_notes, made.words) == (True, True, "Why did I move?")
    assert made.name == "Sam Vale"


def test_nothing_picked_is_all_of_it_and_asked_kindly(in_space: Page) -> None:
    in_space.visit("/records/new").submit("Next").submit("Next")
    assert "You did not pick anything, so we look for all of it" in in_space.main
    in_space.submit("Send")
    [made] = rows(RecordsRequest)
    assert made.scopes == [Scope.ALL]
    assert made.wants_company is None


def test_what_was_picked_is_kept_until_it_is_sent_or_thrown_away(
    in_space: Page, another_page: Callable[[], Page]
) -> None:
    _ask(in_space)
    in_space.visit("/records").follow("Go on with what you started")
    assert "Why did I move?" in in_space.html
    in_space.visit("/records/new/check").submit("Throw it away")
    assert "Nothing was sent" in in_space.text
    assert rows(RequestDraft) == []
    assert "Why did I move?" not in in_space.visit("/records/new").html


def test_unticking_is_kept_too(in_space: Page) -> None:
    _ask(in_space)
    in_space.visit("/records/new/how").submit("Next", formats=[], notes=False)
    in_space.submit("Send")
    [made] = rows(RecordsRequest)
    assert (made.formats, made.wants_trigger_notes, made.words) == ([], False, "Why did I move?")


def test_sent_twice_is_one(in_space: Page) -> None:
    _ask(in_space)
    once = in_space.value("send_once")
    in_space.submit("Send")
    in_space.post("/records/new/check", {"send_once": once}, status=200)
    assert len(rows(RecordsRequest)) == 1


def test_years_that_cannot_be_are_said_beside_them(in_space: Page) -> None:
    in_space.visit("/records/new").submit("Next", years_from="2012", years_until="2009", status=422)
    assert "before the first one" in in_space.mistakes[0]
    in_space.submit("Next", years_from="next", years_until="2999", status=422)
    assert len(in_space.mistakes) == 2
    in_space.submit("Next", years_from="2009", years_until="2012").submit("Next")
    assert "From 2009 to 2012" in in_space.main


def test_too_long_is_said_and_kept(in_space: Page) -> None:
    in_space.visit("/records/new").submit("Next", words="a" * 10_001, status=422)
    assert "too long" in in_space.mistakes[0]
    assert "a" * 10_001 in in_space.html


def test_a_choice_nobody_offered_is_not_taken(in_space: Page) -> None:
    in_space.visit("/records/new")
    in_space.post("/records/new", {"scopes": ["everything", "all"]}, status=422)
    assert rows(RecordsRequest) == []


def test_the_page_that_lists_them_helps_when_there_is_none(in_space: Page) -> None:
    in_space.visit("/records")
    assert "It is free" in in_space.main
    assert in_space.links("Ask for my records")


def test_while_the_past_is_shut_they_may_ask_and_see_nothing(
    page: Page, make: Make, sam: YoungPerson
) -> None:
    from portal.kit import clock

    make.staff(Role.RECORDS_OFFICER)
    page.sign_in(make.account_for(sam, past_shut_at=clock.now()))
    page.visit("/records/new").submit("Next").submit("Next").submit("Send")
    assert "when a worker has met you" in page.text
    [made] = rows(RecordsRequest)
    page.visit(f"/records/{made.id}", status=404)


def test_somebody_elses_request_is_not_there(
    in_space: Page, another_page: Callable[[], Page], make: Make
) -> None:
    in_space.visit("/records/new").submit("Next").submit("Next").submit("Send")
    [made] = rows(RecordsRequest)
    other = another_page().sign_in(make.account_for(make.young_person()))
    for ending in (
        "",
        "/print",
        "/change",
        "/ring",
        "/question",
        "/question/review",
        "/take-back",
        "/sent",
        "/felt",
    ):
        other.visit(f"/records/{made.id}{ending}", status=404)
    other.post(f"/records/{made.id}/write", {"words": "hello"}, status=404)
    staff: Account = make.staff(Role.READER)
    another_page().sign_in(staff).visit(f"/records/{made.id}", status=404)
