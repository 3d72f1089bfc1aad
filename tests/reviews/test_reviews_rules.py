"""When the next review is due: the law's clocks, counted from reviews actually held, in the time in care."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reviews.rules import MeetingState, ReviewKind, ReviewState
from portal.reviews.rules.reviews import (
    Standing,
    Stay,
    WhyNotReview,
    last_meeting_of,
    next_review,
    placed_since,
    spell_on,
    standing_of,
    until_grown_up,
    was_in_care,
    why_not_held,
    why_not_plan,
)
from portal.reviews.rules.reviews_took_part import CODES, Seen, came, suggested, why_not_code

pytestmark = pytest.mark.once
DAY = timedelta(days=1)
CASES = Path(__file__).parents[1] / "data" / "clocks.jsonl"


def _worked_cases() -> list[tuple[str, date, date]]:
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        (row["clock"], date.fromisoformat(row["start"]), date.fromisoformat(row["due"]))
        for row in rows
        if row["clock"] in ("review_first", "review_second", "review_later")
    ]


@pytest.mark.parametrize(("clock", "start", "due"), _worked_cases())
def test_the_worked_cases_hold_for_whole_histories(clock: str, start: date, due: date) -> None:
    held = {
        "review_first": [],
        "review_second": [start],
        "review_later": [start - 90 * DAY, start],
    }[clock]
    stays = [Stay(start if clock == "review_first" else start - 110 * DAY)]
    found = next_review(stays, held, max(start, due - DAY))
    assert found is not None
    assert (found.clock, found.start_on, found.due_on) == (clock, start, due)


def _in_care(**kwargs: object) -> list[Stay]:
    return [Stay(date(2026, 1, 5), **kwargs)]  # type: ignore[arg-type]


def test_first_second_later_and_never_in_a_wrong_order() -> None:
    first, second = date(2026, 1, 30), date(2026, 4, 20)
    kinds = [
        next_review(_in_care(), held, date(2026, 5, 1)).kind  # type: ignore[union-attr]
        for held in ([], [first], [second, first])
    ]
    assert kinds == [ReviewKind.FIRST, ReviewKind.SECOND, ReviewKind.LATER]


def test_one_held_early_pulls_those_that_follow_forward() -> None:
    early = next_review(_in_care(), [date(2026, 1, 30), date(2026, 2, 20)], date(2026, 3, 1))
    assert early is not None
    assert early.due_on == date(2026, 8, 20)


def test_a_last_day_at_the_weekend_stays_and_the_working_day_before_is_aimed_at() -> None:
    found = next_review(_in_care(), [date(2026, 1, 30), date(2026, 2, 8)], date(2026, 3, 1))
    assert found is not None
    assert found.due_on == date(2026, 8, 8)  # a Saturday
    assert found.aim_by_on == date(2026, 8, 7)


def test_whoever_is_not_in_care_has_no_next_review() -> None:
    today = date(2026, 6, 1)
    assert next_review([], [], today) is None
    assert next_review(_in_care(ended_on=today), [], today) is None
    assert next_review(_in_care(ended_on=today + DAY), [], today) is not None
    assert next_review([Stay(today + DAY)], [], today) is None


@pytest.mark.parametrize("code", ["V3", "V4"])
def test_short_breaks_have_none_of_these_reviews(code: str) -> None:
    assert next_review(_in_care(legal_status=code), [], date(2026, 6, 1)) is None
    assert not was_in_care(_in_care(legal_status=code), date(2026, 6, 1))


def test_a_new_home_goes_on_counting() -> None:
    moved = date(2026, 3, 1)
    stays = [Stay(date(2026, 1, 5), moved, reason_ended="X1"), Stay(moved)]
    found = next_review(stays, [date(2026, 1, 30), date(2026, 2, 25)], date(2026, 3, 2))
    assert found is not None
    assert found.kind is ReviewKind.LATER


def test_leaving_care_and_coming_back_starts_anew() -> None:
    stays = [Stay(date(2025, 1, 6), date(2025, 9, 1), reason_ended="E4A"), Stay(date(2026, 3, 2))]
    found = next_review(stays, [date(2025, 1, 30), date(2025, 4, 2)], date(2026, 3, 10))
    assert found is not None
    assert (found.kind, found.start_on) == (ReviewKind.FIRST, date(2026, 3, 2))


def test_a_day_between_two_homes_goes_on_only_where_the_return_says_so() -> None:
    ends, begins = date(2026, 3, 1), date(2026, 3, 2)
    goes_on = [Stay(date(2026, 1, 5), ends, reason_ended="X1"), Stay(begins)]
    ended = [Stay(date(2026, 1, 5), ends, reason_ended="E4A"), Stay(begins)]
    assert len(spell_on(goes_on, begins)) == 2
    assert len(spell_on(ended, begins)) == 1


def test_placed_for_adoption_counts_anew_from_that_day() -> None:
    placed = date(2026, 3, 2)
    stays = [Stay(date(2026, 1, 5), placed, reason_ended="X1"), Stay(placed, home_kind="A5")]
    held = [date(2026, 1, 30), date(2026, 2, 25)]
    first = next_review(stays, held, date(2026, 3, 5))
    second = next_review(stays, [*held, date(2026, 3, 27)], date(2026, 4, 1))
    assert first is not None
    assert second is not None
    assert (first.clock, first.due_on) == ("review_first_placed_for_adoption", date(2026, 3, 30))
    assert (second.clock, second.due_on) == ("review_second_placed_for_adoption", date(2026, 6, 27))


def test_a_placement_that_broke_down_counts_no_more() -> None:
    stays = [
        Stay(date(2026, 1, 5), date(2026, 2, 1), home_kind="A5"),
        Stay(date(2026, 2, 1), home_kind="U6"),
    ]
    assert placed_since(stays, date(2026, 3, 1)) is None


def test_nobody_is_in_care_at_eighteen() -> None:
    stays = until_grown_up([Stay(date(2020, 1, 6))], date(2008, 2, 29))
    assert stays[0].ended_on == date(2026, 3, 1)
    assert next_review(stays, [], date(2026, 3, 1)) is None


def test_reviews_of_another_time_and_of_days_to_come_do_not_count() -> None:
    found = next_review(_in_care(), [date(2020, 1, 1), date(2027, 1, 1)], date(2026, 2, 1))
    assert found is not None
    assert found.kind is ReviewKind.FIRST


days = st.dates(date(2015, 1, 1), date(2026, 12, 31))


@given(start=days, gaps=st.lists(st.integers(1, 250), max_size=8), today=days)
def test_the_next_is_never_more_than_the_law_allows_after_the_last(
    start: date, gaps: list[int], today: date
) -> None:
    held, day = [], start
    for gap in gaps:
        day += gap * DAY
        held.append(day)
    found = next_review([Stay(start)], held, today)
    if today < start:
        assert found is None
        return
    assert found is not None
    counted = [day for day in held if day <= today]
    assert found.start_on == (counted[-1] if counted else start)
    assert found.start_on < found.aim_by_on <= found.due_on <= found.start_on + 184 * DAY
    assert found.aim_by_on.weekday() < 5


TODAY = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("state", "on", "last", "why"),
    [
        (ReviewState.PLANNED, TODAY, None, None),
        (ReviewState.PLANNED, TODAY - DAY, None, WhyNotReview.IN_PAST),
        (ReviewState.PLANNED, TODAY + 1000 * DAY, None, WhyNotReview.TOO_FAR),
        (ReviewState.BEGUN, TODAY, TODAY + DAY, WhyNotReview.BEFORE_LAST_MEETING),
        (ReviewState.HELD, TODAY, None, WhyNotReview.OVER),
        (ReviewState.CALLED_OFF, TODAY, None, WhyNotReview.OVER),
    ],
)
def test_days_for_a_meeting(
    state: ReviewState, on: date, last: date | None, why: WhyNotReview | None
) -> None:
    assert why_not_plan(state, on, today=TODAY, last_meeting=last) is why


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (TODAY, None),
        (TODAY + DAY, WhyNotReview.IN_FUTURE),
        (date(2026, 1, 4), WhyNotReview.BEFORE_CARE),
        (TODAY - 5 * DAY, WhyNotReview.HELD_THAT_DAY),
        (TODAY - 9 * DAY, WhyNotReview.BEFORE_LAST_MEETING),
    ],
)
def test_days_on_which_it_can_have_been_held(on: date, why: WhyNotReview | None) -> None:
    last = TODAY - 8 * DAY if why is WhyNotReview.BEFORE_LAST_MEETING else None
    held = [TODAY - 5 * DAY]
    found = why_not_held(ReviewState.PLANNED, on, today=TODAY, stays=_in_care(), held=held, last_meeting=last)
    assert found is why


def test_only_meetings_that_were_held_are_part_of_a_series() -> None:
    meetings = [(MeetingState.ADJOURNED, TODAY), (MeetingState.HELD, TODAY - DAY)]
    assert last_meeting_of(meetings) == TODAY - DAY
    assert last_meeting_of([]) is None


@pytest.mark.parametrize(
    ("due", "planned", "standing"),
    [
        (-1, 5, Standing.LATE),
        (30, -1, Standing.TO_HOLD),
        (30, 5, Standing.PLANNED),
        (5, 9, Standing.SOON),
        (5, None, Standing.SOON),
        (90, None, Standing.TO_PLAN),
    ],
)
def test_what_is_next_for_a_review(due: int, planned: int | None, standing: Standing) -> None:
    on = TODAY + due * DAY
    found = standing_of(on, on, TODAY + planned * DAY if planned else None, TODAY, warn_days=20)
    assert found is standing


@pytest.mark.parametrize(
    ("seen", "code"),
    [
        (Seen(3, coming="room"), "PN0"),
        (Seen(12, coming="room"), "PN1"),
        (Seen(12, coming="room", brings="advocate"), "PN2"),
        (Seen(12, coming="not", brings="advocate"), "PN5"),
        (Seen(12, coming="not", sent_words=True), "PN6"),
        (Seen(12, coming="not", talked=True), "PN6"),
        (Seen(12, coming="not"), "PN7"),
        (Seen(None), "PN1"),
    ],
)
def test_how_they_took_part_is_suggested_from_what_happened_here(seen: Seen, code: str) -> None:
    assert suggested(seen) == code


def test_a_code_must_fit_the_age() -> None:
    assert why_not_code("PN0", 3) is None
    assert why_not_code("PN0", 4) is WhyNotReview.FOUR_OR_OLDER
    assert why_not_code("PN1", 3) is WhyNotReview.UNDER_FOUR
    assert why_not_code("PN1", None) is None
    assert [came(code) for code in CODES] == [None, True, True, True, True, False, False, False]
