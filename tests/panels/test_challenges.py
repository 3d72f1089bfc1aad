"""A challenge from a member's question to the panel's closing it, and how one asks."""

from __future__ import annotations

import uuid
from datetime import timedelta

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.panels.models import Challenge, ChallengeStep
from portal.panels.rules import ChallengeState, StepKind
from tests.support.challenged import ACTION, OWNER, WORDS, Panel, meeting, panel
from tests.support.factories import Make
from tests.support.pages import Page


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def _ask_url(there: Panel, about: str = "theme:moving") -> str:
    return f"/staff/panel/{there.meeting.id}/challenge?about={about}"


def test_the_whole_way(there: Panel, page: Page) -> None:
    page.sign_in(there.member).visit(_ask_url(there))
    assert "Moving" in page.main
    assert "who checks that the child was told?" in page.main
    page.submit("Send it to panel support", words=WORDS)
    url = page.url
    assert WORDS in page.main
    assert "Being checked for names" in page.main

    page.sign_in(there.support).visit("/staff/challenges").follow("A challenge to check")
    assert WORDS in page.main
    assert "A name is covered" not in page.main
    page.submit("I have checked it: give it to them", officer=str(there.officer.id))
    assert "Ines Okafor answers by" in page.main

    page.sign_in(there.officer).visit("/staff/challenges?mine=yes").follow("who decides")
    due = clock.now().date() + timedelta(days=20)
    page.submit("Send the answer to the panel", action=ACTION, owner=OWNER, due_on=due)
    page.submit("Tell the panel", progress="partly", progress_words="two teams do it now.")
    assert "Partly done" in page.main
    assert "Tell young people what was done" in page.main

    page.sign_in(there.member).visit(url)
    assert ACTION in page.main
    assert OWNER in page.main
    page.submit("I have seen it")
    page.submit("I would close it")
    assert "Close it: Cllr Quill." in page.main

    page.sign_in(there.support).visit(url)
    assert "The panel has not met since it was asked." in page.main
    meeting = str(there.met_today().id)
    page.visit(url)
    page.submit("Write it down", decision="close", meeting=meeting, decision_words="we saw that it works.")
    assert "Closed" in page.main
    assert "The panel closed it at its meeting on" in page.main
    page.visit("/staff/challenges").visit("/staff/challenges?tab=closed")
    assert WORDS in page.main
    kinds = [step.kind for step in there.row(db.session.scalars(sa.select(Challenge.id)).one()).steps]
    assert kinds == [
        StepKind.ASKED,
        StepKind.HANDED_ON,
        StepKind.ANSWERED,
        StepKind.PROGRESS,
        StepKind.SAYS_CLOSE,
        StepKind.CLOSED,
    ]


def _count() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Challenge)) or 0


@pytest.mark.parametrize("about", ["theme:moving", "theme:records", "verdict:sorted", "said", ""])
def test_a_member_asks_about_any_number_of_the_paper(there: Panel, page: Page, about: str) -> None:
    page.sign_in(there.member).visit(_ask_url(there, about)).submit("Send it to panel support", words=WORDS)
    row = there.row(db.session.scalars(sa.select(Challenge.id)).one())
    assert (row.about, row.state, row.words) == (about, ChallengeState.TO_CHECK, WORDS)


@pytest.mark.parametrize("about", ["theme:fairness", "theme", "verdict:lost", "nonsense", "theme:moving:x"])
def test_what_the_paper_does_not_have_cannot_be_asked_about(there: Panel, page: Page, about: str) -> None:
    page.sign_in(there.member).visit(_ask_url(there, about), status=404)
    page.post(_ask_url(there, about), {"words": WORDS}, status=404)
    assert _count() == 0


def test_a_paper_that_is_not_published_cannot_be_asked_about(there: Panel, page: Page) -> None:
    there.meeting = meeting(there.support, is_published=False, days_ago=200)
    page.sign_in(there.member).visit(_ask_url(there), status=404)
    page.post(_ask_url(there), {"words": WORDS}, status=404)


def test_only_members_ask(there: Panel, page: Page) -> None:
    for other in (there.support, there.officer):
        page.sign_in(other).visit(_ask_url(there), status=404)


def test_nothing_written_is_asked_for_again(there: Panel, page: Page) -> None:
    page.sign_in(there.member).visit(_ask_url(there)).submit("Send it to panel support", status=422)
    assert page.mistakes == ["Write what you want to ask."]
    assert _count() == 0


def test_a_form_sent_twice_is_one_challenge_and_other_words_are_another(there: Panel, page: Page) -> None:
    sent = {"send_once": str(uuid.uuid4()), "words": WORDS}
    page.sign_in(there.member)
    for words in (WORDS, WORDS, "and who pays?", "and who pays?"):
        page.post(_ask_url(there), {**sent, "words": words})
    assert _count() == 2
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ChallengeStep)) == 2
