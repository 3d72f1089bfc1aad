"""What may happen to an agreed action, and who hears when it is late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.reviews.rules import ActionState
from portal.reviews.rules.actions import (
    ENDED,
    OPEN,
    Gone,
    Hears,
    Ladder,
    Line,
    PlainState,
    WhyNot,
    can_undo_chase,
    is_a_step,
    is_hidden,
    plain_state,
    who_hears,
    why_not_chase,
    why_not_go,
    why_not_line,
    why_not_move,
    why_not_move_on,
)

ON = date(2026, 11, 22)
LATER, BEFORE = ON + timedelta(days=9), ON - timedelta(days=1)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (Line("Ring", LATER, owner_name="Nan"), None),
        (Line("  ", LATER, owner_name="Nan"), WhyNot.NO_WORDS),
        (Line("Ring", LATER), WhyNot.NO_OWNER),
        (Line("Ring", LATER, owner_name=" "), WhyNot.NO_OWNER),
        (Line("Ring", None, owner_name="Nan"), WhyNot.NO_DAY),
        (Line("Ring", BEFORE, owner_name="Nan"), WhyNot.DAY_PAST),
        (Line("Ring", date(2126, 1, 1), owner_name="Nan"), WhyNot.DAY_FAR),
        (Line("Ring", LATER, owner_name="Nan", is_held_back=True), WhyNot.NO_REASON),
        (
            Line("Ring", LATER, owner_name="Nan", is_held_back=True, held_back_why="x"),
            WhyNot.NO_DAY,
        ),
        (
            Line("Ring", LATER, owner_name="Nan", is_held_back=True, held_back_why="x", held_back_until=ON),
            None,
        ),
    ],
)
def test_each_line_has_words_somebody_and_a_day_to_come(line, why):
    assert why_not_line(line, ON) is why


def test_late_goes_before_how_far_it_is_and_what_ended_is_never_late():
    for state in OPEN:
        assert plain_state(state, BEFORE, ON) is PlainState.LATE
        assert plain_state(state, ON, ON) is PlainState(state.value)
    for state in ENDED:
        assert plain_state(state, BEFORE, ON) is PlainState(state.value)


def test_an_end_needs_its_reason_and_ends_once():
    assert why_not_move_on(ActionState.AGREED, ActionState.DONE, " ") is WhyNot.NO_ACHIEVED
    assert why_not_move_on(ActionState.AGREED, ActionState.NOT_DONE, "") is WhyNot.NO_REASON
    assert why_not_move_on(ActionState.STARTED, ActionState.STARTED, "") is WhyNot.STARTED_ALREADY
    assert why_not_move_on(ActionState.AGREED, ActionState.STARTED, "") is None
    assert why_not_move_on(ActionState.DONE, ActionState.CHANGED, "x") is WhyNot.ENDED_ALREADY


def test_another_day_needs_a_reason_and_is_to_come():
    assert why_not_move(ActionState.AGREED, LATER, "", ON) is WhyNot.NO_REASON
    assert why_not_move(ActionState.AGREED, BEFORE, "x", ON) is WhyNot.DAY_PAST
    assert why_not_move(ActionState.DONE, LATER, "x", ON) is WhyNot.ENDED_ALREADY
    assert why_not_move(ActionState.STARTED, LATER, "x", ON) is None


def test_a_chase_is_heard_once_a_day_also_of_what_is_called_done():
    assert why_not_chase(ActionState.AGREED, None, NOW) is None
    assert why_not_chase(ActionState.DONE, None, NOW) is None
    assert why_not_chase(ActionState.STARTED, NOW - timedelta(hours=23), NOW) is WhyNot.CHASED_TODAY
    assert why_not_chase(ActionState.STARTED, NOW - timedelta(hours=24), NOW) is None
    assert why_not_chase(ActionState.NOT_DONE, None, NOW) is WhyNot.ENDED_ALREADY


def test_a_tap_by_mistake_can_be_taken_back_for_a_while():
    assert can_undo_chase(NOW - timedelta(minutes=29), None, NOW)
    assert not can_undo_chase(NOW - timedelta(minutes=30), None, NOW)
    assert not can_undo_chase(None, None, NOW)


def test_what_is_held_back_stays_hidden_when_its_day_has_passed_until_somebody_told_them():
    assert is_hidden(BEFORE, None)
    assert not is_hidden(BEFORE, NOW)
    assert not is_hidden(None, None)


def test_what_goes_on_at_a_review_needs_a_day_to_come():
    assert why_not_go(Gone(""), ActionState.AGREED, BEFORE, ON) is None
    assert why_not_go(Gone("carry"), ActionState.AGREED, LATER, ON) is None
    assert why_not_go(Gone("carry"), ActionState.AGREED, BEFORE, ON) is WhyNot.NO_DAY
    assert why_not_go(Gone("carry", "", LATER), ActionState.AGREED, BEFORE, ON) is WhyNot.NO_REASON
    assert why_not_go(Gone("carry", "ill", LATER), ActionState.AGREED, BEFORE, ON) is None
    assert why_not_go(Gone("done"), ActionState.AGREED, BEFORE, ON) is WhyNot.NO_ACHIEVED


def test_more_people_hear_the_longer_it_is_late():
    ladder = Ladder(7, 3, 10, 20)
    assert who_hears(1, ladder) == [Hears.OWNER, Hears.STAND_IN]
    assert who_hears(3, ladder)[-1] is Hears.MANAGER
    assert who_hears(10, ladder)[-1] is Hears.IRO
    assert who_hears(20, ladder)[-1] is Hears.IRO_MANAGER
    assert [days for days in range(1, 30) if is_a_step(days, ladder)] == [1, 3, 10, 20]
