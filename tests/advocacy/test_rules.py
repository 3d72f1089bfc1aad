"""When an advocate can be asked for, answered, ended, chased. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portal.advocacy import rules
from portal.advocacy.rules import Reply, State, WhyNot

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("has_open", "age", "why"),
    [
        (False, 9, None),
        (False, None, None),
        (False, 24, None),
        (False, 25, WhyNot.TOO_OLD),
        (True, 12, WhyNot.ASKED_ALREADY),
    ],
)
def test_asked_for_until_25_and_one_at_a_time(has_open: bool, age: int | None, why: WhyNot | None) -> None:
    assert rules.why_not_ask(has_open=has_open, age=age) is why


def test_not_now_can_still_become_yes() -> None:
    assert rules.why_not_answer_offer(None) is None
    assert rules.why_not_answer_offer(Reply.LATER) is None
    assert rules.why_not_answer_offer(Reply.NO) is WhyNot.ANSWERED_ALREADY


def test_chased_at_48_hours_and_not_before() -> None:
    asked = NOW - timedelta(hours=48)
    assert rules.is_to_chase(State.ASKED, asked, NOW)
    assert not rules.is_to_chase(State.ASKED, asked + timedelta(seconds=1), NOW)
    assert not rules.is_to_chase(State.THERE, asked, NOW)


def test_ended_only_where_somebody_was_there() -> None:
    assert rules.why_not_end(State.ASKED) is WhyNot.NOT_THERE
    assert rules.why_not_end(State.THERE) is None
    assert rules.why_not_say_helped(State.THERE) is WhyNot.NOT_ENDED
    assert rules.why_not_take_back(State.ENDED) is WhyNot.NOT_ASKED
