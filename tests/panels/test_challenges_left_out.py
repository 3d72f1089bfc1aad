"""A challenge handed on with what could be a name left out, and names covered when others read it."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

import flask
import pytest

from portal.kit import clock
from portal.panels.commands import challenges as commands
from portal.panels.queries import challenges as queries
from portal.panels.queries.naming import with_names_left_out
from portal.panels.rules import ChallengeState
from portal.policy.roles import Role
from tests.support.challenged import Panel, known, panel
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted

PLACED = "why are so many of them placed in Chelsea?"
SHORTER = "why are so many of them placed in […]?"
BUTTON = "Give it to them with that left out"


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def _url(challenge_id: UUID) -> str:
    return f"/staff/challenges/{challenge_id}"


@pytest.mark.parametrize("is_known", [True, False])
def test_whether_it_is_covered_or_only_looks_like_a_name_it_can_go_on_without(
    there: Panel, make: Make, page: Page, is_known: bool
) -> None:
    if is_known:
        known(make, "Chelsea Marr")
    challenge_id = there.asked(PLACED)
    page.sign_in(there.support).visit(_url(challenge_id))
    assert SHORTER in page.main
    assert ("A name is covered" in page.main) is is_known
    assert ("I have checked it" in page.main) is not is_known
    page.submit(BUTTON, officer=str(there.officer.id))
    assert "left out what could be a name" in page.main
    row = there.row(challenge_id)
    assert (row.state, row.words, row.officer_id) == (ChallengeState.TO_ANSWER, SHORTER, there.officer.id)
    assert "Chelsea" not in "".join(step.words for step in row.steps)
    for who in (there.member, there.officer):
        page.sign_in(who).visit(_url(challenge_id))
        assert SHORTER in page.main
        assert "left out what could be a name" in page.main


def test_handed_on_as_it_is_nothing_is_left_out(there: Panel, page: Page) -> None:
    challenge_id = there.asked(PLACED)
    page.sign_in(there.support).visit(_url(challenge_id))
    page.submit("I have checked it: give it to them", officer=str(there.officer.id))
    assert there.row(challenge_id).words == PLACED
    assert "left out what could be a name" not in page.main
    assert "checked it and gave it to Ines Okafor" in page.main


def test_without_an_officer_the_page_comes_back_with_both_buttons(there: Panel, page: Page) -> None:
    challenge_id = there.asked(PLACED)
    page.sign_in(there.support).visit(_url(challenge_id)).submit(BUTTON, status=422)
    assert page.mistakes == ["Pick the officer who answers it."]
    assert there.row(challenge_id).words == PLACED
    page.submit(BUTTON, officer=str(there.officer.id))
    assert there.row(challenge_id).words == SHORTER


def test_nothing_to_leave_out_is_not_offered(there: Panel, page: Page) -> None:
    page.sign_in(there.support).visit(_url(there.asked()))
    assert BUTTON not in page.main


def test_what_is_left_out_does_not_depend_on_who_is_known(app: flask.Flask, make: Make) -> None:
    text = "Hope says zephyrine went to Torvald, then River came. Will we hear of it?"
    before = with_names_left_out(text)
    assert before == "[…] says […] went to […], then […] came. Will we hear of it?"
    known(make, "Zephyrine River Hope")
    assert with_names_left_out(text) == before


def _hand_on(there: Panel, challenge_id: UUID, **more: Any) -> None:
    on = clock.now().date()
    there.do(
        challenge_id,
        commands.hand_on,
        there.officer.id,
        uuid.uuid4(),
        steps_seen=1,
        answer_by_on=on,
        by=there.support.id,
        on=on,
        **more,
    )


@pytest.mark.parametrize("text", ["Hope keeps being moved. why?", "it is late. Brown came first"])
def test_an_ordinary_word_that_is_a_name_here_is_covered_where_a_sentence_begins(
    there: Panel, make: Make, page: Page, text: str
) -> None:
    known(make, "Hope Brown")
    challenge_id = there.asked(text)
    page.sign_in(there.support).visit(_url(challenge_id))
    assert "▮▮▮" in page.main
    assert not {"Hope", "Brown"} & set(page.main.split())
    steps = {"send_once": str(uuid.uuid4()), "officer": str(there.officer.id), "steps_seen": "1"}
    page.post(f"{_url(challenge_id)}/hand-on", steps, status=409)
    _hand_on(there, challenge_id, leave_out=True)
    assert "[…]" in there.row(challenge_id).words


def test_young_people_are_no_family_called_young(there: Panel, make: Make, page: Page) -> None:
    known(make, "Will Young")
    challenge_id = there.asked("Young people wait for months. Will they be told?")
    page.sign_in(there.support).visit(_url(challenge_id))
    assert "Young people wait for months. Will they be told?" in page.main


@pytest.mark.parametrize("then", ["handed_on", "answered", "closed"])
def test_a_name_that_came_to_be_known_later_is_left_out_for_all_but_whoever_asked(
    there: Panel, make: Make, page: Page, then: str
) -> None:
    text = "why was Xanthe moved again?"
    challenge_id = there.handed_on(text)
    if then != "handed_on":
        there.answer(challenge_id, clock.now().date())
    if then == "closed":
        there.decide(challenge_id, closes=True)
    known(make, "Xanthe Quillfeather")
    tab = "?tab=closed" if then == "closed" else ""
    for who in (there.support, there.officer, make.staff(Role.PANEL_MEMBER)):
        page.sign_in(who)
        for url in (_url(challenge_id), f"/staff/challenges{tab}"):
            page.visit(url)
            assert "Xanthe" not in page.html
            assert "why was […] moved again?" in page.main
    page.sign_in(there.member)
    for url in (_url(challenge_id), f"/staff/challenges{tab}"):
        assert text in page.visit(url).main


def test_whoever_asked_reads_their_own_words_in_a_paper_too(there: Panel, make: Make, page: Page) -> None:
    """Covered for them, it would tell whose name is known here."""
    there.handed_on("why was Xanthe moved again?")
    known(make, "Xanthe Quillfeather")
    (row,) = queries.open_ones(clock.now().date())
    assert row.words == "why was […] moved again?"
    url = f"/staff/panel/{there.meeting.id}/theme/moving"
    assert "why was Xanthe moved" in page.sign_in(there.member).visit(url).main
    assert "why was […] moved" in page.sign_in(there.officer).visit(url).main


def test_covering_is_looked_up_once_for_a_list(there: Panel, make: Make, page: Page) -> None:
    page.sign_in(make.staff(Role.PANEL_MEMBER))
    words = [f"why was {name} moved?" for name in ("Xanthe", "Torvald", "Wilhelmina", "Ottoline", "Zebedee")]
    there.handed_on(words[0])
    known(make, "Xanthe Quillfeather")
    page.visit("/staff/challenges")
    with counted() as for_one:
        page.visit("/staff/challenges")
    for text in words[1:]:
        there.handed_on(text)
    known(make, "Torvald Wilhelmina")
    with counted() as for_many:
        page.visit("/staff/challenges")
    assert page.main.count("why was") == len(words)
    assert page.main.count("why was […] moved?") == 3
    assert len(for_many) == len(for_one)
