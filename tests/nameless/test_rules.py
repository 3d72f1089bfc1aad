"""When to read it, whoever it is about."""

from __future__ import annotations

import pytest

from portal.nameless.rules import hour_of, order_for
from portal.themes.as_if_said import as_if_said
from portal.themes.order import Level


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself",
        "She wants to kill herself",
        "My friend wants to kill herself",
        "One of us wants to kill himself",
        "they want to kill themselves",
    ],
)
def test_words_about_somebody_else_are_read_as_soon_as_ones_own(text: str) -> None:
    assert order_for(text).level is Level.NOW


@pytest.mark.parametrize("text", ["", "we want a say in the menu", "our room is cold", "\x00", "her her her"])
def test_the_rest_stays_in_turn(text: str) -> None:
    assert order_for(text).level is Level.REST


def test_only_the_button_and_agreed_words_call_somebody() -> None:
    assert order_for("", not_safe=True).pages
    assert not order_for("She wants to kill herself").pages


def test_the_hour_is_all_that_is_kept() -> None:
    from datetime import UTC, datetime

    assert hour_of(datetime(2026, 11, 22, 5, 59, 59, 9, UTC)) == datetime(2026, 11, 22, 5, tzinfo=UTC)


def test_it_never_fails_for_any_text() -> None:
    assert as_if_said("\ud800 \u202e " + "a" * 10_000)
