"""What challenges and changes give to a pack: counts of challenges in their honest state, and of changes."""

from __future__ import annotations

import json
from datetime import timedelta

import flask
import pytest

from portal.disclosure.counts import Period
from portal.kit import clock
from portal.outcomes.rules import Did
from portal.panels.presenters.challenge_pack import challenge_section, changed_section
from portal.panels.queries.challenge_pack import challenges_for_pack, changed_for_pack
from portal.panels.rules import Progress
from portal.panels.rules.packs import Audience, Gathering, Section
from tests.support.challenged import Panel, panel
from tests.support.did import outcome
from tests.support.factories import Make


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def _of(there: Panel, *, days: int = 90) -> Gathering:
    now = clock.now()
    last = now.date()
    return Gathering(there.meeting.id, Period(last - timedelta(days=days), last), now, last)


def _rows(section: Section, table: int = 0) -> dict[str, str]:
    return {row.label: row.values[0] for row in section.tables[table].rows}


def test_every_checked_challenge_stands_in_one_honest_line(app: flask.Flask, there: Panel) -> None:
    with app.test_request_context():
        assert challenges_for_pack(_of(there)) is None
        there.asked()  # waits to be checked: nobody else knows of it
        there.handed_on()
        there.progress(there.answered(), Progress.DONE, "it is done.")
        there.closed()
        there.answered(due_on=clock.now().date())
        kept = challenges_for_pack(_of(there))
        assert kept is not None
        with clock.at(clock.now() + timedelta(days=3)):
            later = challenges_for_pack(_of(there, days=2))
        section = challenge_section(json.loads(json.dumps(kept)), Audience.PUBLIC)
        assert _rows(section) == {
            "Waits for an answer": "1",
            "Answered, not yet begun": "1",
            "Done, not closed yet": "1",
            "Closed by the panel": "1",
        }
        assert (
            section.story == "The panel asked for 4 things in this time. Nothing that was promised is late."
        )
        assert section.href == ""
        assert later is not None
        assert later["states"] == {"to_answer": 1, "done": 1, "late": 1}
        assert later["asked"] == 0
        assert "1 challenge is late." in challenge_section(later, Audience.MEMBERS).story


def test_changes_are_counted_and_how_young_people_see_them_is_in_words(
    app: flask.Flask, there: Panel
) -> None:
    now = clock.now()
    with app.test_request_context():
        assert changed_for_pack(_of(there)) is None
        told = {"published_at": now - timedelta(days=3), "all_from_on": now.date()}
        outcome(there.officer, **told)
        outcome(there.officer, state=Did.CANT, why="no money.", **told)
        outcome(there.officer, published_at=now - timedelta(days=200), all_from_on=now.date())
        outcome(there.officer, published_at=now - timedelta(days=3))
        kept = changed_for_pack(_of(there))
        assert kept is not None
        section = changed_section(json.loads(json.dumps(kept)), Audience.PUBLIC)
    assert _rows(section) == {"Done": "1", "We can't do this": "1"}
    assert section.href == "/what-changed"
    assert len(section.tables) == 1
