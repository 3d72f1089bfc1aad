"""The search log: what it must say, what is kept of it, the letter about what is missing."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from portal import db
from portal.accounts.models import Account
from portal.clocks.bank_holidays import add_working_days
from portal.kit import clock
from portal.kit.errors import Refused
from portal.people.models import YoungPerson
from portal.records.commands import finding
from portal.records.models import RecordsRequest, RequestMessage, Search, SearchChange
from portal.records.queries.finding import looking
from portal.records.rules import Found, SearchPlace
from portal.records.rules.finding import Looked, Span, WhyNotLog, asked_span, gaps, why_not_log
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted
from tests.support.world_records import LONDON, make_request, read_again
from tests.voice.young import rows

TODAY = date(2026, 6, 10)
LOST = "It was last seen in 2004 in box 12. We looked in the two boxes beside it."
NewPage = Callable[[], Page]


def today() -> date:
    return clock.today(LONDON)


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


@pytest.fixture
def theirs(rowan: Account) -> RecordsRequest:
    return make_request(officer=rowan, years_from=1990, years_until=1999)


def at(request: RecordsRequest, *more: object) -> str:
    return "/".join(["/staff/records", str(request.id), "search", *map(str, more)])


def log(request: RecordsRequest, by: Account, **said: Any) -> Search:
    """A line of the log, waiting unless said otherwise."""
    plain = {"place": SearchPlace.ARCHIVE, "asked_on": today()} | said
    with db.transaction() as session:
        row = session.get_one(RecordsRequest, request.id)
        search = finding.log_search(
            row, Looked(**plain), send_once=uuid.uuid4(), by=by.id, now=clock.now(), today=today()
        )
        session.expunge(search)
        return search


@pytest.mark.once
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, None),
        ({"asked_on": TODAY + timedelta(days=1)}, WhyNotLog.IN_FUTURE),
        ({"place": SearchPlace.ELSEWHERE}, WhyNotLog.NO_WHERE),
        ({"place": SearchPlace.ELSEWHERE, "where": "A loft"}, None),
        ({"found": Found.MISSING}, WhyNotLog.NO_STATEMENT),
        ({"found": Found.DESTROYED, "statement": "gone"}, WhyNotLog.NO_STATEMENT),
        ({"found": Found.DESTROYED, "statement": LOST}, None),
        ({"found": Found.NOTHING}, None),
        ({"years_from": 1999, "years_until": 1990}, WhyNotLog.YEARS),
        ({"years_until": 2027}, WhyNotLog.YEARS),
        ({"years_from": 1066}, WhyNotLog.YEARS),
        ({"pages": 10**9}, WhyNotLog.TOO_MANY),
        ({"volumes": -1}, WhyNotLog.TOO_MANY),
        ({"chase_on": TODAY - timedelta(days=1)}, WhyNotLog.CHASE_PASSED),
        ({"chase_on": TODAY}, None),
    ],
)
def test_a_line_says_what_it_must(said: dict[str, Any], why: WhyNotLog | None) -> None:
    plain: dict[str, Any] = {"place": SearchPlace.ARCHIVE, "asked_on": TODAY}
    assert why_not_log(Looked(**(plain | said)), TODAY) is why


@pytest.mark.once
def test_a_chase_day_that_has_passed_since_may_stay() -> None:
    passed = TODAY - timedelta(days=3)
    said = Looked(SearchPlace.ARCHIVE, TODAY - timedelta(days=20), chase_on=passed)
    assert why_not_log(said, TODAY, chase_before=passed) is None


@pytest.mark.once
@pytest.mark.parametrize(
    ("covered", "left"),
    [
        ([], [Span(1990, 1999)]),
        ([(None, None)], []),
        ([(1992, 1995)], [Span(1990, 1991), Span(1996, 1999)]),
        ([(None, 1994), (1995, None)], []),
        ([(1994, 1994), (1980, 1985)], [Span(1990, 1993), Span(1995, 1999)]),
    ],
)
def test_years_that_no_line_covers_are_found(
    covered: list[tuple[int | None, int | None]], left: list[Span]
) -> None:
    assert gaps(Span(1990, 1999), covered) == left


@pytest.mark.once
def test_without_years_of_theirs_their_birthday_tells_which() -> None:
    assert asked_span(None, None, date(1988, 2, 29), TODAY) == Span(1988, 2013)
    assert asked_span(None, None, date(2010, 1, 1), TODAY) == Span(2010, 2026)
    assert asked_span(1995, None, date(1988, 2, 29), TODAY) == Span(1995, 2013)
    assert asked_span(None, 1999, None, TODAY) == Span(1999, 1999)
    assert asked_span(2001, None, None, TODAY) == Span(2001, 2026)
    assert asked_span(None, None, None, TODAY) is None


def test_the_first_page_says_how_to_begin_and_which_years_nobody_looked_for(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    page.sign_in(rowan).visit(at(theirs))
    assert "Nobody has looked yet" in page.main
    assert "1990–1999" in page.main


def test_a_search_is_written_down_and_the_next_move_is_theirs(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    page.sign_in(rowan).visit(at(theirs)).follow("Write down a search")
    page.submit(
        "Write it down", place="archive", where="County archive", asked="Ms Box, 01", years_from="1990"
    )
    search = rows(Search)[0]
    assert (search.found, search.chase_on) == (Found.WAITING, add_working_days(today(), 10))
    assert "County archive" in page.main
    assert read_again(theirs).next_move_with == "others"
    assert "No line covers" not in page.main


def test_sent_twice_it_is_one_line(page: Page, rowan: Account, theirs: RecordsRequest) -> None:
    page.sign_in(rowan).visit(at(theirs, "add"))
    sent = page.value("send_once")
    for _ in range(2):
        page.visit(at(theirs, "add"))
        page.submit("Write it down", place="email", found="nothing", send_once=sent)
    assert len(rows(Search)) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"place": ""}, "Choose where"),
        ({"place": "elsewhere"}, "Write where"),
        ({"place": "archive", "found": "destroyed"}, "Write what is missing or was destroyed"),
        ({"place": "archive", "years_from": "19x8"}, "Write a year with four numbers"),
        ({"place": "archive", "years_from": "1999", "years_until": "1990"}, "These years cannot be"),
        ({"place": "archive", "pages": "²3"}, "Write a number"),
        ({"place": "archive", "pages": "99999999"}, "more than can be"),
        ({"place": "archive", "asked_on-year": "2099"}, "still to come"),
        ({"place": "archive", "asked_on-day": "31", "asked_on-month": "2"}, "Write a real date"),
        ({"place": "archive", **day("chase_on", date(2019, 1, 2))}, "has passed"),
        ({"place": "archive", "where": "x" * 500}, "too long"),
    ],
)
def test_what_cannot_be_is_said(
    page: Page, rowan: Account, theirs: RecordsRequest, fields: dict[str, str], said: str
) -> None:
    page.sign_in(rowan).visit(at(theirs, "add")).submit("Write it down", status=422, **fields)
    assert said in page.main
    assert rows(Search) == []


def test_choices_that_were_not_offered_are_not_taken(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    page.sign_in(rowan)
    asked = day("asked_on", today())
    for odd in ({"place": "moon", "found": "found"}, {"place": "archive", "found": "lost"}, {}):
        page.post(at(theirs, "add"), {**asked, **odd}, status=422)
    assert rows(Search) == []


def test_what_stood_there_before_is_kept_and_shown(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    search = log(theirs, rowan, where="County archive")
    page.sign_in(rowan).visit(at(theirs, search.id))
    page.submit("Write it down", found="missing", statement=LOST)
    change = rows(SearchChange)[0]
    assert change.what == "answered"
    assert json.loads(change.before)["found"] == "waiting"
    assert LOST in page.main
    assert "1 change" in page.main
    assert rows(Search)[0].done_on == today()
    assert read_again(theirs).next_move_with == "us"


def test_two_officers_do_not_write_over_each_other(
    page: Page, rowan: Account, theirs: RecordsRequest, make: Make
) -> None:
    search = log(theirs, rowan)
    page.sign_in(rowan).visit(at(theirs, search.id)).submit("Write it down", found="found", pages="10")
    with db.transaction() as session:
        row, line = session.get_one(RecordsRequest, theirs.id), session.get_one(Search, search.id)
        said = Looked(SearchPlace.ARCHIVE, today(), Found.NOTHING)
        with pytest.raises(Refused) as refused:
            finding.change_search(row, line, said, seen=0, by=rowan.id, now=clock.now(), today=today())
        assert refused.value.reason is WhyNotLog.CHANGED_MEANWHILE
    assert rows(Search)[0].found is Found.FOUND


def test_one_button_says_that_they_were_asked_again(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    search = log(theirs, rowan)
    with db.transaction() as session:
        session.get_one(Search, search.id).chase_on = today() - timedelta(days=1)
    page.sign_in(rowan).visit(at(theirs))
    assert "Now" in page.main
    page.submit("I chased")
    page.submit("I chased", seen="0")
    after = rows(Search)[0]
    assert (after.chased, after.chase_on) == (1, add_working_days(today(), 10))
    assert [one.what for one in rows(SearchChange)] == ["chased"]


def test_the_letter_says_what_is_missing_and_goes_to_their_page_once(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    log(theirs, rowan, found=Found.MISSING, statement=LOST, years_from=1990, years_until=1994)
    page.sign_in(rowan).visit(at(theirs)).follow("Write the letter")
    for words in ("An archive (1990–1994)", LOST, "1995–1999", "If you think this is wrong"):
        assert words in page.main
    sent = page.value("send_once")
    for _ in range(2):
        page.visit(at(theirs, "letter")).submit("Send it to their page", send_once=sent)
    messages = rows(RequestMessage)
    assert len(messages) == 1
    assert LOST in messages[0].words


@pytest.mark.once
def test_the_letter_is_a_pdf_for_the_post(page: Page, rowan: Account, theirs: RecordsRequest) -> None:
    page.sign_in(rowan)
    answer = page.client.post(
        at(theirs, "letter"), data={"csrf_token": page.token(), "words": "We are sorry.", "pdf": "1"}
    )
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")
    assert rows(RequestMessage) == []


def test_nobody_in_conflict_meets_the_log_and_the_second_officer_only_reads(
    page: Page, make: Make, rowan: Account, dana: Account, sam: YoungPerson
) -> None:
    request = make_request(person=sam, officer=rowan)
    search = log(request, rowan)
    page.sign_in(dana).visit(at(request))
    assert "I chased" not in page.main
    page.visit(at(request, "add"), status=404)
    make.statement(sam, concerning=[rowan])
    page.sign_in(rowan)
    for more in ((), ("add",), (search.id,), ("letter",)):
        page.visit(at(request, *more), status=404)


def test_a_line_of_another_request_is_not_found(page: Page, rowan: Account, theirs: RecordsRequest) -> None:
    search = log(make_request(officer=rowan), rowan)
    page.sign_in(rowan).visit(at(theirs, search.id), status=404)


def test_the_log_asks_the_same_of_the_database_at_1_and_at_20(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    log(theirs, rowan, found=Found.NOTHING)
    page.sign_in(rowan).visit(at(theirs))
    with counted() as first:
        page.visit(at(theirs))
    for _ in range(19):
        log(theirs, rowan, found=Found.NOTHING)
    with counted() as then:
        page.visit(at(theirs))
    assert len(then) == len(first)
    with db.transaction() as session:
        assert len(looking(session.get_one(RecordsRequest, theirs.id)).lines) == 20
