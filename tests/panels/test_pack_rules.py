"""Sections in their order, who may sign off, and the dates before a meeting: pure."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from portal.panels.rules.cycle import (
    Unit,
    WhyNotDay,
    WhyNotRhythm,
    dates,
    meetings,
    to_remind_of,
    why_not_day,
    why_not_rhythm,
)
from portal.panels.rules.packs import (
    ORDER,
    Placed,
    SignState,
    WhyNotSign,
    in_order,
    moved,
    why_not_ask,
    why_not_send_back,
    why_not_sign,
)

pytestmark = pytest.mark.once
TODAY = date(2026, 3, 2)


def test_sections_stand_as_usual_until_somebody_moves_them() -> None:
    assert in_order(["records", "themes", "nothing known", "missing"], {}) == [
        "themes",
        "missing",
        "records",
        "nothing known",
    ]
    placed = {key: Placed(key, place) for place, key in enumerate(("records", "themes"))}
    assert in_order(["themes", "missing", "records"], placed)[0] == "records"
    assert len(set(ORDER)) == len(ORDER)


def test_a_section_moves_one_place_and_not_over_the_end() -> None:
    keys = ["a", "b", "c"]
    assert moved(keys, "c", up=True) == ["a", "c", "b"]
    assert moved(keys, "a", up=False) == ["b", "a", "c"]
    assert moved(keys, "a", up=True) == moved(keys, "c", up=False) == moved(keys, "x", up=True) == keys


def test_what_staff_said_is_public_only_where_somebody_says_so() -> None:
    assert not Placed("surveys").stands_in_public
    assert Placed("surveys", is_public=True).stands_in_public
    assert Placed("records").stands_in_public
    assert not Placed("records", is_public=False).stands_in_public


def test_whoever_wrote_a_paper_never_signs_it_off() -> None:
    writer, other = uuid4(), uuid4()
    assert why_not_sign(SignState.ASKED, writer, {writer}) is WhyNotSign.WROTE_IT
    assert why_not_sign(SignState.ASKED, other, {writer}) is None
    for state in (None, SignState.GIVEN, SignState.SENT_BACK, SignState.FALLEN):
        assert why_not_sign(state, other, {writer}) is WhyNotSign.NOT_ASKED
    assert why_not_send_back(SignState.ASKED, other, {writer}, " \n") is WhyNotSign.NO_WORDS
    assert why_not_send_back(SignState.ASKED, other, {writer}, "put it without the town") is None


def test_sign_off_is_asked_once_the_rest_is_there() -> None:
    assert why_not_ask(None, is_ready=False, may_sign=True) is WhyNotSign.NOT_READY
    assert why_not_ask(None, is_ready=True, may_sign=False) is WhyNotSign.NOBODY
    for state in (SignState.ASKED, SignState.GIVEN):
        assert why_not_ask(state, is_ready=True, may_sign=True) is WhyNotSign.ASKED_ALREADY
    for state in (None, SignState.SENT_BACK, SignState.FALLEN):
        assert why_not_ask(state, is_ready=True, may_sign=True) is None


def test_papers_are_out_five_clear_working_days_before() -> None:
    # Wednesday after Easter Monday, 6 April 2026, and Good Friday: neither counts, nor do the two ends.
    found = dates(date(2026, 4, 8))
    assert found.out_by == date(2026, 3, 27)
    assert found.numbers_by < found.words_by < found.signed_by < found.out_by < found.meets_on
    assert found.signed_by == date(2026, 3, 25)


def test_a_rhythm_gives_a_year_of_working_days() -> None:
    every = meetings(date(2026, 1, 31), 1, Unit.MONTHS)
    assert every[:3] == [date(2026, 2, 2), date(2026, 3, 2), date(2026, 3, 31)]
    assert len(every) == 13
    weeks = meetings(date(2026, 3, 4), 4, Unit.WEEKS)
    assert weeks[1] - weeks[0] == timedelta(weeks=4)
    assert all(day.weekday() < 5 for day in weeks)


@pytest.mark.parametrize(
    ("every", "unit", "ahead", "agreed", "why"),
    [
        (0, Unit.WEEKS, 1, "chair", WhyNotRhythm.TOO_OFTEN),
        (27, Unit.WEEKS, 1, "chair", WhyNotRhythm.TOO_RARE),
        (13, Unit.MONTHS, 1, "chair", WhyNotRhythm.TOO_RARE),
        (4, Unit.WEEKS, -1, "chair", WhyNotRhythm.PASSED),
        (4, Unit.WEEKS, 400, "chair", WhyNotRhythm.TOO_FAR),
        (4, Unit.WEEKS, 1, " ", WhyNotRhythm.NOBODY_AGREED),
        (4, Unit.WEEKS, 0, "chair", None),
    ],
)
def test_a_rhythm_needs_a_number_a_day_and_who_agreed(
    every: int, unit: Unit, ahead: int, agreed: str, why: WhyNotRhythm | None
) -> None:
    assert why_not_rhythm(every, unit, TODAY + timedelta(days=ahead), agreed, today=TODAY) is why


def test_a_day_by_hand_is_to_come_and_free() -> None:
    assert why_not_day(TODAY - timedelta(days=1), today=TODAY, taken=()) is WhyNotDay.PASSED
    assert why_not_day(TODAY, today=TODAY, taken={TODAY}) is WhyNotDay.TAKEN
    assert why_not_day(TODAY + timedelta(days=800), today=TODAY, taken=()) is WhyNotDay.TOO_FAR
    assert why_not_day(TODAY, today=TODAY, taken=()) is None


def test_each_date_is_reminded_of_once_and_none_after_the_meeting() -> None:
    found = dates(date(2026, 6, 24))
    assert to_remind_of(found, None, found.numbers_by - timedelta(days=9)) is None
    assert to_remind_of(found, None, found.numbers_by) == found.numbers_by
    assert to_remind_of(found, found.numbers_by, found.numbers_by) is None
    assert to_remind_of(found, found.numbers_by, found.out_by) == found.out_by
    assert to_remind_of(found, None, found.meets_on + timedelta(days=1)) is None
