"""Who may be shown a file, and how many there may be. No database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from portal.voice.rules import FileKind
from portal.voice.rules.files import (
    Limits,
    SealWhy,
    Standing,
    Where,
    WhyNot,
    is_shut,
    may_be_shown,
    why_not_add,
)

THEN = datetime(2026, 11, 24, 12, tzinfo=UTC)
NEW = Standing(FileKind.PHOTO, True, None, None, "", None)
READ = replace(NEW, first_opened_at=THEN, statement_read_at=THEN)
INDECENT = {"sealed_at": THEN, "seal_why": SealWhy.INDECENT.value}
HARM = {"sealed_at": THEN, "seal_why": SealWhy.HARM.value}


def test_the_desk_and_its_young_person_at_once_others_after_the_desk() -> None:
    assert may_be_shown(NEW, Where.OWN)
    assert may_be_shown(NEW, Where.DESK)
    assert not may_be_shown(NEW, Where.DELIVERED)
    assert may_be_shown(READ, Where.DELIVERED)


def test_what_the_desk_read_past_is_shown_to_nobody_after_it() -> None:
    assert not may_be_shown(replace(READ, first_opened_at=None), Where.DELIVERED)
    assert not may_be_shown(replace(READ, statement_read_at=None), Where.DELIVERED)


@pytest.mark.parametrize("where", Where)
def test_what_may_be_indecent_is_shown_to_nobody(where: Where) -> None:
    sealed = replace(READ, **INDECENT)
    assert is_shut(sealed)
    assert not may_be_shown(sealed, where)


def test_what_shows_harm_stays_with_the_desk_and_its_young_person() -> None:
    sealed = replace(READ, **HARM)
    assert may_be_shown(sealed, Where.DESK)
    assert may_be_shown(sealed, Where.OWN)
    assert not may_be_shown(sealed, Where.DELIVERED)


def test_a_board_is_our_own_drawing_and_needs_no_opening() -> None:
    board = replace(READ, kind=FileKind.BOARD, first_opened_at=None)
    assert may_be_shown(board, Where.DELIVERED)
    assert not may_be_shown(replace(board, statement_read_at=None), Where.DELIVERED)


@pytest.mark.parametrize("where", Where)
def test_without_anything_to_show_nothing_is_shown(where: Where) -> None:
    assert not may_be_shown(replace(READ, has_shown=False), where)


def test_so_many_and_no_more() -> None:
    limits = Limits(4, 1, 1, 1, most_in_a_day=6)
    assert why_not_add(3, 5, limits) is None
    assert why_not_add(4, 5, limits) is WhyNot.TOO_MANY
    assert why_not_add(0, 6, limits) is WhyNot.ENOUGH_TODAY
