"""They come back for more; an older request leads to the newer one; an officer takes one, or says sorry."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.accounts.models import Account
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.records.models import RecordsRequest, RequestMessage
from portal.records.rules import EventKind, Scope, State
from tests.records.test_happenings import ago
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_records import make_event, make_request, read_again
from tests.voice.young import rows

K = EventKind


@pytest.fixture
def given(sam: YoungPerson, rowan: Account) -> RecordsRequest:
    """Given two days ago: photos of some years."""
    request = make_request(
        person=sam,
        officer=rowan,
        received_on=ago(10),
        scopes=[Scope.PHOTOS],
        years_from=2014,
        years_until=2016,
        words="Photos of Mill Lane",
    )
    make_event(request, K.GIVEN, ago(2), by=rowan)
    return request


@pytest.fixture
def in_space(page: Page, make: Make, sam: YoungPerson) -> Page:
    return page.sign_in(make.account_for(sam))


def test_more_is_asked_for_from_what_they_had(in_space: Page, given: RecordsRequest) -> None:
    in_space.visit(f"/records/{given.id}").follow("Ask for more")
    assert in_space.value("years_from") == "2014"
    in_space.submit("Ask for it", scopes=["photos", "reviews"], years_until="2018", words="And my letters")
    assert "We answer by" in in_space.main
    assert "And my letters" in in_space.main
    assert "Photos of Mill Lane" in in_space.main  # what they wrote at first stays
    again = read_again(given)
    assert (again.state, again.scopes, again.years_until) == (State.OPEN, ["photos", "reviews"], 2018)
    assert again.due_on is not None


def test_asked_for_more_twice_is_once(in_space: Page, given: RecordsRequest) -> None:
    in_space.visit(f"/records/{given.id}/more")
    fields = {"send_once": in_space.value("send_once"), "words": "My letters", "scopes": "all"}
    for _ in range(2):
        in_space.post(f"/records/{given.id}/more", fields)
    assert len(rows(RequestMessage)) == 1


def test_more_is_refused_for_years_that_cannot_be_and_before_anything_was_given(
    in_space: Page, given: RecordsRequest, sam: YoungPerson
) -> None:
    in_space.visit(f"/records/{given.id}/more").submit("Ask for it", years_from="2018", status=422)
    assert "before the first one" in in_space.mistakes[0]
    assert read_again(given).state is State.GIVEN
    other = make_request(person=sam)
    assert in_space.visit(f"/records/{other.id}/more").url.endswith(f"/records/{other.id}")


def test_what_a_newer_one_took_the_place_of_leads_there_on_both_pages(
    in_space: Page, another_page: Callable[[], Page], sam: YoungPerson, rowan: Account
) -> None:
    older, newer = make_request(person=sam, officer=rowan), make_request(person=sam, officer=rowan)
    elses = make_request(name="Kit Else")
    staff = another_page().sign_in(rowan).visit(f"/staff/records/{older.id}/add/withdrawn")
    button = "Close it as withdrawn"
    staff.submit(button, reason="superseded", newer=elses.reference, status=422)
    assert "No other request about this person" in staff.mistakes[0]
    staff.submit(button, reason="superseded", newer=newer.reference.replace("-", " "))
    staff.follow(newer.reference)
    assert staff.url.endswith(f"/staff/records/{newer.id}")
    in_space.visit(f"/records/{older.id}").follow("It goes on here")
    assert in_space.url.endswith(f"/records/{newer.id}")


def test_an_officer_takes_one_on_the_board(
    page: Page, make: Make, rowan: Account, another_page: Callable[[], Page]
) -> None:
    free, had = make_request(), make_request(officer=make.staff(Role.RECORDS_OFFICER, name="Olu Other"))
    late = another_page().sign_in(rowan).visit("/staff/records")
    page.sign_in(rowan).visit("/staff/records")
    assert page.main.count("I take it") == 1
    page.submit(f"I take it {free.reference}")
    assert page.url.endswith(f"/staff/records/{free.id}")
    assert "You have it now." in page.main
    assert read_again(free).officer_id == rowan.id
    late.submit(f"I take it {free.reference}")
    page.post(f"/staff/records/{had.id}/take", {})
    assert "Somebody else took it" in page.main
    assert read_again(had).officer_id != rowan.id


def test_who_looks_again_at_decisions_takes_none(page: Page, dana: Account) -> None:
    make_request()
    page.sign_in(dana).visit("/staff/records")
    assert "I take it" not in page.main


def test_a_message_about_lateness_is_begun_in_the_readers_language(
    page: Page, sam: YoungPerson, rowan: Account
) -> None:
    late = make_request(person=sam, officer=rowan, received_on=ago(60))
    page.sign_in(rowan).visit(f"/staff/records/{late.id}")
    page.submit("Begin with: it is late", words="Please ring me.")
    begun = page.value("words")
    assert begun.startswith("We said you would have your records by")
    assert begun.endswith("Please ring me.")
    assert rows(RequestMessage) == []
    in_time = make_request(person=sam, officer=rowan)
    assert "Begin with" not in page.visit(f"/staff/records/{in_time.id}").main
