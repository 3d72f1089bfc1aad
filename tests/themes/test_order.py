"""The reading order on made-up lines: it shows that nothing got worse, never what would be found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.themes.order import Level, Order, order_of

LINES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "urgent_dev.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
URGENT = [line["text"] for line in LINES if line["urgent"]]
ALIKE = [line["text"] for line in LINES if not line["urgent"]]
CALM = "i like my room and my cat"


def first(texts: list[str], level: Level) -> float:
    return sum(order_of(text).level is level for text in texts) / len(texts)


def test_worrying_lines_come_before_the_look_alikes() -> None:
    assert first(URGENT, Level.NOW) >= 0.95
    assert first(ALIKE, Level.REST) >= 0.9


def test_direct_answers_come_first() -> None:
    assert order_of(CALM) == Order(Level.REST)
    unsafe = order_of(CALM, not_safe=True)
    assert (unsafe.level, unsafe.pages, unsafe.why[0].kind) == (Level.NOW, True, "not_safe")
    call = order_of(CALM, wants_call=True)
    assert (call.level, call.pages, call.why[0].kind) == (Level.SOON, False, "wants_call")
    assert order_of(CALM, face=1).level is Level.SOON
    assert order_of(CALM, face=2).level is Level.REST


def test_a_good_face_takes_nothing_back() -> None:
    assert order_of("he hits me when she is out", face=5).level is Level.NOW
    assert order_of("", not_safe=True, face=5).level is Level.NOW


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("i want to die", "self_harm"),
        ("I WANT TO DIE!!!", "self_harm"),
        ("i   waaaaant to dieee", "self_harm"),
        ("wanna kms", "self_harm"),
        ("im sucidal again", "self_harm"),
        ("he stranggled me", "abuse"),
        ("my stepdad touches me", "abuse"),
        ("ran away 2nite", "missing"),
        ("I don’t feel safe here", "help"),
        ("he's got a 🔪", "violence"),
        ("they want me to hold a package for them", "exploitation"),
        ("theres no food in the house", "neglect"),
        ("they are forcing me to marry my cousin", "marriage"),
    ],
)
def test_ways_of_writing_it(text: str, kind: str) -> None:
    order = order_of(text)
    assert order.level is Level.NOW
    assert kind in {reason.kind for reason in order.why}


@pytest.mark.parametrize(
    "text",
    [
        "smashed my maths test",
        "the homework is killing me",
        "we had a pillow fight",
        "my phone died",
        "cut my hair short and i love it",
        "shot three goals on saturday",
    ],
)
def test_ways_of_speaking(text: str) -> None:
    assert order_of(text).level is Level.REST


def test_a_way_of_speaking_hides_nothing_beside_it() -> None:
    assert order_of("smashed my maths test but my uncle hits me").level is Level.NOW


@pytest.mark.parametrize(
    "text", ["he is raping me", "i took a load of paracetamol", "help me now", "i cant breathe"]
)
def test_the_agreed_phrases_page(text: str) -> None:
    order = order_of(text)
    assert order.pages
    assert order.level is Level.NOW


def test_other_worries_do_not_page() -> None:
    order = order_of("i get bullied on the bus")
    assert (order.level, order.pages) == (Level.SOON, False)


def test_reasons_point_at_what_was_typed() -> None:
    text = "Dear all, my stepdad HITS me when shes out"
    reasons = order_of(text).why
    assert any(reason.words == "stepdad HITS me when" for reason in reasons)
    for reason in reasons:
        assert reason.start is not None
        assert text[reason.start : reason.end] == reason.words


def test_words_that_overlap_are_one_reason() -> None:
    text = "he hits me when my carer goes out. then he hits me again"
    assert [reason.words for reason in order_of(text).why] == ["he hits me when", "he hits me again"]


@given(st.sampled_from(URGENT), st.sampled_from(URGENT))
def test_reasons_of_one_kind_never_overlap(one: str, another: str) -> None:
    why = [reason for reason in order_of(f"{one}. {another}").why if reason.end is not None]
    for place, first_one in enumerate(why):
        for later in why[place + 1 :]:
            apart = first_one.end <= later.start or later.end <= first_one.start  # the gravest stands first
            assert first_one.kind != later.kind or apart


@given(st.text(max_size=400), st.booleans(), st.booleans(), st.sampled_from([None, 1, 2, 3, 4, 5]))
def test_any_text_is_ordered(text: str, not_safe: bool, wants_call: bool, face: int | None) -> None:
    order = order_of(text, not_safe=not_safe, wants_call=wants_call, face=face)
    assert (order.level is Level.REST) == (not order.why)
    assert not not_safe or (order.level is Level.NOW and order.pages)
    assert not order.pages or order.level is Level.NOW


@given(st.sampled_from(URGENT), st.sampled_from([". I like cats", "\n\nthe weather is grey", " ..."]))
def test_more_words_after_it_never_hide_a_worry(text: str, more: str) -> None:
    before, after = order_of(text), order_of(text + more)
    assert before.level is not Level.NOW or after.level is Level.NOW
