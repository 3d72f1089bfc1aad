"""The sorting board: its rules, the page without scripts, and what is kept of it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from portal import db
from portal.accounts.models import Account
from portal.people.models import YoungPerson
from portal.vault.files import keeping
from portal.vault.models import StoredFile
from portal.voice.models import Attachment, BoardCard
from portal.voice.rules import FileKind, Going
from portal.voice.rules.board import AREAS, CARDS, MAX_OWN, OWN, lying_at, placed_in, value_of
from portal.voice.rules.board_picture import Area, drawn
from portal.voice.rules.saying import Placed
from tests.support.pages import Page
from tests.voice.young import go_quiet, rows, statements


def test_what_was_put_somewhere_is_read_back_as_it_was() -> None:
    board = (Placed("home", Going.WELL), Placed("sleep", Going.NOT_WELL), Placed(OWN, Going.SO_SO, "My dog"))
    assert placed_in([value_of(one) for one in board]) == board


@pytest.mark.parametrize(
    "value",
    ["", "|", "home", "home|", "home|somewhere|", "money|well|", "own|well|", "own|well|   ", "\x00|well|x"],
)
def test_what_means_nothing_is_left_out(value: str) -> None:
    assert placed_in([value]) == ()


def test_a_card_lies_once_and_own_cards_are_three_at_most() -> None:
    twice = placed_in(["home|well|", "home|not_well|", *[f"own|well|card {n}" for n in range(9)]])
    assert twice[0] == Placed("home", Going.WELL)
    assert [one.words for one in twice[1:]] == [f"card {n}" for n in range(MAX_OWN)]


def test_words_on_a_card_of_ours_are_not_taken_and_own_words_are_one_short_line() -> None:
    ours, own = placed_in(["home|well|something else", f"own|well|a\nb|c {'x' * 90}"])
    assert ours.words == ""
    assert own.words.startswith("a b|c x")
    assert len(own.words) == 60


def test_every_card_lies_in_the_area_it_was_put() -> None:
    board = placed_in(["home|well|", "food|well|", "sleep|not_well|"])
    assert [one.card for one in lying_at(board, Going.WELL)] == ["home", "food"]
    assert lying_at(board, Going.SO_SO) == ()


def test_the_picture_is_a_whole_document_whatever_was_typed() -> None:
    nasty = "</text><script>&\"'\x0b\ufffe\ud800 " + "long" * 20
    picture = drawn("Sorting board", [Area(g, name, [nasty] * 9) for g, name in AREAS.items()])
    tree = ElementTree.fromstring(picture.svg.encode())
    assert not [e for e in tree.iter() if e.tag.endswith("script")]
    said = "".join(tree.itertext())
    assert "Going well" in said
    assert "Not going well" in said


def sorts(page: Page, **places: str) -> Page:
    """The board's page filled in and kept."""
    return page.visit("/say/board").submit("Keep it and go on", **places)


def test_the_board_is_kept_in_the_draft_and_shown_again(in_space: Page) -> None:
    sorts(in_space, card_home="well", card_school="not_well", own_0="My dog", card_own_0="so_so")
    assert in_space.url.endswith("/say/words")
    in_space.visit("/say/board")
    ticked = [(e.get("name"), e.get("value")) for e in in_space.everything if e.get("checked") is not None]
    assert ("card_home", "well") in ticked
    assert ("card_school", "not_well") in ticked
    assert ("card_own_0", "so_so") in ticked
    assert ("card_food", "") in ticked


def test_a_card_can_be_put_back(in_space: Page) -> None:
    sorts(in_space, card_home="well")
    sorts(in_space, card_home="Not now")
    in_space.visit("/say/board")
    assert not [e for e in in_space.everything if e.get("checked") is not None and e.get("value")]


def test_an_own_card_without_a_place_is_asked_for_one(in_space: Page) -> None:
    in_space.visit("/say/board").submit("Keep it and go on", status=422, own_0="My dog")
    assert "Say how this is going" in in_space.text
    in_space.submit("Keep it and go on", status=422, own_0="x" * 61, card_own_0="well")
    assert "too long" in in_space.text


def test_back_keeps_the_board_whatever_is_missing(in_space: Page) -> None:
    in_space.visit("/say/board").submit("Back", own_0="My dog", card_home="well")
    in_space.visit("/say/board")
    assert [e for e in in_space.everything if e.get("name") == "card_home" and e.get("checked") is not None]


def test_the_board_is_sent_as_data_and_as_a_picture(in_space: Page, sam: YoungPerson, priya: Account) -> None:
    sorts(in_space, card_home="well", card_sleep="not_well", own_0="My <dog>", card_own_0="so_so")
    in_space.visit("/say/send").submit("Send")
    (sent,) = statements()
    cards = sorted(rows(BoardCard), key=lambda one: one.place)
    assert [(one.card, one.going, one.words or "") for one in cards] == [
        ("home", Going.WELL, ""),
        ("sleep", Going.NOT_WELL, ""),
        ("own", Going.SO_SO, "My <dog>"),
    ]
    (file,) = rows(Attachment)
    assert (file.kind, file.statement_id) == (FileKind.BOARD, sent.id)
    stored = db.session.get(StoredFile, file.shown_id)
    assert stored
    picture = ElementTree.fromstring(keeping.content_of(stored))
    assert "My <dog>" in "".join(picture.itertext())
    db.session.remove()


def test_the_board_is_read_by_the_desk_and_by_its_young_person(in_space: Page, rae: Account) -> None:
    sorts(in_space, card_home="well", card_sleep="not_well")
    in_space.visit("/say/send").submit("Send")
    (sent,) = statements()
    own = in_space.visit(f"/said/{sent.id}").main
    desk = Page(in_space.app).sign_in(rae).visit(f"/staff/desk/{sent.id}").main
    for read in (own, desk):
        assert "Going well Where I live So-so Nothing was put here. Not going well Sleep" in read


def test_sent_twice_it_is_one_board(in_space: Page) -> None:
    sorts(in_space, card_home="well")
    in_space.visit("/say/send")
    form = in_space.forms()
    assert form
    in_space.submit("Send")
    in_space.visit("/say/words")
    assert len(rows(BoardCard)) == 1
    assert len(statements()) == 1


def test_a_session_that_ran_out_keeps_the_board(in_space: Page, sam_account: Account) -> None:
    in_space.visit("/say/board")
    go_quiet(in_space, 60)
    in_space.submit("Keep it and go on", card_home="well")
    in_space.sign_in(sam_account).visit("/say/board")
    assert [e for e in in_space.everything if e.get("name") == "card_home" and e.get("checked") is not None]


def test_nothing_placed_and_odd_values_are_no_board(in_space: Page) -> None:
    in_space.post("/say/board", {"card_home": "elsewhere", "card_food": "own", "card_x": "well"})
    assert in_space.url.endswith("/say/words")
    in_space.visit("/say/board")
    assert not [e for e in in_space.everything if e.get("checked") is not None and e.get("value")]


def test_staff_have_no_board(page: Page, priya: Account) -> None:
    page.sign_in(priya).visit("/say/board", status=404)


def test_each_card_has_a_picture_and_a_name(in_space: Page) -> None:
    in_space.visit("/say/board")
    cards = [e.get("data-card") for e in in_space.everything if e.get("data-card")]
    assert cards == list(CARDS)
