"""Access to records in a paper: the newest quarter counted by then, and nothing small."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import flask
import pytest
from flask_babel import force_locale

from portal import db
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.panels.presenters.records import cover_words, delay_words, felt_words
from portal.records.models import RecordsQuarter
from portal.records.rules.feelings import FeltQuestion
from portal.records.rules.figures import Counted, printed
from portal.records.rules.reading import Why
from portal.records.rules.reasons import LateReason
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.papers import Panel, last_quarter, panel


@pytest.fixture
def council(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def counted_quarter(last_on: date, counted_at: datetime, **counts: object) -> None:
    """A quarter that was counted."""
    first_on = last_on - timedelta(days=89)
    plain = {"received": 31, "given": 24, "on_time": 18, "late": 7, "days": [20, 31, 33, 35, 40, 94]}
    reasons = {"archive": 6, "our_mistake": 1}
    with db.transaction() as session:
        session.add(
            RecordsQuarter(
                first_on=first_on,
                last_on=last_on,
                counted_at=counted_at,
                printed=printed(
                    Counted(**{**plain, "late_reasons": reasons, **counts}),  # type: ignore[arg-type]
                    Period(first_on, last_on),
                ),
            )
        )


def test_a_member_reads_how_requests_went_and_no_small_number(council: Panel, page: Page) -> None:
    counted_quarter(last_quarter().last, clock.now() - timedelta(days=2))
    page.sign_in(council.member).visit(f"/staff/panel/{council.published()}")
    for words in (
        "About 70% of those who asked",
        "35 days",
        "more than 30 days",
        "An archive was slow (about 5)",
    ):
        assert words in page.main
    assert "The council made a mistake" not in page.main


def test_a_member_reads_why_words_were_covered_what_support_was_taken_up_and_how_it_felt(
    council: Panel, page: Page
) -> None:
    counted_quarter(
        last_quarter().last,
        clock.now() - timedelta(days=2),
        covered={"somebody_else": 19, "crime": 2},
        wanted_company=15,
        had_company=11,
        felt={
            "kind": {"yes": 12, "partly": 6, "no": 7},
            "got_it": {"yes": 1, "partly": 0, "no": 1},
            "beside": {"yes": 12, "partly": 6, "no": 2},
        },
    )
    page.sign_in(council.member).visit(f"/staff/panel/{council.published()}")
    assert "It is about somebody else (about 20)" in page.main
    assert "police" not in page.main
    assert "Had company" in page.main
    table = page.main.split("What they said a month later")[1]
    assert "Found us kind and clear" in table
    assert "Got what they asked for" not in table  # two people answered
    assert "not shown" in table  # beside a small number another one is left out


def test_what_was_counted_after_a_paper_was_published_is_not_in_it(council: Panel, page: Page) -> None:
    meeting_id = council.published()
    counted_quarter(last_quarter().last, clock.now() + timedelta(minutes=1))
    counted_quarter(last_quarter().last + timedelta(days=91), clock.now() - timedelta(days=2))
    page.sign_in(council.member).visit(f"/staff/panel/{meeting_id}")
    assert "Access to records" not in page.main


@pytest.mark.once
def test_everything_that_is_counted_has_words(app: flask.Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        assert set(delay_words()) == {one.value for one in LateReason}
        assert set(cover_words()) == {one.value for one in Why}
        assert set(felt_words()) == {one.value for one in FeltQuestion}
