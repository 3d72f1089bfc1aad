"""Leaving page 2 for the sorting board or a picture: nothing typed is lost, and each of them is enough."""

from __future__ import annotations

import pytest

from portal.voice.models import BoardCard, Draft
from portal.voice.rules import Desk
from tests.support.made_files import photo
from tests.support.pages import Page
from tests.voice.with_files import attachments, upload
from tests.voice.young import rows, statements


@pytest.mark.parametrize(
    ("button", "url"),
    [("Sort cards", "/say/board"), ("Add a picture, a drawing or your voice", "/say/files")],
)
def test_what_was_typed_stays(in_space: Page, button: str, url: str) -> None:
    in_space.visit("/say/words").submit(button, words="half a thought", topics=["school"], r_one_good="cake")
    assert in_space.url.endswith(url)
    in_space.visit("/say/words")
    assert in_space.value("words") == "half a thought"
    assert in_space.value("r_one_good") == "cake"
    assert in_space.value("topics") == "school"


def put_on_the_board(page: Page) -> None:
    """A card under "going well", as the board keeps it."""
    once = page.visit("/say/words").value("send_once")
    page.post(
        "/say/keep",
        {"page": "board", "board": ["home|well|", "own|not_well|My dog"], "send_once": once},
        status=204,
    )


def test_the_board_alone_is_enough_and_the_page_says_how_many_cards_lie_there(in_space: Page) -> None:
    put_on_the_board(in_space)
    in_space.visit("/say/words")
    assert "Sort cards (2 so far)" in in_space.main
    in_space.submit("Next").submit("Send")
    (said,) = statements()
    assert {(c.card, c.words, c.statement_id) for c in rows(BoardCard)} == {
        ("home", "", said.id),
        ("own", "My dog", said.id),
    }
    assert rows(Draft) == []


def test_a_picture_alone_is_enough_and_a_double_tap_is_one(in_space: Page) -> None:
    upload(in_space, photo())
    in_space.visit("/say/words")
    assert "(1 so far)" in in_space.main
    in_space.submit("Next")
    fields = {"page": "send", "send_once": in_space.value("send_once")}
    for _tap in range(2):
        in_space.post("/say/send", fields)
    (said,) = statements()
    assert [one.statement_id for one in attachments()] == [said.id]


def test_not_safe_brings_the_board_and_the_picture(in_space: Page) -> None:
    put_on_the_board(in_space)
    upload(in_space, photo())
    in_space.visit("/say/words").submit("I'm not safe")
    (said,) = statements()
    assert said.not_safe_button
    assert {card.statement_id for card in rows(BoardCard)} == {said.id}
    assert {one.statement_id for one in attachments()} == {said.id}


def test_for_an_advocate_only_the_council_gets_neither(in_space: Page) -> None:
    put_on_the_board(in_space)
    upload(in_space, photo())
    in_space.visit("/say/words").submit("Next").submit("Send", to=["advocate"], safe_now="no")
    council, advocate = sorted(statements(), key=lambda s: s.desk is Desk.ADVOCATE)
    assert council.safe_now == "no"
    assert {card.statement_id for card in rows(BoardCard)} == {advocate.id}
    assert {one.statement_id for one in attachments()} == {advocate.id}
    assert "It went to the advocate, not to the council" in in_space.main


def test_throwing_it_away_throws_the_pictures_away(in_space: Page) -> None:
    put_on_the_board(in_space)
    upload(in_space, photo())
    in_space.visit("/say/throw-away").submit("Throw it away")
    assert (attachments(), rows(Draft)) == ([], [])
