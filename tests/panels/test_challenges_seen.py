"""Who sees a challenge: before it was checked only whoever asked and panel support."""

from __future__ import annotations

import re
import uuid

import flask
import pytest

from portal.kit import clock
from portal.panels.queries import challenges as queries
from portal.policy.roles import Role
from tests.support.challenged import WORDS, Panel, panel
from tests.support.factories import Make
from tests.support.pages import Page


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def _plain(html: str, name: str) -> str:
    """The page without the name, and without what differs on every page: ids, tokens, minutes."""
    html = re.sub(r'(name="csrf_token" value=")[^"]*', r"\1", html)
    html = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", html)
    return re.sub(r"\d\d:\d\d", "", html).replace(name, "NAME")


def test_before_it_is_checked_nobody_else_sees_it(there: Panel, make: Make, page: Page) -> None:
    other = make.staff(Role.PANEL_MEMBER)
    for challenge_id in (there.asked(), there.sent_back()):
        for who in (other, there.officer, make.staff(Role.READER)):
            page.sign_in(who)
            missing = page.visit(f"/staff/challenges/{uuid.uuid4()}", status=404).html
            hidden = page.visit(f"/staff/challenges/{challenge_id}", status=404).html
            assert _plain(hidden, "-") == _plain(missing, "-")
            page.post(f"/staff/challenges/{challenge_id}/seen", status=404)
    for who in (other, there.officer):
        for tab in ("open", "closed"):
            page.sign_in(who).visit(f"/staff/challenges?tab={tab}")
            assert WORDS not in page.main
            assert "A challenge to check" not in page.main
    assert (queries.open_ones(clock.now().date()), queries.of_theme("moving", clock.now().date())) == ([], [])


def test_taken_back_it_is_left_to_whoever_asked(there: Panel, page: Page) -> None:
    challenge_id = there.asked()
    url = f"/staff/challenges/{challenge_id}"
    page.sign_in(there.member).visit(url).submit("Take it back")
    assert "Taken back" in page.main
    page.visit("/staff/challenges?tab=closed")
    assert WORDS in page.main
    page.sign_in(there.support).visit(url, status=404)
    assert WORDS not in page.visit("/staff/challenges?tab=closed").main


def test_what_went_before_the_check_stays_between_asker_and_support(
    there: Panel, make: Make, page: Page
) -> None:
    challenge_id = there.sent_back("leave out the number of the house.")
    url = f"/staff/challenges/{challenge_id}"
    page.sign_in(there.member).visit(url)
    assert "leave out the number of the house." in page.main
    page.submit("Send it again", words="which homes had the most moves?")
    page.sign_in(there.support).visit(url).submit("I have checked it", officer=str(there.officer.id))
    for who, sees_all in ((there.member, True), (there.support, True), (there.officer, False)):
        page.sign_in(who).visit(url)
        assert ("sent it back" in page.main, "sent it again" in page.main) == (sees_all, sees_all)
        assert ("leave out the number" in page.main) is sees_all
        assert "which homes had the most moves?" in page.main
        assert WORDS not in page.main
    assert WORDS not in there.row(challenge_id).words


def test_a_challenge_belongs_to_whoever_asked(there: Panel, make: Make, page: Page) -> None:
    other = make.staff(Role.PANEL_MEMBER)
    url = f"/staff/challenges/{there.sent_back()}"
    for step in ("again", "take-back"):
        page.sign_in(other).post(f"{url}/{step}", {"words": "changed."}, status=404)
    late = f"/staff/challenges/{there.handed_on()}"
    page.sign_in(other).post(f"{late}/take-back", status=404)
    page.sign_in(there.member).post(f"{late}/take-back", status=409)
    page.post(f"{late}/again", {"words": "changed."}, status=409)
