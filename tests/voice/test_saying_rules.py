"""Whose desk gets what, in which order it stands, and how it stands: pure."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from portal.voice.rules import Desk, Face, Level, QuoteConsent, SafeNow, Says
from portal.voice.rules.saying import (
    Said,
    State,
    WhyNot,
    is_good_news,
    parts_of,
    place_of,
    says_more,
    speaks_as_grown_up,
    state_of,
    why_not_send,
)

WORKER, OTHER = uuid.uuid4(), uuid.uuid4()
THEN = datetime(2026, 11, 20, tzinfo=UTC)


def test_only_an_advocate_keeps_every_word_from_the_council() -> None:
    parts = parts_of(Said(words="he shouts", to_advocate=True, quote=QuoteConsent.YES))
    assert set(parts) == {Desk.ADVOCATE}
    assert parts[Desk.ADVOCATE].words == "he shouts"
    assert parts[Desk.ADVOCATE].quote is QuoteConsent.NO


@pytest.mark.parametrize("how", [{"safe_now": SafeNow.NO}, {"not_safe_button": True}])
def test_only_an_advocate_and_not_safe_tells_the_council_that_and_nothing_else(
    how: dict[str, object],
) -> None:
    said = Said(
        words="he shouts", wants="help", topics=frozenset({"home"}), to_advocate=True, about_name="Jo", **how
    )  # type: ignore[arg-type]  # either way of saying it
    council = parts_of(said)[Desk.COUNCIL]
    assert council.is_not_safe
    assert not any(council.free_texts)
    assert not council.topics
    assert not council.about


def test_nobody_picked_goes_to_the_council() -> None:
    assert set(parts_of(Said(words="x"))) == {Desk.COUNCIL}


def test_both_picked_and_the_call_is_the_councils() -> None:
    said = Said(words="x", to=(WORKER,), to_advocate=True, wants_call=True, call_number="07700 900123")
    parts = parts_of(said)
    assert parts[Desk.COUNCIL].wants_call
    assert not parts[Desk.COUNCIL].to_advocate
    assert not parts[Desk.ADVOCATE].wants_call
    assert not parts[Desk.ADVOCATE].call_number
    assert parts[Desk.ADVOCATE].to == ()


def test_only_an_advocate_rings_themselves() -> None:
    assert parts_of(Said(words="x", to_advocate=True, wants_call=True))[Desk.ADVOCATE].wants_call


def test_somebody_picked_who_has_left_still_means_the_council() -> None:
    assert Desk.COUNCIL in parts_of(Said(words="x", for_council=True, to_advocate=True))


def test_words_are_the_one_thing_needed() -> None:
    assert why_not_send(Said(words=" \n"), [], []) is WhyNot.NO_WORDS
    assert why_not_send(Said(words="x"), [], []) is None


def test_people_must_be_around_and_able_to_get_it() -> None:
    assert why_not_send(Said(words="x", to=(OTHER,)), [WORKER, OTHER], [WORKER]) is WhyNot.NOT_AROUND
    assert why_not_send(Said(words="x", about=frozenset({OTHER})), [WORKER], [WORKER]) is WhyNot.NOT_AROUND
    assert (
        why_not_send(Said(words="x", to=(WORKER,), about=frozenset({OTHER})), [WORKER, OTHER], [WORKER])
        is None
    )


def test_direct_answers_come_first_and_page() -> None:
    place = place_of(Said(not_safe_button=True))
    assert (place.level, place.pages) == (Level.NOW, True)
    assert place.why[0]["kind"] == "not_safe"


def test_not_sure_is_never_among_the_rest() -> None:
    place = place_of(Said(words="I like my school", safe_now=SafeNow.NOT_SURE))
    assert (place.level, place.pages) == (Level.SOON, False)
    assert place_of(Said(words="I like my school", safe_now=SafeNow.YES)).level is Level.REST


def test_a_wanted_call_is_soon() -> None:
    assert place_of(Said(words="hello", wants_call=True)).level is Level.SOON


def test_what_they_want_counts_as_words_too() -> None:
    assert place_of(Said(words="hello", wants="I want to kill myself")).level is Level.NOW


def test_good_news() -> None:
    assert is_good_news(Said(words="x", face=Face.GOOD), Level.REST)
    assert not is_good_news(Said(words="x", face=Face.GOOD), Level.SOON)
    assert not is_good_news(Said(words="x", face=Face.GOOD, safe_now=SafeNow.NOT_SURE), Level.REST)
    assert not is_good_news(Said(words="x", face=Face.GOOD, wants_call=True), Level.REST)
    assert not is_good_news(Said(words="x"), Level.REST)


def test_the_same_again_is_nothing_more_but_new_words_are() -> None:
    assert not says_more(Said(words="he hit me"), Said(words="he hit me", wants="help"))
    assert not says_more(Said(), Said(words="he hit me", safe_now=SafeNow.NO, to=(WORKER,)))
    assert says_more(Said(words="he hit me"), Said())


@pytest.mark.parametrize(
    "more",
    [
        {"safe_now": SafeNow.NO},
        {"face": Face.BAD},
        {"wants_call": True},
        {"call_number": "07700 900123"},
        {"to": (WORKER, OTHER)},
        {"to_advocate": True},
        {"about": frozenset({WORKER})},
        {"about_name": "Jo"},
        {"topics": frozenset({"home"})},
        {"not_safe_button": True},
    ],
)
def test_another_answer_is_more(more: dict[str, Any]) -> None:
    before = Said(words="x", safe_now=SafeNow.YES, face=Face.GOOD, to=(WORKER,))
    after = replace(before, **more)
    assert says_more(after, before)
    assert not says_more(after, after)


@pytest.mark.parametrize(
    ("age", "kinds", "grown_up"),
    [
        (17, ["personal_adviser"], False),
        (18, ["social_worker"], True),
        (None, ["personal_adviser"], True),
        (None, ["personal_adviser", "social_worker"], False),
        (None, [], False),
    ],
)
def test_whose_lines(age: int | None, kinds: list[str], grown_up: bool) -> None:
    assert speaks_as_grown_up(age, kinds) is grown_up


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, State.WAITING),
        ({"read_at": THEN}, State.READ),
        ({"read_at": THEN, "answered": True}, State.NEW_ANSWER),
        ({"answered": True, "answer_read_at": THEN}, State.ANSWERED),
        ({"answered": True, "answer_read_at": THEN, "says": Says.SORTED}, State.SORTED),
        ({"answered": True, "answer_read_at": THEN, "says": Says.PARTLY}, State.PARTLY),
        ({"answered": True, "answer_read_at": THEN, "says": Says.NOT_SORTED}, State.NOT_SORTED),
        ({"taken_back_at": THEN, "answered": True}, State.TAKEN_BACK),
    ],
)
def test_how_it_stands(facts: dict[str, object], state: State) -> None:
    nothing = {
        "taken_back_at": None,
        "read_at": None,
        "answered": False,
        "answer_read_at": None,
        "says": None,
    }
    assert state_of(**{**nothing, **facts}) is state  # type: ignore[arg-type]  # facts as a table
