"""Comments as JSON lines: good ones answered, bad ones named, and never a stop."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.themes.lines import suggest_lines
from portal.themes.theme import Theme

BOOK = (Theme("cats", ("cat",)), Theme("dogs", ("dog",)))


def answers(*lines: str | bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in suggest_lines(lines, BOOK)]


def test_a_comment_is_given_back_with_themes_and_order() -> None:
    (answer,) = answers('{"id": 7, "text": "my cat ran off"}')
    assert answer["id"] == 7
    assert answer["text"] == "my cat ran off"
    assert answer["themes"][0]["key"] == "cats"
    assert answer["themes"][0]["score"] > 0.5
    assert answer["themes"][0]["why"] == [{"words": "cat", "start": 3, "end": 6, "asked": False}]
    assert answer["order"]["level"] == "rest"


def test_direct_answers_and_the_question_are_used() -> None:
    line = '{"text": "it is ok", "question": "dogs", "not_safe": true, "wants_call": true, "face": 1}'
    (answer,) = answers(line)
    assert answer["themes"][0]["key"] == "dogs"
    assert answer["order"]["level"] == "now"
    assert answer["order"]["pages"] is True
    assert [why["kind"] for why in answer["order"]["why"]] == ["not_safe", "wants_call", "face"]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{", "not JSON"),
        ('{"text": NaN}', "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not a JSON object"),
        ('"cat"', "not a JSON object"),
        ("{}", "no text"),
        ('{"text": 3}', "no text"),
        ('{"text": "x", "question": 1}', "the question is not text"),
        ('{"text": "x", "not_safe": "yes"}', "not_safe is neither true nor false"),
        ('{"text": "x", "wants_call": 1}', "wants_call is neither true nor false"),
        ('{"text": "x", "face": 6}', "face is not a number from 1 to 5"),
        ('{"text": "x", "face": true}', "face is not a number from 1 to 5"),
        (b'{"text": "\xff"}', "not UTF-8"),
    ],
)
def test_bad_lines_are_named_and_the_next_is_read(line: str | bytes, error: str) -> None:
    bad, good = answers("", line, '{"text": "dog"}')
    assert bad == {"line": 2, "error": error}
    assert good["themes"][0]["key"] == "dogs"


def test_byte_order_marks_and_blank_lines() -> None:
    assert len(answers(b'\xef\xbb\xbf{"text": "cat"}\r\n', b"\n", '\ufeff{"text": "cat"}')) == 2


def test_half_a_character_does_not_stop_it() -> None:
    (answer,) = answers('{"text": "cat \\ud83d"}')
    assert answer["themes"][0]["key"] == "cats"


@given(st.lists(st.one_of(st.text(max_size=80), st.binary(max_size=80)), max_size=10))
def test_any_lines_at_all(lines: list[str | bytes]) -> None:
    assert len(answers(*lines)) <= len(lines)
