"""What panel support and officers type never tells who is known here, and trying names out is noticed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.audit.models import Event
from portal.kit import clock
from portal.panels.models import Meeting
from portal.panels.queries.naming import MOST_TYPED, TYPED
from portal.panels.rules import Stage
from portal.policy.roles import Role
from tests.support.challenged import Panel, known, panel
from tests.support.factories import Make
from tests.support.pages import Page

NEUTRAL = "A name may stand in it. Put it without names."


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Panel:
    known(make, "Zephyrine Marr")
    return panel(make)


@pytest.fixture
def words_url(there: Panel) -> str:
    with db.transaction() as session:
        row = session.get_one(Meeting, there.meeting.id)
        row.stage, row.paper_id, row.published_at = Stage.COUNTED, None, None
    return f"/staff/panel/{there.meeting.id}/prepare/words"


def _tries() -> list[tuple[uuid.UUID | None, str, uuid.UUID | None, uuid.UUID | None]]:
    db.session.remove()
    events = db.session.scalars(sa.select(Event).where(Event.action == TYPED))
    return [(one.actor_id, one.subject_kind, one.subject_id, one.young_person_id) for one in events]


def _send(page: Page, url: str, lead: str, status: int, **more: str) -> list[str]:
    fields = {"lead": lead, "questions": "", "checked": "y", **more}
    return page.post(url, fields, status=status).mistakes


def test_a_list_of_names_is_refused_without_saying_which_and_written_down(
    there: Panel, page: Page, words_url: str
) -> None:
    names = "we saw Oliver Zephyrine Noah Marr Thaddeus"
    page.sign_in(there.support)
    assert _send(page, words_url, names, 422) == [NEUTRAL]
    assert _tries() == [(there.support.id, "meeting", there.meeting.id, None)]
    looks_so = _send(page, words_url, names, 422, checked="")
    assert all(name in looks_so[0] for name in ("Oliver", "Zephyrine", "Thaddeus"))
    assert len(_tries()) == 1  # what looks like a name stands in the way first, and nothing was looked up


@pytest.mark.parametrize("name", ["Zephyrine", "Quillaume"])
def test_what_is_shown_is_the_same_whoever_is_known(
    there: Panel, page: Page, words_url: str, name: str
) -> None:
    page.sign_in(there.support)
    (said,) = _send(page, words_url, f"what {name} said, and Hope is there", 422, checked="")
    assert f": “{name}”, “Hope”." in said
    page.visit(f"/staff/challenges/{there.asked()}")
    page.submit("Send it back", back_words=f"as {name} said.", status=422)
    assert page.mistakes == [f"Take these out, or tick that they are not names: “{name}”."]


def test_each_refused_try_of_an_officer_counts_once(there: Panel, page: Page) -> None:
    challenge_id = there.handed_on()
    page.sign_in(there.officer).visit(f"/staff/challenges/{challenge_id}")
    due = clock.now().date() + timedelta(days=3)
    page.submit("Send the answer", action="as zephyrine said", owner="zephyrine", due_on=due, status=422)
    assert page.mistakes == [NEUTRAL, NEUTRAL]
    assert _tries() == [(there.officer.id, "challenge", challenge_id, None)]


def test_after_five_in_an_hour_nothing_that_could_be_a_name_tells_one_from_the_other(
    there: Panel, another_page: Callable[[], Page], page: Page, words_url: str
) -> None:
    page.sign_in(there.support)
    other = there.make.staff(Role.PANEL_SUPPORT, name="Una Other")
    for _ in range(MOST_TYPED):
        assert _send(page, words_url, "as quillaume and zephyrine said", 422) == [NEUTRAL]
    known_or_not = ("as zephyrine said", "as quillaume said", "z e p h y r i n e", "q u i l l a u m e")
    for lead in (*known_or_not, "as Torvald said", "on 3 May"):
        assert _send(page, words_url, lead, 422) == [NEUTRAL], lead
    assert len(_tries()) == MOST_TYPED  # nothing was looked up any more
    _send(page, words_url, "many were moved at night.", 200)
    _send(another_page().sign_in(other), words_url, "as quillaume said", 200)
    with clock.at(clock.now() + timedelta(minutes=61)):
        page.sign_in(there.support)
        _send(page, words_url, "as quillaume said", 200)
        assert _send(page, words_url, "as zephyrine said", 422) == [NEUTRAL]
