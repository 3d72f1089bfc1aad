"""Handing a challenge to an officer, the answer, and how far it is."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import flask
import pytest
import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from portal import db
from portal.clocks.reading import answer_by
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.kit.errors import Refused
from portal.panels.commands import challenges as commands
from portal.panels.rules import ChallengeState, Progress
from portal.policy.roles import Role
from tests.support.challenged import ACTION, OWNER, Panel, known, panel
from tests.support.factories import Make
from tests.support.pages import Page


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def _deadlines(kind: str) -> list[tuple[int, bool, bool]]:
    """Round, done and dropped of every clock of this kind."""
    rows = db.session.scalars(sa.select(Deadline).where(Deadline.kind == kind).order_by(Deadline.round))
    return [(row.round, row.done_at is not None, row.dropped_at is not None) for row in rows]


def test_support_picks_an_officer_of_those_who_are_here(there: Panel, make: Make, page: Page) -> None:
    challenge_id = there.asked()
    url = f"/staff/challenges/{challenge_id}"
    page.sign_in(there.support).visit(url)
    page.submit("I have checked it", officer="", status=422)
    assert page.mistakes == ["Pick the officer who answers it."]
    page.post(f"{url}/hand-on", {"officer": str(there.member.id), "steps_seen": "1"}, status=422)
    with pytest.raises(Refused):
        there.do(
            challenge_id,
            commands.hand_on,
            there.member.id,
            uuid.uuid4(),
            steps_seen=1,
            answer_by_on=clock.now().date(),
            by=there.support.id,
            on=clock.now().date(),
        )
    page.visit(url).submit("I have checked it", officer=str(there.officer.id))
    row = there.row(challenge_id)
    assert row.answer_by_on == answer_by(clock.now().date(), 10)
    assert (row.officer_id, row.checked_by_id) == (there.officer.id, there.support.id)


def test_what_changed_since_support_looked_is_not_handed_on(there: Panel, page: Page) -> None:
    challenge_id = there.asked()
    page.sign_in(there.support).visit(f"/staff/challenges/{challenge_id}")
    form, pressed = page.form_with("I have checked it")
    form.fill("officer", str(there.officer.id))
    there.do(challenge_id, commands.send_back, "please change it.", uuid.uuid4(), by=there.support.id)
    today = clock.now().date()
    there.do(challenge_id, commands.ask_again, "other words.", uuid.uuid4(), by=there.member.id, on=today)
    page.post(form.action, MultiDict(form.pairs(pressed)), status=409)
    assert there.row(challenge_id).state is ChallengeState.TO_CHECK


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"action": ""}, "Say what will be done."),
        ({"owner": ""}, "Say which post does it, like Head of Fostering."),
        ({"due_on": None}, "Give a day, so that the panel can look whether it happened."),
        ({"due_on": -1}, "This day has passed. Pick a later one."),
        ({"due_on": 401}, "Pick a day within 400 days from now."),
    ],
)
def test_an_answer_has_an_action_a_post_and_a_day(
    there: Panel, page: Page, missing: dict[str, Any], words: str
) -> None:
    challenge_id = there.handed_on()
    today = clock.now().date()
    fields: dict[str, Any] = {"action": ACTION, "owner": OWNER, "due_on": 5, **missing}
    days = fields.pop("due_on")
    if days is not None:
        fields["due_on"] = today + timedelta(days=days)
    page.sign_in(there.officer).visit(f"/staff/challenges/{challenge_id}")
    page.submit("Send the answer", fields, status=422)
    assert page.mistakes == [words]
    with pytest.raises(Refused):
        there.answer(challenge_id, fields.get("due_on"), fields["action"], fields["owner"])
    assert there.row(challenge_id).state is ChallengeState.TO_ANSWER


def test_another_officer_cannot_answer(there: Panel, make: Make, page: Page) -> None:
    other = make.staff(Role.MANAGER)
    url = f"/staff/challenges/{there.handed_on()}"
    for who in (other, there.member, there.support):
        page.sign_in(who).visit(url)
        assert "Send the answer" not in page.main
        page.post(f"{url}/answer", {"action": ACTION, "owner": OWNER}, status=404)
        page.post(f"{url}/progress", {"progress": "done"}, status=404)


def test_a_stand_in_answers(there: Panel, make: Make, page: Page) -> None:
    instead = make.staff(Role.MANAGER)
    make.stand_in(there.officer, instead)
    page.sign_in(instead).visit(f"/staff/challenges/{there.handed_on()}")
    assert "Send the answer" in page.main


def test_a_day_that_was_promised_moves_only_when_the_panel_kept_it_open(there: Panel) -> None:
    today = clock.now().date()
    challenge_id = there.answered()
    with pytest.raises(Refused):
        there.answer(challenge_id, today + timedelta(days=300))
    there.decide(challenge_id, closes=False, words="not good enough.")
    there.answer(challenge_id, today + timedelta(days=60), "something better.")
    with pytest.raises(Refused):
        there.answer(challenge_id, today + timedelta(days=300))
    row = there.row(challenge_id)
    assert (row.action, row.due_on) == ("something better.", today + timedelta(days=60))
    assert _deadlines("challenge_action") == [(1, False, True), (2, False, False)]
    assert _deadlines("challenge") == [(1, True, False)]


def test_progress_stops_and_starts_what_is_due(there: Panel, page: Page) -> None:
    challenge_id = there.answered()
    page.sign_in(there.officer).visit(f"/staff/challenges/{challenge_id}")
    page.submit("Tell the panel", progress="cant", progress_words="", status=422)
    assert page.mistakes == ["Say the true reason why it can’t be done."]
    with pytest.raises(Refused):
        there.progress(challenge_id, Progress.CANT)
    there.progress(challenge_id, Progress.DONE)
    there.progress(challenge_id, Progress.PARTLY)
    there.progress(challenge_id, Progress.NOT_YET)
    assert _deadlines("challenge_action") == [(1, True, False), (2, False, False)]
    there.progress(challenge_id, Progress.CANT, "there is no money for it.")
    assert _deadlines("challenge_action") == [(1, True, False), (2, False, True)]
    with pytest.raises(Refused):
        there.progress(there.handed_on(), Progress.DONE)


@pytest.mark.parametrize("button", ["Send the answer", "Tell the panel", "Write it down", "Give it to them"])
def test_each_form_sent_twice_is_one_step(there: Panel, make: Make, page: Page, button: str) -> None:
    other = make.staff(Role.MANAGER)
    fields: dict[str, dict[str, Any]] = {
        "Send the answer": {"action": ACTION, "owner": OWNER, "due_on": clock.now().date()},
        "Tell the panel": {"progress": "partly"},
        "Write it down": {"decision": "keep_open", "decision_words": "we want to see it."},
        "Give it to them": {"officer": str(other.id)},
    }
    challenge_id = there.handed_on() if button == "Send the answer" else there.answered()
    there.met_today()
    by_support = button in ("Write it down", "Give it to them")
    page.sign_in(there.support if by_support else there.officer).visit(f"/staff/challenges/{challenge_id}")
    before = len(there.row(challenge_id).steps)
    form, pressed = page.form_with(button)
    for what, value in fields[button].items():
        form.fill(what, value)
    for _turn in range(2):
        page.post(form.action, MultiDict(form.pairs(pressed)))
    assert len(there.row(challenge_id).steps) == before + 1


def test_words_of_several_lines_stay_whole_in_the_history(there: Panel, page: Page) -> None:
    challenge_id = there.handed_on()
    there.answer(challenge_id, clock.now().date(), "first line.\n\nsecond line.", "Head of\nFostering")
    there.progress(challenge_id, Progress.PARTLY, "one.\ntwo.")
    page.sign_in(there.member).visit(f"/staff/challenges/{challenge_id}")
    assert page.main.count("first line.second line.") == 2
    assert page.main.count("Head of Fostering") == 2
    assert page.main.count("one.two.") == 2


def test_how_far_it_is_needs_a_change_or_words(there: Panel, page: Page) -> None:
    challenge_id = there.answered()
    page.sign_in(there.officer).visit(f"/staff/challenges/{challenge_id}")
    before = len(there.row(challenge_id).steps)
    asks = "Change how far it is, or say in words what happened."
    assert page.submit("Tell the panel", status=422).mistakes == [asks]
    page.submit("Tell the panel", progress_words="two teams began.")
    again = page.submit("Tell the panel", progress_words="two  teams began.", status=422)
    assert again.mistakes == [asks]
    page.submit("Tell the panel", progress="partly", progress_words="")
    assert len(there.row(challenge_id).steps) == before + 2


def test_no_tick_stands_beside_a_name_that_has_to_go(there: Panel, make: Make, page: Page) -> None:
    known(make, "Zephyrine Vale")
    page.sign_in(there.officer).visit(f"/staff/challenges/{there.answered()}")
    words = {"progress": "partly", "progress_words": "as Zephyrine and Torvald said."}
    assert "tick that they are not names" in page.submit("Tell the panel", words, status=422).mistakes[0]
    page.submit("Tell the panel", not_names=True, status=422)
    assert page.mistakes == ["A name may stand in it. Put it without names."]
    assert "tick the box" not in page.main


def test_the_page_is_known_by_how_its_question_begins(there: Panel, make: Make, page: Page) -> None:
    known(make, "Zephyrine Vale")
    words = "why was Zephyrine moved at night and who said that it is fine so?"
    url = f"/staff/challenges/{there.asked(words)}"
    heading = "why was %s moved at night and who said that it is …"
    page.sign_in(there.member).visit(url)
    assert page.heading.startswith(heading % "Zephyrine")
    page.sign_in(there.support).visit(url)
    assert page.heading.startswith(heading % "▮▮▮")
    assert "About: Moving and stability" in page.main
