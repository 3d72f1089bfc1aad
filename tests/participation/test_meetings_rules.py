"""What may be planned, answered, published and promised. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from portal.participation.forms.meetings import clock_time
from portal.participation.rules import meetings as rules
from portal.participation.rules.meetings import (
    ActionState,
    MeetingKind,
    MeetingState,
    MinuteLine,
    Plan,
    WhyNot,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LINE = [MinuteLine("say", "We talked.")]
DAY = date(2026, 3, 2)
OWNER = UUID(int=1)
pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("16:30", time(16, 30)),
        ("4.30 pm", time(16, 30)),
        ("4PM", time(16)),
        ("12am", time(0)),
        ("9", time(9)),
        ("24:00", None),
        ("13 pm", None),
        ("half four", None),
        ("", None),
        (None, None),
    ],
)
def test_a_time_is_read_however_it_is_typed(typed: str | None, found: time | None) -> None:
    assert clock_time(typed) == found


def test_a_meeting_is_to_come_and_a_session_may_have_been() -> None:
    past = Plan(MeetingKind.MEETING, NOW - HOUR, "", "")
    assert rules.why_not_plan(past, NOW) is WhyNot.IN_PAST
    assert rules.why_not_plan(Plan(MeetingKind.MEETING, NOW + HOUR, "", ""), NOW) is None
    assert rules.why_not_plan(Plan(MeetingKind.SESSION, NOW - HOUR, "", ""), NOW) is None


def test_nobody_answers_once_it_has_begun_or_is_off() -> None:
    assert rules.why_not_answer(MeetingState.PLANNED, NOW, NOW) is WhyNot.IS_OVER
    assert rules.why_not_answer(MeetingState.CALLED_OFF, NOW + HOUR, NOW) is WhyNot.CALLED_OFF
    assert rules.why_not_answer(MeetingState.PLANNED, NOW + HOUR, NOW) is None


def test_minutes_are_of_a_meeting_that_was_and_say_something() -> None:
    assert rules.why_not_minutes(MeetingState.PLANNED, NOW + HOUR, LINE, NOW) is WhyNot.NOT_YET
    assert rules.why_not_minutes(MeetingState.PLANNED, NOW - HOUR, [], NOW) is WhyNot.NO_LINES
    assert rules.why_not_minutes(MeetingState.CALLED_OFF, NOW - HOUR, LINE, NOW) is WhyNot.CALLED_OFF
    assert rules.why_not_minutes(MeetingState.PLANNED, NOW - HOUR, LINE, NOW) is None


def test_a_promise_has_words_a_person_and_a_day() -> None:
    assert rules.why_not_act(" ", OWNER, DAY, DAY) is WhyNot.NO_WORDS
    assert rules.why_not_act("Ring", None, DAY, DAY) is WhyNot.NO_OWNER
    assert rules.why_not_act("Ring", OWNER, None, DAY) is WhyNot.IN_PAST
    assert rules.why_not_act("Ring", OWNER, DAY - timedelta(days=1), DAY) is WhyNot.IN_PAST
    assert rules.why_not_act("Ring", OWNER, DAY, DAY) is None


@pytest.mark.parametrize("to", [ActionState.DONE, ActionState.WILL_NOT])
def test_what_ended_has_words_and_ends_once(to: ActionState) -> None:
    assert rules.why_not_say_how_far(ActionState.UNDER_WAY, to, " ") is WhyNot.NO_REASON
    assert rules.why_not_say_how_far(ActionState.UNDER_WAY, to, "There is no money.") is None
    assert rules.why_not_say_how_far(to, ActionState.UNDER_WAY, "Again") is WhyNot.ENDED_ALREADY


def test_the_order_is_the_members_and_alike_stays_as_it_was_brought() -> None:
    one, two, three = (UUID(int=number) for number in (1, 2, 3))
    assert rules.in_order([one, two, three], {three: 2, two: 1}) == [three, two, one]
    assert rules.in_order([two, one], {}) == [two, one]
    assert rules.most_picked({"home": 1, "food": 4, "sleep": 0}) == ["food", "home"]


def test_a_reminder_is_for_each_time_it_has_once() -> None:
    begins, ends = NOW + 12 * HOUR, NOW + 36 * HOUR
    at = NOW + 20 * HOUR
    assert rules.is_to_remind(at, None, NOW, (begins, ends))
    assert not rules.is_to_remind(at, at, NOW, (begins, ends))
    assert rules.is_to_remind(at, at - HOUR, NOW, (begins, ends))
    assert not rules.is_to_remind(NOW + 40 * HOUR, None, NOW, (begins, ends))
