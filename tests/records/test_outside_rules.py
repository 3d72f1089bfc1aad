"""Codes, and how often to ask: pure."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.records.forms.asking import is_address
from portal.records.rules.feelings import ask_on
from portal.records.rules.outside import CODE_DIGITS, CODE_TRIES, code_from, is_open, is_over, read_code
from portal.records.rules.questioning import (
    QuestionKind,
    QuestionOutcome,
    WhyNot,
    clock_of,
    outcomes_of,
    remind_from,
    why_not_decide,
    why_not_on,
)

ONE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
TODAY = date(2026, 11, 22)


@given(st.integers(min_value=0))
def test_a_code_is_always_so_many_digits(number: int) -> None:
    code = code_from(number)
    assert len(code) == CODE_DIGITS
    assert code.isdigit()


@pytest.mark.parametrize("typed", ["123 456", "123-456", " 123456 ", "Your code is 123456", "١٢٣ ٤٥٦"])
def test_a_code_is_read_however_it_was_typed(typed: str) -> None:
    assert read_code(typed) == "123456"


@given(st.text(max_size=200))
def test_reading_a_code_never_fails(typed: str) -> None:
    assert read_code(typed).isascii()


def test_a_code_ends_with_its_time_and_with_too_many_tries() -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert is_open(now + timedelta(seconds=1), now)
    assert not is_open(now, now)
    assert not is_open(None, now)
    assert is_over(CODE_TRIES)
    assert not is_over(CODE_TRIES - 1)


def test_how_it_felt_is_asked_a_month_later_never_on_the_day() -> None:
    assert ask_on(date(2026, 1, 31)) == date(2026, 2, 28)
    assert ask_on(TODAY) == date(2026, 12, 22)


def test_who_decided_before_does_not_look_again_while_somebody_else_can() -> None:
    before = frozenset({ONE})
    assert why_not_decide(ONE, decided_before=before, answered_on=None, has_other=True) is WhyNot.SAME_OFFICER
    assert why_not_decide(OTHER, decided_before=before, answered_on=None, has_other=True) is None
    assert why_not_decide(ONE, decided_before=before, answered_on=None, has_other=False) is None
    assert why_not_decide(OTHER, decided_before=before, answered_on=TODAY, has_other=True) is WhyNot.ANSWERED


def test_only_rights_of_the_law_have_its_month() -> None:
    assert {kind for kind in QuestionKind if clock_of(kind)} == {
        QuestionKind.CORRECTION,
        QuestionKind.MY_SIDE,
    }
    assert QuestionOutcome.ADDED not in outcomes_of(QuestionKind.COMPLAINT)
    assert QuestionOutcome.ADDED in outcomes_of(QuestionKind.MY_SIDE)


def test_the_day_of_an_acknowledgement_is_one_that_was() -> None:
    tomorrow, yesterday = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
    assert why_not_on(tomorrow, received_on=TODAY, today=TODAY) is WhyNot.IN_FUTURE
    assert why_not_on(yesterday, received_on=TODAY, today=TODAY) is WhyNot.BEFORE_IT_CAME
    assert why_not_on(TODAY, received_on=yesterday, today=TODAY) is None


def test_once_before_the_day_and_once_when_it_is_late() -> None:
    assert remind_from(TODAY, TODAY) < TODAY
    assert remind_from(TODAY, TODAY + timedelta(days=9)) == TODAY + timedelta(days=1)


@pytest.mark.parametrize("text", ["a@b.org", "first.last+tag@sub.example.org"])
def test_addresses(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a@b",
        "a@b.org\nBcc: c@d.org",
        "a b@c.org",
        "a@b.org,c@d.org",
        "<a@b.org>",
        "a" * 250 + "@b.org",
    ],
)
def test_no_addresses(text: str) -> None:
    assert not is_address(text)
