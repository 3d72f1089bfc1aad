"""Access to records in a paper: the newest quarter counted by then, and nothing small."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import flask
import pytest
from flask_babel import force_locale

from portal import db
from portal.kit import clock
from portal.panels.presenters.records import delay_words
from portal.records.models import RecordsQuarter
from portal.records.rules.figures import Counted, printed
from portal.records.rules.reasons import LateReason
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.papers import Panel, last_quarter, panel


@pytest.fixture
def council(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def counted_quarter(last_on: date, counted_at: datetime, **counts: object) -> None:
    """A quarter that was counted."""
    plain = {"received": 31, "given": 24, "on_time": 18, "late": 7, "days": [20, 20, 30, 30, 94]}
    reasons = {"archive": 6, "our_mistake": 1}
    with db.transaction() as session:
        session.add(
            RecordsQuarter(
                first_on=last_on - timedelta(days=89),
                last_on=last_on,
                counted_at=counted_at,
                printed=printed(Counted(**{**plain, "late_reasons": reasons, **counts})),  # type: ignore[arg-type]
            )
        )


def test_a_member_reads_how_requests_went_and_no_small_number(council: Panel, page: Page) -> None:
    counted_quarter(last_quarter().last, clock.now() - timedelta(days=2))
    page.sign_in(council.member).visit(f"/staff/panel/{council.published()}")
    for words in ("About 70% of those who asked", "30 days", "95 days", "An archive was slow (about 5)"):
        assert words in page.main
    assert "The council made a mistake" not in page.main


def test_what_was_counted_after_a_paper_was_published_is_not_in_it(council: Panel, page: Page) -> None:
    meeting_id = council.published()
    counted_quarter(last_quarter().last, clock.now() + timedelta(minutes=1))
    counted_quarter(last_quarter().last + timedelta(days=91), clock.now() - timedelta(days=2))
    page.sign_in(council.member).visit(f"/staff/panel/{meeting_id}")
    assert "Access to records" not in page.main


@pytest.mark.once
def test_every_reason_for_delay_has_words(app: flask.Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        assert set(delay_words()) == {one.value for one in LateReason}
