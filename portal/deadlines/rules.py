"""Why an event cannot be put on a clock, and why a day cannot be added as a bank holiday. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from portal.clocks.answer import Answer, Fault, NoEffect
from portal.clocks.bank_holidays import Days, is_working_day

DAYS_BACK, DAYS_AHEAD = timedelta(days=366), timedelta(days=3 * 366)
LONGEST_NAME = 80


class WhyNot(StrEnum):
    """Why a clock cannot be counted with these events, or a day not be added."""

    NOTICE_TOO_LATE = "the time in which to say that it takes longer is over"
    ASKED_TOO_LATE = "the time was over when this was asked"
    BEFORE_START = "this was before it began"
    NOT_ASKED = "nothing had been asked by then"
    NOT_FOR_THIS_CLOCK = "this clock has no such event"
    CANNOT_COUNT = "this cannot be counted"
    NO_DAY = "say which day"
    NO_NAME = "say what the day is called"
    LONG_NAME = "its name is too long"
    AT_WEEKEND = "it is at a weekend"
    IS_HOLIDAY_ALREADY = "it is a bank holiday already"
    TOO_FAR = "it is too far away"


_FAULTS = {
    Fault.BEFORE_START: WhyNot.BEFORE_START,
    Fault.NOT_ASKED: WhyNot.NOT_ASKED,
    Fault.NOT_FOR_THIS_CLOCK: WhyNot.NOT_FOR_THIS_CLOCK,
}


def why_of(fault: Fault) -> WhyNot:
    """The reason behind what the engine could not count."""
    return _FAULTS.get(fault, WhyNot.CANNOT_COUNT)


def why_not_answer(answer: Answer) -> WhyNot | None:
    """An event that came too late to do what it was meant to do is refused, not kept in silence."""
    unused = {effect for _event, effect in answer.unused}
    if NoEffect.NOTICE_TOO_LATE in unused:
        return WhyNot.NOTICE_TOO_LATE
    return WhyNot.ASKED_TOO_LATE if NoEffect.ASKED_TOO_LATE in unused else None


def why_not_add_day(day: date | None, name: str, *, known: Days, today: date) -> WhyNot | None:
    """A day that changes nothing, or that nobody can have meant."""
    if day is None:
        return WhyNot.NO_DAY
    if not today - DAYS_BACK <= day <= today + DAYS_AHEAD:
        return WhyNot.TOO_FAR
    if day.weekday() > 4:
        return WhyNot.AT_WEEKEND
    if not is_working_day(day, known):
        return WhyNot.IS_HOLIDAY_ALREADY
    if len(name) > LONGEST_NAME:
        return WhyNot.LONG_NAME
    return None if name.strip() else WhyNot.NO_NAME
