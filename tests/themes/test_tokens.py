"""Texts are cut into comparable words that still point at what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.themes.tokens import MOST_CHARACTERS, tokens


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("I can't", "i cant"),
        ("I can’t", "i cant"),
        ("every1 wud 2nite", "everyone would tonight"),
        ("soooo", "so"),
        ("café", "cafe"),
        ("🔪!", "knife"),
        ("been sh since", "been self harm since"),
        ("2moro 4 u", "tomorrow for you"),
        ("well-being", "well being"),
    ],
)
def test_spelled_out(typed: str, words: str) -> None:
    assert " ".join(token.word for token in tokens(typed)) == words


@given(st.text(max_size=500))
def test_every_word_has_its_place_in_order(text: str) -> None:
    last = 0
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.start >= last or token.start == last
        last = token.start


def test_a_flood_is_cut() -> None:
    assert len(tokens("word " * 100_000)) == MOST_CHARACTERS // 5
