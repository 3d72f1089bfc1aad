"""The clocks once more, written from the rules alone and in another way: no arithmetic on dates, only walking
from day to day. Bank holidays come from another library. It knows nothing of the engine or its table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

import holidays

DAY = timedelta(days=1)
Happened = Sequence[tuple[str, date]]

WORKING = {
    "review_first": 20, "review_decisions": 5, "review_manager_response": 5, "review_decisions_out": 10,
    "review_record": 15, "review_distribution": 20, "dispute": 20, "complaint_1": 10, "complaint_1_max": 20,
    "complaint_2": 25, "complaint_2_max": 65, "complaint_3_request": 20, "complaint_3_panel": 30,
    "complaint_3_report": 5, "complaint_3_response": 15,
}  # fmt: skip
NOT_MORE_THAN_MONTHS = {
    "review_second": 3, "review_later": 6, "pathway_review": 6, "visit_three_months": 3,
    "review_second_placed_for_adoption": 3, "review_later_placed_for_adoption": 6,
    "review_first_short_breaks": 3, "review_later_short_breaks": 6,
    "protection_review_first": 3, "protection_review_later": 6,
}  # fmt: skip
NOT_MORE_THAN_WEEKS = {
    "visit_first": 1, "visit_six_weeks": 6, "visit_weekly": 1, "visit_four_weeks": 4, "iro_appointment": 4,
    "review_first_placed_for_adoption": 4,
}  # fmt: skip
YEARS = {"keep_care_record": 75, "keep_adoption_record": 100, "complaint_limit": 1}

ALL = [
    "sar", "dp_complaint", "information_asking", "pathway_assessment", "keep_care_record_after_death",
    *WORKING, *NOT_MORE_THAN_MONTHS, *NOT_MORE_THAN_WEEKS, *YEARS,
]  # fmt: skip


def second_opinion(clock: str, start: date, happened: Happened = ()) -> tuple[date | None, date | None]:
    """When it is due (None: it stands still) and the safer day."""
    if clock == "sar":
        return _request(start, happened)
    if clock == "dp_complaint":
        return forward(walk(start, 30)), None
    if clock == "information_asking":
        return forward(months_on(start, 1)), None
    if clock in WORKING:
        return _working(start, WORKING[clock]), None
    if clock in YEARS:
        return months_on(start, 12 * YEARS[clock]), None
    if clock == "keep_care_record_after_death":
        return _years_with(start, 15), None
    if clock == "pathway_assessment":
        return months_on(start, 3), None
    if clock in NOT_MORE_THAN_WEEKS:
        due = walk(start, 7 * NOT_MORE_THAN_WEEKS[clock])
    else:
        due = months_on(start, NOT_MORE_THAN_MONTHS[clock])
    return due, backward(due)


@cache
def _off(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


@cache
def is_worked(day: date) -> bool:
    return day.strftime("%a") not in ("Sat", "Sun") and day not in _off(day.year)


def forward(day: date) -> date:
    return day if is_worked(day) else forward(day + DAY)


def backward(day: date) -> date:
    return day if is_worked(day) else backward(day - DAY)


def walk(day: date, days: int) -> date:
    for _ in range(days):
        day += DAY
    return day


def _working(day: date, count: int) -> date:
    while count:
        day += DAY
        count -= is_worked(day)
    return day


@cache
def months_on(start: date, months: int) -> date:
    """Go on into the month meant, then to the same number in it, or to its last day."""
    day = start
    while months:
        day += DAY
        months -= day.day == 1
    if start.day == 1 or day == start:
        return day
    while day.day < start.day and (day + DAY).day != 1:
        day += DAY
    return day


@cache
def _years_with(first: date, years: int) -> date:
    """The last day of so many years of which `first` is the first day: the day before the next one begins."""
    day = first
    while years:
        day += DAY
        is_birthday = (day.month, day.day) == (first.month, first.day)
        is_stand_in = (first.month, first.day) == (2, 29) and (day.month, day.day) == (3, 1)
        leap = (day - DAY).day == 29
        years -= is_birthday or (is_stand_in and not leap)
    return day - DAY


def _request(start: date, happened: Happened) -> tuple[date | None, date | None]:
    begun = max([start, *(on for kind, on in happened if kind in _PROOF)])
    for proof in _PROOF:
        asked = [on for kind, on in happened if kind == proof.replace("received", "asked")]
        came = [on for kind, on in happened if kind == proof]
        if asked and (not came or max(came) < max(asked)):
            return None, None
    end, _pauses = _month_end(begun, 1, happened)
    told = [on for kind, on in happened if kind == "extension_notified"]
    if told and (end is None or min(told) <= end):
        end, _pauses = _month_end(begun, 3, happened)
    else:
        end, _pauses = _month_end(begun, 1, happened)
    if end is None:
        return None, None
    safer = end
    for _ in range(_pauses):
        safer -= DAY
    return forward(end), forward(safer) if _pauses else None


_PROOF = ("id_received", "authority_received", "fee_received")


def _month_end(begun: date, months: int, happened: Happened) -> tuple[date | None, int]:
    """Walk through the days that count; on a day with an open question no time passes."""
    asked = sorted(on for kind, on in happened if kind == "clarification_asked")
    got = sorted(on for kind, on in happened if kind == "clarification_received")
    plain, to_go, day = months_on(begun, months), 0, begun
    while day != plain:
        day, to_go = day + DAY, to_go + 1
    day, pauses, was_open = begun, 0, False
    is_open, ended = _is_open(day, asked, got), False
    to_go += is_open
    pauses += is_open
    while to_go:
        was_open, ended = is_open, day in got and _answered(day, asked, got)
        day += DAY
        is_open = _is_open(day, asked, got)
        to_go -= not is_open
        pauses += is_open and (not was_open or ended)
        if is_open and len(asked) > len(got) and day > max(asked + got):
            return None, pauses
    return day, pauses


def _is_open(day: date, asked: list[date], got: list[date]) -> bool:
    """Something asked on or before this day was not answered before it."""
    return sum(on <= day for on in asked) > sum(on < day for on in got)


def _answered(day: date, asked: list[date], got: list[date]) -> bool:
    """By the evening of this day nothing was left open."""
    return sum(on <= day for on in asked) == sum(on <= day for on in got)
