"""A member's log of what came of what they asked, and the public register of what changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import flask
import pytest

from portal import db
from portal.kit import clock
from portal.outcomes.models import Outcome
from portal.outcomes.rules import Did, Seen
from portal.panels.models import Meeting
from portal.panels.rules import Progress
from portal.policy.roles import Role
from tests.support.challenged import Panel, panel
from tests.support.did import outcome
from tests.support.factories import Make
from tests.support.pages import Page

REGISTER = "/what-changed"


def test_children_under_twelve_read_the_short_words_first(there: Panel, make: Make, page: Page) -> None:
    _told(there, we_did="A long text on what is different now.", easy="Somebody rings you first.")
    today = clock.now().date()
    for years, reads in ((9, True), (13, False)):
        person = make.young_person(born_on=today.replace(day=1) - timedelta(days=366 * years))
        page.sign_in(make.account_for(person))
        for url in ("/we-did", "/start"):
            assert ("Somebody rings you first." in page.visit(url).main) is reads


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def _told(there: Panel, days_ago: int = 30, **fields: Any) -> Outcome:
    now = clock.now()
    given = {"all_from_on": now.date() - timedelta(days=days_ago)} | fields
    return outcome(there.officer, published_at=now - timedelta(days=days_ago), **given)


def _print(there: Panel, outcomes: dict[UUID, Seen], challenges: dict[UUID, Seen] | None = None) -> None:
    """The paper says how young people saw these when it was published, a moment ago."""
    with db.transaction() as session:
        row = session.get_one(Meeting, there.meeting.id)
        row.told = {
            "outcomes": [[str(one), seen.value] for one, seen in outcomes.items()],
            "challenges": [[str(one), seen.value] for one, seen in (challenges or {}).items()],
        }
        row.published_at = clock.now()


def test_the_log_says_what_was_asked_what_came_of_it_and_what_young_people_say(
    there: Panel, page: Page
) -> None:
    page.sign_in(there.member).visit("/staff/panel/me/influence")
    assert "You have not asked anything yet" in page.main
    challenge_id = there.answered(words="who rings them when it moves?")
    there.progress(challenge_id, Progress.DONE, "it is done.")
    told = _told(there, challenge_id=challenge_id, we_did="Somebody rings you the same day.")
    there.handed_on("what about weekends?")
    _print(there, {}, {challenge_id: Seen.MOST_NOT})
    page.visit("/staff/panel/me/influence")
    assert "who rings them when it moves?" in page.main
    assert "Somebody rings you the same day." in page.main
    assert "most young people say it made no difference" in page.main
    assert page.main.count("not known yet") == 1
    sheet = page.visit("/staff/panel/me/influence.csv").html
    assert sheet.count("most young people say it made no difference") == 1
    assert sheet.count("what about weekends?") == 1
    page.visit(f"/staff/challenges/{challenge_id}")
    assert "How young people see it: most young people say it made no difference" in page.main
    with db.transaction() as session:
        session.get_one(Outcome, told.id).said_changed_at = clock.now() + timedelta(seconds=1)
    assert "made no difference" not in page.visit("/staff/panel/me/influence").main


def test_nobody_reads_anothers_log(there: Panel, make: Make, page: Page) -> None:
    there.handed_on("who rings them when it moves?")
    other = make.staff(Role.PANEL_MEMBER, name="Cllr Other")
    assert "who rings" not in page.sign_in(other).visit("/staff/panel/me/influence").main
    for who in (there.support, there.officer):
        page.sign_in(who).visit("/staff/panel/me/influence", status=404)


def test_anybody_reads_what_changed_and_only_what_is_for_all(there: Panel, page: Page) -> None:
    assert "Nothing here yet" in page.visit(REGISTER).main
    shown = _told(there, you_said="Tell us before a visit is moved.")
    tomorrow = clock.now().date() + timedelta(days=1)
    _told(there, you_said="not before tomorrow", all_from_on=tomorrow)
    _told(there, you_said="only for some", all_from_on=None)
    _told(there, you_said="taken down again", taken_down_at=clock.now())
    outcome(there.officer, you_said="still a draft")
    _print(there, {shown.id: Seen.MOST_BETTER})
    page.visit(REGISTER)
    assert "Tell us before a visit is moved." in page.main
    assert "What young people say about it: most young people say it is better." in page.main
    for words in ("not before tomorrow", "only for some", "taken down again", "still a draft"):
        assert words not in page.main


def test_it_is_narrowed_by_theme_year_and_words(there: Panel, page: Page) -> None:
    _told(there, you_said="moves are too sudden", theme="moving")
    _told(there, you_said="visits are moved", theme="family_time", state=Did.CANT, why="No money for it.")
    page.visit(REGISTER).submit("Show these", theme="moving")
    assert "moves are too sudden" in page.main
    assert "visits are moved" not in page.main
    page.visit(f"{REGISTER}?words=MONEY")
    assert "moves are too sudden" not in page.main
    assert "visits are moved" in page.main
    assert "Nothing like that" in page.visit(f"{REGISTER}?words=zebra").main
    for odd in ("theme=x", "year=x", "year=1066", "page=x", "words=%00"):
        assert "moves are too sudden" in page.visit(f"{REGISTER}?{odd}").main
    assert page.visit(f"{REGISTER}?page=99").status == 200


def test_its_pages_are_turned_and_it_costs_the_same(there: Panel, page: Page) -> None:
    for number in range(12):
        _told(there, you_said=f"number {number} was said", days_ago=number + 1)
    page.visit(REGISTER)
    assert "number 0 was said" in page.main
    assert "number 11 was said" not in page.main
    assert "number 11 was said" in page.follow("Next").main


def test_the_youngest_and_easy_read_have_the_short_words_first(there: Panel, page: Page) -> None:
    _told(there, we_did="A long text on what is different now.", easy="Somebody rings you first.")
    assert "Somebody rings you first." not in page.visit(REGISTER).main
    page.visit(f"/easy-read?next={REGISTER}").submit("Show me Easy Read")
    page.visit(REGISTER)
    assert "Somebody rings you first." in page.main
    assert "Read all of it" in page.main
