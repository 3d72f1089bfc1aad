"""Whose ideas a quarter counts: those of the quarter, not of all time."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import flask
import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.participation.figures.ideas import counted
from portal.participation.models.ideas import IdeaEvent
from portal.participation.rules.ideas_printed import Counted, printed
from tests.participation.ideas import everybody, is_up
from tests.support.factories import Make

ZONE = ZoneInfo("Europe/London")


def test_authors_are_those_of_the_period(app: flask.Flask, make: Make) -> None:
    them = everybody(make)
    before = is_up(app, them.child, them.reader, them.worker, "Later bedtimes")
    is_up(app, them.friend, them.reader, them.worker, "More football")
    with db.transaction() as session:
        for event in session.scalars(sa.select(IdeaEvent).where(IdeaEvent.idea_id == before)):
            event.at -= timedelta(days=200)
    today = clock.now().astimezone(ZONE).date()
    found = counted(Period(today - timedelta(days=60), today), ZONE)
    assert (found.approved, found.authors, found.authors_ever, sum(found.states.values())) == (1, 1, 2, 2)


def test_few_authors_of_the_period_are_not_hidden_among_those_of_all_time() -> None:
    today = clock.now().date()
    found = printed(
        Counted(approved=9, states={"open": 40}, in_time=9, authors=2, authors_ever=30, authors_answered=2),
        Period(today - timedelta(days=90), today),
    )
    assert (found["approved"], found["authors"], found["in_time"]) == (None, None, None)
    assert found["states"]["open"] == 40
