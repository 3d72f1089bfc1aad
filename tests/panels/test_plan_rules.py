"""Rules of the plan, its measures and its files: pure, no database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.panels.readymade import all_of
from portal.panels.rules import reports
from portal.panels.rules.measures import (
    Better,
    Outside,
    Standing,
    Trend,
    Unit,
    WhyNot,
    is_small,
    outside_of,
    standing,
    trend,
    why_not_period,
    why_not_value,
)
from portal.panels.rules.numbers import day_in, number_in
from portal.panels.rules.plan import ActionState, goes_to_the_chair, reminder, why_not_link, why_not_say
from portal.panels.rules.plan import WhyNot as PlanWhyNot
from portal.panels.rules.sheets import CannotRead, rows_of

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("number", "of", "expected"),
    [
        (0, 40, "few"),
        (1, 40, "few"),
        (4, 40, "few"),
        (5, 40, 10),
        (36, 40, "most"),
        (40, 40, "most"),
        (3, 4, None),
        (20, 40, 50),
    ],
)
def test_outside_the_board_a_share_never_tells_of_one_to_four(
    number: int, of: int, expected: Outside
) -> None:
    assert outside_of(Unit.SHARE, number, of, about_children=True) == expected


def test_no_true_count_under_five_can_be_told_from_another_outside() -> None:
    counts = {outside_of(Unit.COUNT, number, None, about_children=True) for number in range(5)}
    assert counts == {None}
    shares = {outside_of(Unit.SHARE, number, 60, about_children=True) for number in range(5)}
    assert len(shares) == 1
    rest = {outside_of(Unit.SHARE, 60 - number, 60, about_children=True) for number in range(5)}
    assert len(rest) == 1


def test_small_are_the_number_and_what_is_left_of_the_whole() -> None:
    assert is_small(Unit.SHARE, 3, 40, about_children=True)
    assert is_small(Unit.SHARE, 38, 40, about_children=True)
    assert not is_small(Unit.SHARE, 20, 40, about_children=True)
    assert is_small(Unit.COUNT, 4, None, about_children=True)
    assert is_small(Unit.DAYS, 30, 2, about_children=True)
    assert not is_small(Unit.COUNT, 4, None, about_children=False)


@pytest.mark.parametrize(
    ("unit", "number", "of", "why"),
    [
        (Unit.SHARE, 5, None, WhyNot.NO_WHOLE),
        (Unit.SHARE, 6, 5, WhyNot.MORE_THAN_ALL),
        (Unit.SHARE, 2.5, 5, WhyNot.BAD_NUMBER),
        (Unit.COUNT, -1, None, WhyNot.BAD_NUMBER),
        (Unit.DAYS, 12.5, None, WhyNot.NO_WHOLE),
        (Unit.DAYS, 12.5, 8, None),
        (Unit.COUNT, None, None, WhyNot.NO_NUMBER),
        (Unit.SHARE, 1, 0, WhyNot.BAD_NUMBER),
    ],
)
def test_a_value_says_of_how_many(
    unit: Unit, number: float | None, of: float | None, why: WhyNot | None
) -> None:
    assert why_not_value(unit, number, of, about_children=True) is why


def test_values_are_of_closed_days_that_overlap_none() -> None:
    first, last = DAY, DAY + timedelta(days=29)
    taken = [(first, last)]
    later = last + timedelta(days=10)
    assert why_not_period(first, last, today=later, others=taken) is None  # a correction
    assert why_not_period(last, last, today=later, others=taken) is WhyNot.OVERLAPS
    assert why_not_period(later, later, today=later, others=[]) is WhyNot.NOT_CLOSED
    assert why_not_period(last, first, today=later, others=[]) is WhyNot.ENDS_FIRST


def _series(*values: float) -> list[tuple[date, float]]:
    return [(DAY + timedelta(days=30 * place), value) for place, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "days_on", "expected"),
    [
        ((), 10, Standing.NOT_KNOWN),
        ((50,), 10, Standing.NOT_KNOWN),
        ((50, 65), 40, Standing.ON_COURSE),
        ((50, 50), 40, Standing.BEHIND),
        ((50, 40), 40, Standing.BEHIND),
        ((50, 85), 40, Standing.ON_COURSE),
        ((50, 60, 70, 80), 121, Standing.MET),
        ((50, 60, 70, 79), 121, Standing.MISSED),
        ((), 121, Standing.NOT_KNOWN),
    ],
)
def test_how_a_measure_stands(values: tuple[float, ...], days_on: int, expected: Standing) -> None:
    target = (DAY + timedelta(days=120), 80.0)
    on = DAY + timedelta(days=days_on)
    assert standing(_series(*values), target, set_on=DAY, better=Better.UP, today=on) is expected


def test_down_can_be_good() -> None:
    target = (DAY + timedelta(days=60), 10.0)
    on = DAY + timedelta(days=61)
    for value, expected in ((9.0, Standing.MET), (11.0, Standing.MISSED)):
        assert standing(_series(20, value), target, set_on=DAY, better=Better.DOWN, today=on) is expected


def test_a_value_after_the_day_of_a_target_does_not_save_it() -> None:
    target = (DAY + timedelta(days=40), 80.0)
    on = DAY + timedelta(days=90)
    assert standing(_series(50, 60, 90), target, set_on=DAY, better=Better.UP, today=on) is Standing.MISSED


def test_three_values_are_a_direction_two_are_not() -> None:
    assert trend(_series(1, 2), Better.UP) is Trend.TOO_FEW
    assert trend(_series(1, 2, 3), Better.UP) is Trend.BETTER
    assert trend(_series(1, 2, 3), Better.DOWN) is Trend.WORSE
    assert trend(_series(1, 3, 2), Better.UP) is Trend.UP_AND_DOWN
    assert trend(_series(2, 2, 2), Better.UP) is Trend.SAME


def test_done_needs_what_shows_it_and_never_needs_its_reason() -> None:
    now = ActionState.UNDER_WAY
    assert why_not_say(now, ActionState.DONE, "it is", "") is PlanWhyNot.NO_EVIDENCE
    assert why_not_say(now, ActionState.DONE, "", "the new form") is None
    assert why_not_say(now, ActionState.WILL_NOT, " ", "") is PlanWhyNot.NO_REASON
    assert why_not_say(ActionState.DONE, ActionState.UNDER_WAY, "", "") is PlanWhyNot.NOT_OPEN


def test_reminders_shortly_before_and_each_week_after() -> None:
    warn = DAY - timedelta(days=7)
    assert reminder(DAY, warn, warn - timedelta(days=1)) is None
    assert reminder(DAY, warn, DAY) == "due"
    assert reminder(DAY, warn, DAY + timedelta(days=7)) == "late 0"
    assert reminder(DAY, warn, DAY + timedelta(days=8)) == "late 1"
    assert not goes_to_the_chair(DAY, DAY + timedelta(days=13))
    assert goes_to_the_chair(DAY, DAY + timedelta(days=14))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//evil", "https://a b", "x"])
def test_a_link_leads_to_a_page_and_to_nothing_else(link: str) -> None:
    assert why_not_link(link) is PlanWhyNot.BAD_LINK


def test_numbers_and_days_as_people_type_them() -> None:
    assert [number_in(text) for text in ("12", "12.5", "12,5", "1,200", "80 %")] == [12, 12.5, 12.5, 1200, 80]
    assert [number_in(text) for text in ("", "-1", "1e9", "٣", "nan", "1.2.3")] == [None] * 6
    days = [day_in(text) for text in ("27/03/2026", "27.3.2026", "2026-03-27")]
    assert days == [date(2026, 3, 27)] * 3
    assert [day_in(text) for text in ("", "31/02/2026", "03/27/2026", "27/03/26", "01/01/0001")] == [None] * 5


def test_the_rhythm_gives_the_next_meetings() -> None:
    assert reports.meetings(4, DAY, DAY, 2) == [DAY, DAY + timedelta(weeks=4)]
    assert reports.meetings(4, DAY, DAY + timedelta(days=1), 1) == [DAY + timedelta(weeks=4)]
    assert reports.meetings(4, DAY, DAY - timedelta(days=90), 1) == [DAY]
    assert reports.in_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    why = reports.why_not_rhythm(4, DAY, somebody=False, last=None, today=DAY)
    assert why is reports.WhyNot.NOBODY_AGREED


@pytest.mark.parametrize(
    "content", [b"", b"\x00a;b", b"a\n", b"b;c\n1;2\n", b'a\n"x\n', b"a\n" + b"x\n" * 2001]
)
def test_a_file_that_cannot_be_read_says_why(content: bytes) -> None:
    with pytest.raises(CannotRead):
        rows_of(content, ("a",), ("a",))


def test_files_come_as_spreadsheets_save_them() -> None:
    wanted = [(2, {"a": "=1", "b": "naïve"}), (4, {"a": "two\nlines", "b": ""})]
    text = 'B;A\r\nnaïve;\'=1\r\n;\r\n;"two\nlines"\r\n'
    for content in (text.encode("utf-8-sig"), text.encode("cp1252")):
        rows = rows_of(content, ("a", "b"), ("a",))
        assert [row for _line, row in rows] == [row for _line, row in wanted]
        assert rows[0][0] == 2


def test_every_measure_that_is_ready_says_what_it_counts_and_how_to_collect_it() -> None:
    keys = [one.key for one in all_of()]
    assert len(keys) == len(set(keys)) >= 20
    assert all(one.name and one.counts and one.source and one.how for one in all_of())
    assert {one.key for one in all_of() if one.portal_key} >= {
        "answers_on_time",
        "records_on_time",
        "letters_on_time",
    }
    assert {"worker_changes", "pathway_plans", "school_plans", "health_checks"} <= set(keys)
