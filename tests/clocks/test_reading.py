"""When words are read: the promise must always be a moment when somebody is there to keep it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.clocks.reading import (
    NINE_TO_FIVE,
    Hours,
    Window,
    answer_by,
    is_open,
    local_day,
    next_opening,
    opening_on,
    read_by,
    reading_for,
)

LONDON = ZoneInfo("Europe/London")
OFFICE = Hours()
EVERY_DAY = Hours(week=(Window(time(8), time(0)),) * 7, on_bank_holidays=True)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2034, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
TIMES = st.integers(0, 23 * 60 + 59).map(lambda minutes: time(minutes // 60, minutes % 60))


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


@st.composite
def windows(draw: st.DrawFn) -> Window | None:
    opens, closes = draw(TIMES), draw(TIMES)
    if opens == closes:
        return None
    return Window(min(opens, closes), max(opens, closes))


@st.composite
def all_hours(draw: st.DrawFn) -> Hours:
    week = [draw(windows()) for _ in range(7)]
    week[draw(st.integers(0, 4))] = NINE_TO_FIVE
    return Hours(
        tuple(week),
        zone=draw(st.sampled_from(["Europe/London", "America/St_Johns", "UTC"])),
        last_minutes=draw(st.integers(0, 240)),
        extra=draw(st.frozensets(st.dates(date(2024, 1, 1), date(2034, 1, 1)), max_size=5)),
        on_bank_holidays=draw(st.booleans()),
    )


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("2026-11-18 07:00", "2026-11-18 17:00"),  # before opening: the whole day is left
        ("2026-11-18 10:00", "2026-11-18 17:00"),
        ("2026-11-18 16:00", "2026-11-18 17:00"),  # exactly an hour left
        ("2026-11-18 16:01", "2026-11-19 17:00"),  # too late to promise today
        ("2026-11-18 23:30", "2026-11-19 17:00"),
        ("2026-11-20 16:30", "2026-11-23 17:00"),  # Friday evening
        ("2026-12-24 16:30", "2026-12-29 17:00"),  # Christmas Eve: Friday 25, Monday 28 off
        ("2027-12-24 16:30", "2027-12-29 17:00"),  # two substitute days
        ("2026-03-28 22:00", "2026-03-30 17:00"),  # the clocks go forward on the Sunday
        ("2026-10-24 22:00", "2026-10-26 17:00"),  # and back
    ],
)
def test_what_may_honestly_be_promised(sent: str, read: str) -> None:
    assert read_by(OFFICE, london(sent)) == london(read)


def test_five_o_clock_is_on_the_wall_whatever_utc_says() -> None:
    assert read_by(OFFICE, london("2026-07-01 10:00")).hour == 16
    assert read_by(OFFICE, london("2026-12-01 10:00")).hour == 17


def test_open_at_the_opening_minute_and_closed_at_the_closing_one() -> None:
    assert not is_open(OFFICE, london("2026-11-18 08:59:59"))
    assert is_open(OFFICE, london("2026-11-18 09:00"))
    assert is_open(OFFICE, london("2026-11-18 16:59:59"))
    assert not is_open(OFFICE, london("2026-11-18 17:00"))
    assert not is_open(OFFICE, london("2026-12-25 12:00"))


def test_when_reading_starts_again() -> None:
    assert next_opening(OFFICE, london("2026-11-20 18:00")).opens_at == london("2026-11-23 09:00")
    assert next_opening(OFFICE, london("2026-11-18 12:00")).opens_at == london("2026-11-19 09:00")
    assert next_opening(OFFICE, london("2026-11-18 09:00")).opens_at == london("2026-11-18 09:00")


def test_reading_every_day_until_midnight_runs_over_christmas() -> None:
    assert read_by(EVERY_DAY, london("2026-12-25 12:00")) == london("2026-12-26 00:00")
    assert read_by(EVERY_DAY, london("2026-12-25 23:30")) == london("2026-12-27 00:00")


def test_weekend_reading_stops_for_christmas_day_itself() -> None:
    hours = Hours(week=(NINE_TO_FIVE,) * 7)
    assert opening_on(hours, date(2027, 12, 24)) is not None
    assert opening_on(hours, date(2027, 12, 25)) is None
    assert opening_on(hours, date(2027, 12, 18)) is not None


def test_an_hour_that_is_missing_is_no_opening() -> None:
    hours = Hours(week=(NINE_TO_FIVE,) * 6 + (Window(time(1, 30), time(2)),), last_minutes=0)
    assert opening_on(hours, date(2026, 3, 29)) is None
    assert opening_on(hours, date(2026, 3, 22)) is not None


def test_an_hour_that_comes_twice_closes_at_the_first() -> None:
    hours = Hours(week=(NINE_TO_FIVE,) * 6 + (Window(time(0), time(1, 30)),))
    opening = opening_on(hours, date(2026, 10, 25))
    assert opening is not None
    assert opening.closes_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_an_opening_shorter_than_the_least_is_never_promised() -> None:
    hours = Hours(week=(Window(time(9), time(9, 30)), NINE_TO_FIVE) + (None,) * 5)
    assert read_by(hours, london("2026-11-16 07:00")) == london("2026-11-17 17:00")


def test_closed_days_of_the_council_count() -> None:
    hours = Hours(extra=frozenset({date(2026, 11, 19)}))
    assert read_by(hours, london("2026-11-18 18:00")) == london("2026-11-20 17:00")


def test_never_reading_is_said_not_guessed() -> None:
    closed = frozenset(date(2026, 1, 1) + timedelta(days=day) for day in range(800))
    with pytest.raises(LookupError):
        read_by(Hours(extra=closed), london("2026-02-01 10:00"))
    with pytest.raises(LookupError):
        next_opening(Hours(extra=closed), london("2026-02-01 10:00"))


@pytest.mark.parametrize("function", [is_open, next_opening, read_by])
def test_times_without_a_zone_are_refused(function: object) -> None:
    assert callable(function)
    with pytest.raises(ValueError, match="zone"):
        function(OFFICE, datetime(2026, 1, 5, 10))  # noqa: DTZ001 - the naive time is what is tried


@pytest.mark.parametrize(
    "make",
    [
        lambda: Hours(week=(None,) * 7),
        lambda: Hours(week=(NINE_TO_FIVE,) * 5),
        lambda: Hours(last_minutes=-1),
        lambda: Window(time(17), time(9)),
        lambda: Window(time(9), time(9)),
        lambda: Window(time(9, tzinfo=UTC), time(17)),
    ],
)
def test_hours_that_make_no_sense_are_refused(make: object) -> None:
    assert callable(make)
    with pytest.raises(ValueError):
        make()


@given(all_hours(), MOMENTS)
def test_the_promise_is_after_sending_and_within_an_opening(hours: Hours, sent: datetime) -> None:
    opening = reading_for(hours, sent)
    by = read_by(hours, sent)
    assert by == opening.closes_at
    assert by > sent
    assert by.tzinfo is UTC
    assert by - max(sent, opening.opens_at) >= timedelta(minutes=hours.last_minutes)
    assert is_open(hours, by - timedelta(microseconds=1))


@given(all_hours(), MOMENTS, st.timedeltas(timedelta(0), timedelta(days=12)))
def test_what_is_sent_later_is_never_promised_earlier(hours: Hours, sent: datetime, later: timedelta) -> None:
    assert read_by(hours, sent) <= read_by(hours, sent + later)


@given(all_hours(), MOMENTS)
def test_nobody_reads_between_now_and_the_next_opening(hours: Hours, at: datetime) -> None:
    opening = next_opening(hours, at)
    assert opening.opens_at >= at
    assert is_open(hours, opening.opens_at)
    if not is_open(hours, at):
        between = at + (opening.opens_at - at) / 2
        assert between == opening.opens_at or not is_open(hours, between)


def test_the_local_day_of_a_summer_night() -> None:
    assert local_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)


def test_answers_are_due_in_five_working_days() -> None:
    assert answer_by(date(2026, 11, 20)) == date(2026, 11, 27)
    assert answer_by(date(2026, 11, 21)) == date(2026, 11, 27)
    assert answer_by(date(2026, 12, 23)) == date(2027, 1, 4)
    assert answer_by(date(2026, 11, 20), 1, frozenset({date(2026, 11, 23)})) == date(2026, 11, 24)
