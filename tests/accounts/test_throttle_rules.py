"""The arithmetic of guessing, and that slowing is short and ends by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts import words
from portal.accounts.rules import throttle as rules
from portal.accounts.rules.throttle import (
    ALL_CARDS,
    ALL_STAFF,
    ALL_WORDS,
    DEVICE,
    STAFF_ACCOUNT,
    chance_a_day,
    chance_with_their_phone,
    tries_a_day,
    tries_that_matter,
    wait_by_ceiling,
    wait_by_steps,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_guessing_anybodys_way_in_stays_under_one_in_a_million_a_day() -> None:
    # Written out here once more, so that a slip in the rule shows: five words of 2,048, six on a card.
    tries = (24 * 60 + 1) * (600 + 64)
    by_hand = tries * 10_000 / 2048**5 + tries * 10_000 / 2048**6
    assert chance_a_day(5_000) == pytest.approx(by_hand)
    assert chance_a_day(5_000) < 1e-6


def test_the_arithmetic_is_about_the_list_that_is_used() -> None:
    assert len(words.all_words()) == rules.LIST == words.COUNT
    assert words.bits(rules.CARD_WORDS) >= 60
    assert rules.COME_BACK_WORDS >= 5


def test_a_phone_in_other_hands_is_worth_next_to_nothing() -> None:
    assert chance_with_their_phone() < 1e-8


def test_a_day_of_tries_counts_those_under_way() -> None:
    assert tries_a_day(ALL_WORDS) > 24 * 60 * ALL_WORDS.tries
    assert tries_a_day(ALL_CARDS) == tries_a_day(ALL_WORDS)


@pytest.mark.parametrize("plan", [DEVICE, STAFF_ACCOUNT])
def test_the_first_wrong_tries_cost_nothing(plan: rules.Steps) -> None:
    assert wait_by_steps([NOW] * (plan.free - 1), NOW, plan) == timedelta()
    assert wait_by_steps([NOW] * plan.free, NOW, plan) == plan.first


@given(count=st.integers(0, 300), ago=st.integers(0, 3600))
def test_a_wait_is_never_long_and_always_ends(count: int, ago: int) -> None:
    tries = [NOW - timedelta(seconds=ago)] * count
    for plan in (DEVICE, STAFF_ACCOUNT):
        wait = wait_by_steps(tries, NOW, plan)
        assert timedelta() <= wait <= plan.longest
        assert wait_by_steps(tries, NOW + wait, plan) == timedelta()


def test_a_child_never_waits_longer_than_a_minute() -> None:
    assert DEVICE.longest <= timedelta(minutes=1)
    assert ALL_WORDS.window <= timedelta(minutes=1)


@pytest.mark.parametrize("plan", [DEVICE, STAFF_ACCOUNT])
def test_only_the_latest_tries_need_to_be_read(plan: rules.Steps) -> None:
    some = [NOW - timedelta(seconds=n) for n in range(tries_that_matter(plan))]
    more = some + [NOW - timedelta(seconds=100)] * 50
    assert wait_by_steps(some, NOW, plan) == wait_by_steps(more, NOW, plan) == plan.longest


def test_tries_from_before_the_window_are_forgotten() -> None:
    old = [NOW - DEVICE.window - timedelta(seconds=1)] * 50
    assert wait_by_steps(old, NOW, DEVICE) == timedelta()


def test_a_ceiling_opens_when_the_oldest_try_that_counts_has_passed() -> None:
    at = NOW - timedelta(seconds=45)
    assert wait_by_ceiling(at, NOW, ALL_STAFF) == timedelta(seconds=15)
    assert wait_by_ceiling(None, NOW, ALL_STAFF) == timedelta()
    assert wait_by_ceiling(NOW - timedelta(minutes=2), NOW, ALL_STAFF) == timedelta()
