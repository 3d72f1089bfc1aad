"""The groups and complaints in a pack: from what was counted, and nothing of it a child's."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import flask
import pytest

from portal import db
from portal.complaints.models import ComplaintsQuarter
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.panels.presenters import participation, rights
from portal.panels.queries.packs_sources import gathered
from portal.panels.rules.packs import Audience, Gathering
from portal.participation.models import InfluenceQuarter
from tests.support.factories import Make
from tests.support.planned import today

ROOMS = {
    "offers": {"panel": 3, "leaders": 0, "carer_training": 1},
    "took_part": None,
    "asked": 4,
    "said": 3,
    "changed": 2,
}
COMPLAINTS = {
    "received": 15,
    "second": None,
    "third": None,
    "in_time": "most",
    "outcomes": {"upheld": 5, "partly": None, "not_upheld": "hidden", "no_finding": 0},
    "helped": {"yes": 5, "partly": None, "no": "hidden"},
    "themes": {"home": 10, "moving": None},
    "compliments": 20,
    "changes": 2,
    "changes_checked": 1,
    "changes_hold": 1,
}


@pytest.fixture
def of(app: flask.Flask, make: Make) -> Gathering:
    """A paper about the last quarter, made today."""
    last = today() - timedelta(days=20)
    return Gathering(uuid4(), Period(last - timedelta(days=90), last), clock.now(), today())


def _counted(of: Gathering) -> None:
    period = {"first_on": of.period.first, "last_on": of.period.last, "counted_at": of.at}
    with db.transaction() as session:
        session.add(ComplaintsQuarter(printed=COMPLAINTS, **period))
        row = InfluenceQuarter(printed=ROOMS, **period)
        row.words = '[["panel", "We ring before a move now."]]'
        session.add(row)


def test_of_nothing_counted_nothing_is_said(of: Gathering) -> None:
    with db.reading():
        found = gathered(of)
    assert found["participation"] is None
    assert found["rights"] is None


def test_what_was_counted_is_printed_and_small_numbers_are_not(app: flask.Flask, of: Gathering) -> None:
    _counted(of)
    with db.reading(), app.test_request_context("/"):
        kept = gathered(of)
        assert kept["rights"] is not None
        section = rights.section(kept["rights"], Audience.PUBLIC)
    rows = {row.label: row.values[0] for table in section.tables for row in table.rows}
    assert rows["Complaints that came"] == "about 15"
    assert rows["Second stage asked for"] == "fewer than 5"
    assert rows["Not upheld"] == "not shown"
    assert "Nearly all complaints were answered in time" in section.story
    assert all(row.how for table in section.tables for row in table.rows)


def test_words_of_chairs_are_for_members_only(app: flask.Flask, of: Gathering) -> None:
    _counted(of)
    with db.reading(), app.test_request_context("/"):
        kept = gathered(of)["participation"]
        assert kept is not None
        members = participation.section(kept, Audience.MEMBERS)
        public = participation.section(kept, Audience.PUBLIC)
    assert "We ring before a move now." in " ".join(members.points)
    assert public.points == ()
    assert "Of 4 chairs" in public.story
    rows = {row.label: row.values[0] for table in public.tables for row in table.rows}
    assert rows["Young people who took part"] == "fewer than 5"
    assert "A meeting of senior leaders" not in rows
