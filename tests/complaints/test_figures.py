"""Figures of closed periods: counted once, suppressed, and the yearly report in every kind of file."""

from __future__ import annotations

import random
import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from portal import db
from portal.accounts.models import Account
from portal.complaints import figures
from portal.complaints.commands.learning import Changed, learn
from portal.complaints.commands.receiving import NewComplaint, NewCompliment, receive, receive_compliment
from portal.complaints.jobs.figures import count_periods
from portal.complaints.models import ComplaintsQuarter
from portal.complaints.rules import Came, Complainer
from portal.complaints.rules.figures import Counted, closed_years, outcome_of, printed, year_of
from portal.disclosure.quarters import HIDDEN, RULES, closed_quarters, shown_of
from portal.disclosure.shown import possible
from portal.kit import clock
from portal.people.models import YoungPerson
from tests.complaints.conftest import LONDON, at, today
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

PERIOD = year_of(2025)


@pytest.mark.once
def test_no_small_number_is_printed_and_rows_are_whole() -> None:
    few = printed(Counted(received=3, complainers={"parent": 3}, bands={"16_17": 2}), PERIOD)
    assert few["received"] is None
    assert few["complainers"] == {}
    assert few["bands"] == {}
    many = printed(Counted(received=42, complainers={"parent": 21, "young_person": 20, "carer": 1}), PERIOD)
    assert many["received"] == 40
    assert many["complainers"]["parent"] == 20
    assert many["complainers"]["carer"] != 1
    assert set(many["complainers"]) == {one.value for one in Complainer}


QUARTERS = closed_quarters(PERIOD.first, date(2026, 5, 1))


def _reckoned(value: Any) -> tuple[int, int]:
    """The least and the most that a reader must reckon with."""
    return (0, 10_000) if value == HIDDEN else possible(shown_of(value), RULES)


def _given_away(quarters: list[dict[str, Any]], year: dict[str, Any], name: str) -> list[int]:
    """The quarters of which somebody who subtracts knows that there is somebody, but few."""
    ranges = [_reckoned(one[name]) for one in quarters]
    least = _reckoned(year[name])[0]
    few = [place for place, one in enumerate(quarters) if one[name] is None]
    return [place for place in few if least > sum(most for n, (_, most) in enumerate(ranges) if n != place)]


@pytest.mark.once
def test_four_small_quarters_beside_their_year_give_none_of_them_away() -> None:
    four = [Counted(received=4)] * 4
    quarters = [printed(one, period) for one, period in zip(four, QUARTERS, strict=True)]
    assert [one["received"] for one in quarters] == [None] * 4
    alone = printed(Counted(received=16), PERIOD)
    assert _given_away(quarters, alone, "received") == [0, 1, 2, 3], "subtracted, each has at least one"
    earlier = list(zip(QUARTERS, quarters, strict=True))
    assert printed(Counted(received=16), PERIOD, earlier)["received"] == HIDDEN


@pytest.mark.once
def test_no_year_gives_away_a_small_quarter() -> None:
    dice = random.Random(17)
    for _case in range(25):
        outcomes = [
            {
                key: dice.choice((0, 1, 4, 4, 6, 11))
                for key in ("upheld", "partly", "not_upheld", "no_finding")
            }
            for _quarter in QUARTERS
        ]
        counts = [Counted(received=sum(one.values()), outcomes=one) for one in outcomes]
        quarters = [printed(one, period) for one, period in zip(counts, QUARTERS, strict=True)]
        whole = {key: sum(one[key] for one in outcomes) for key in outcomes[0]}
        year = printed(
            Counted(received=sum(whole.values()), outcomes=whole),
            PERIOD,
            list(zip(QUARTERS, quarters, strict=True)),
        )
        assert _given_away(quarters, year, "received") == []
        for key in year["outcomes"]:
            rows_of = [one["outcomes"] | {"key": one["outcomes"].get(key)} for one in quarters]
            assert _given_away(rows_of, {"key": year["outcomes"][key]}, "key") == [], (outcomes, key)


