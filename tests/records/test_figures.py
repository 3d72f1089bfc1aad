"""Figures of closed quarters: counted once, small numbers never, nothing live."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal import db
from portal.accounts.models import Account
from portal.disclosure.counts import Period
from portal.disclosure.quarters import HIDDEN, closed_quarters
from portal.disclosure.quarters import printed_count as shown
from portal.disclosure.quarters import printed_share as share
from portal.kit import clock
from portal.policy.roles import RECORDS, STAFF, Role
from portal.records import figures
from portal.records.figures import quarter, quarters
from portal.records.jobs.figures import count_quarters
from portal.records.models import RecordsQuarter
from portal.records.rules import EventKind
from portal.records.rules.figures import Counted, longer_than, printed
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_records import LONDON, make_event, make_request
from tests.voice.young import rows

PAGE = "/staff/records/figures"
QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))


@pytest.mark.once
@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 7, 1), date(2026, 3, 31)),
        (date(2026, 7, 7), date(2026, 3, 31)),
        (date(2026, 7, 8), date(2026, 6, 30)),
        (date(2027, 1, 8), date(2026, 12, 31)),
    ],
)
def test_a_quarter_is_counted_a_week_after_it_closed(today: date, last: date) -> None:
    found = closed_quarters(date(2026, 2, 14), today)
    assert (found[0], found[-1].last) == (Period(date(2026, 1, 1), date(2026, 3, 31)), last)


@pytest.mark.once
def test_no_quarter_before_the_first_request_closed_and_never_more_than_twelve() -> None:
    assert closed_quarters(date(2026, 2, 14), date(2026, 4, 7)) == []
    assert len(closed_quarters(date(2018, 5, 25), date(2026, 4, 9))) == 12


@pytest.mark.once
@pytest.mark.parametrize(
    ("on_time", "late", "said"),
    [
        (0, 0, None),
        (4, 0, None),
        (3, 3, None),
        (5, 4, "most"),
        (40, 0, "most"),
        (4, 5, "few"),
        (5, 5, 50),
        (30, 10, 75),
    ],
)
def test_a_share_never_tells_a_small_number(on_time: int, late: int, said: int | str | None) -> None:
    assert share(on_time, late) == said


@pytest.mark.once
def test_no_number_from_one_to_four_is_printed() -> None:
    for count in range(40):
        number = shown(count)
        assert number is None if count < 5 else number is not None and number % 5 == 0
    few = printed(Counted(given=4, days=[1, 2, 3, 400], pages=90_000, open_ages=[3, 95]), QUARTER)
    assert (few["given"], few["days"], few["pages"]) == (None, None, None)
    many = printed(Counted(given=6, days=[10, 20, 30, 30, 40, 203], pages=1_234), QUARTER)
    assert (many["days"], many["pages"]) == ({"median": 30, "more_than": None}, 1200)


@pytest.mark.once
@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([31, 31, 31, 31, 2000], 30),
        ([30, 31, 31, 31, 2000], None),
        ([91] * 5 + [10] * 100, 90),
        ([10] * 100 + [91] * 4, None),
        ([731] * 6, 730),
        ([7] * 5, None),
    ],
)
def test_of_the_longest_is_said_only_what_five_share(days: list[int], said: int | None) -> None:
    assert longer_than(days) == said


@pytest.mark.once
def test_one_persons_wait_moves_nothing_that_is_printed() -> None:
    """Whoever waited longest could have waited ten times as long, or the one in the middle two days more."""
    for days in ([20, 31, 33, 35, 40, 47, 61], [95] * 7, [3] * 5):
        printed_days = printed(Counted(given=len(days), days=days), QUARTER)["days"]
        longest = printed(Counted(given=len(days), days=[*days[:-1], days[-1] * 10]), QUARTER)["days"]
        assert printed_days == longest or sum(one > 30 for one in days) == 4


@pytest.mark.once
def test_a_row_with_few_in_it_is_not_printed_at_all() -> None:
    few = printed(
        Counted(
            given=4,
            open_ages=[3, 95],
            late_reasons={"archive": 4},
            covered={"crime": 4},
            wanted_company=4,
            felt={"kind": {"yes": 2, "partly": 1, "no": 1}},
        ),
        QUARTER,
    )
    assert few["open"] == few["late_reasons"] == few["covered"] == few["felt"]["kind"] == {}
    assert few["wanted_company"] is None


@pytest.mark.once
def test_beside_one_small_number_another_is_left_out_so_that_nobody_subtracts() -> None:
    found = printed(
        Counted(
            given=30,
            refused=8,
            withdrawn=1,
            open_ages=[3] * 20 + [40] * 9 + [70] * 6 + [95] * 2,
            felt={"kind": {"yes": 20, "partly": 6, "no": 2}},
        ),
        QUARTER,
    )
    assert [found[name] for name in ("given", "refused", "withdrawn")] == [30, HIDDEN, HIDDEN]
    assert list(found["open"].values()).count(HIDDEN) == 2
    assert found["felt"]["kind"] == {"yes": 20, "partly": HIDDEN, "no": HIDDEN}


@pytest.mark.once
def test_a_share_of_nearly_all_gives_the_rest_away_and_is_not_printed() -> None:
    found = printed(Counted(given=23, covered={"somebody_else": 22, "crime": 9}), QUARTER)
    assert found["covered"]["crime"] == 10
    assert found["covered"]["harm"] is None
    all_of_them = printed(Counted(given=23, covered={"somebody_else": 23}), QUARTER)
    assert all_of_them["covered"]["somebody_else"] == HIDDEN


def a_year_ago() -> Period:
    """The quarter that held the day a year ago."""
    day = clock.today(LONDON) - timedelta(days=365)
    return closed_quarters(day, clock.today(LONDON))[0]


@pytest.fixture
def council(rowan: Account) -> Period:
    """Six given on time and seven late, five for one reason, in one quarter long closed; one is open."""
    period = a_year_ago()
    came = period.first + timedelta(days=2)
    for number in range(13):
        is_late = number >= 6
        end = came + timedelta(days=60 if is_late else 20)
        request = make_request(received_on=came)
        if is_late:
            reason = "archive" if number < 11 else "our_mistake"
            make_event(request, EventKind.LATE_REASON, end, reason=reason, words="It took long.", by=rowan)
        make_event(request, EventKind.GIVEN, end, by=rowan)
    make_request(received_on=period.last - timedelta(days=10))
    return period


def test_what_happened_in_a_quarter_is_counted(council: Period) -> None:
    with db.transaction():
        found = figures.counted(council, LONDON)
    assert (found.received, found.given, found.on_time, found.late) == (14, 13, 6, 7)
    assert found.late_reasons == {"archive": 5, "our_mistake": 2}
    assert sorted(found.days) == [20] * 6 + [60] * 7
    assert found.open_ages == [10]


def test_it_is_counted_once_and_then_stands(council: Period, rowan: Account) -> None:
    first = count_quarters(clock.now(), LONDON)
    assert first == len(closed_quarters(council.first, clock.today(LONDON)))
    before = {one.first_on: one.printed for one in rows(RecordsQuarter)}
    make_request(received_on=council.first)
    assert count_quarters(clock.now(), LONDON) == 0
    assert {one.first_on: one.printed for one in rows(RecordsQuarter)} == before
    with db.transaction():
        found = quarter(council.first)
        assert quarters()[-1] == council.first
    assert found
    assert found.printed["on_time"] == 45
    assert {key: count for key, count in found.printed["late_reasons"].items() if count} == {"archive": 5}


def test_the_page_says_it_in_words_and_as_a_file(page: Page, make: Make, council: Period) -> None:
    count_quarters(clock.now(), LONDON)
    page.sign_in(make.staff(Role.MANAGER)).visit(f"{PAGE}?quarter={council.first}")
    for words in ("About 45% were on time", "We waited for an archive", "60 days", "about 5", "fewer than 5"):
        assert words in page.main
    sheet = page.client.get(f"{PAGE}.csv?quarter={council.first}").get_data(as_text=True)
    assert "We waited for an archive,about 5" in sheet


def test_before_the_first_quarter_the_page_says_when(page: Page, dana: Account) -> None:
    page.sign_in(dana).visit(PAGE)
    assert "No quarter is counted yet" in page.main
    page.visit(f"{PAGE}.csv", status=404)


@pytest.mark.once
@pytest.mark.parametrize("asked", ["2019-01-01", "x", "0001-01-01"])
def test_a_quarter_that_was_never_counted_is_not_found(page: Page, dana: Account, asked: str) -> None:
    page.sign_in(dana).visit(f"{PAGE}?quarter={asked}", status=404)


@pytest.mark.once
@pytest.mark.parametrize("role", sorted(STAFF - RECORDS - {Role.MANAGER}))
def test_nobody_else_sees_figures(page: Page, make: Make, role: Role) -> None:
    page.sign_in(make.staff(role)).visit(PAGE, status=404)