@pytest.mark.once
def test_a_letter_is_one_outcome() -> None:
    assert outcome_of(["upheld", "upheld"]) == "upheld"
    assert outcome_of(["upheld", "not_upheld"]) == "partly"
    assert outcome_of(["no_finding", "not_upheld"]) == "not_upheld"


@pytest.mark.once
def test_a_financial_year_closes_a_week_after_its_end() -> None:
    assert closed_years(date(2024, 5, 1), date(2025, 4, 7)) == []
    assert closed_years(date(2024, 5, 1), date(2025, 4, 8)) == [2024]
    assert closed_years(date(2025, 2, 1), date(2025, 4, 8)) == [2024]


def _received(sam: YoungPerson, day: date, count: int) -> None:
    for _one in range(count):
        new = NewComplaint(
            Came.OWN_PAGE, uuid.uuid4(), "Nobody listened.", young_person_id=sam.id, received_on=day
        )
        receive(new, by=None, now=at(day), today=day)


@pytest.fixture
def counted_year(sam: YoungPerson, cora: Account) -> Any:
    """A year in which something came, closed and counted."""
    day = today() - timedelta(days=500)
    _received(sam, day, 6)
    thanks = NewCompliment(Came.PHONE, uuid.uuid4(), "Thank you.", Complainer.PARENT, received_on=day)
    receive_compliment(thanks, by=cora.id, now=at(day), today=day)
    learn(Changed("We ring first.", "The team", day), send_once=uuid.uuid4(), by=cora.id, today=today())
    db.session.commit()
    db.session.remove()
    now = clock.now()
    assert count_periods(now, LONDON) > 0
    assert count_periods(now, LONDON) == 0  # counted once, and then it stands
    return figures.years()[-1]


def test_a_closed_quarter_stands_when_more_comes_later(app: Any, sam: YoungPerson, counted_year: int) -> None:
    before = {one.first_on: one.printed for one in rows(ComplaintsQuarter)}
    with app.app_context():
        _received(sam, today() - timedelta(days=499), 20)
        db.session.commit()
    db.session.remove()
    count_periods(clock.now(), LONDON)
    assert {one.first_on: one.printed for one in rows(ComplaintsQuarter)} == before


def test_a_paper_reads_the_quarter_as_it_stood(counted_year: int) -> None:
    last = rows(ComplaintsQuarter)[-1]
    assert figures.as_it_stood(last.last_on, datetime.max.replace(tzinfo=LONDON)) is not None
    assert figures.as_it_stood(last.last_on, at(date(2001, 1, 1))) is None


def test_the_yearly_report_is_a_page_and_files(page: Page, cora: Account, counted_year: int) -> None:
    page.sign_in(cora).visit("/staff/complaints/figures")
    assert "Complaints that came" in page.text
    assert page.client.get("/staff/complaints/figures.csv").status_code == 200
    page.visit("/staff/complaints/figures?quarter=1999-01-01", status=404)
    page.visit("/staff/complaints/figures?quarter=x", status=404)
    base = f"/staff/complaints/annual/{counted_year}"
    page.visit(base)
    assert "We ring first." in page.text
    assert "Sam" not in page.main
    for ending, begins in (("docx", b"PK"), ("ods", b"PK")):
        answer = page.client.get(f"{base}/{ending}")
        assert answer.status_code == 200
        assert answer.data.startswith(begins)
    page.visit("/staff/complaints/annual/1999", status=404)


def test_before_anything_is_counted_the_page_says_so(page: Page, hana: Account) -> None:
    page.sign_in(hana).visit("/staff/complaints/figures")
    assert "No quarter is counted yet" in page.text


def test_others_do_not_see_figures(page: Page, make: Make) -> None:
    from portal.policy.roles import Role

    page.sign_in(make.staff(Role.SOCIAL_WORKER, name="Priya Nair"))
    page.visit("/staff/complaints/figures", status=404)
