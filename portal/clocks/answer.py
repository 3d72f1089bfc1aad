"""What goes into a clock and what comes out of it: events, the answer, and the steps that led to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Fault(StrEnum):
    """Why nothing can be counted; the words are for whoever typed it in."""

    NO_SUCH_CLOCK = "there is no such clock"
    NO_SUCH_EVENT = "there is no such event"
    NOT_FOR_THIS_CLOCK = "this clock has no such event"
    BEFORE_START = "the event is from before the start"
    NOT_ASKED = "an answer came that nobody had asked for by then"
    NEEDS_A_DAY = "the start must be a day, as 2026-11-25"
    NEEDS_A_TIME = "the start must be a day and a time, as 2026-11-25T09:15"
    NEEDS_A_COUNT = "how many is the council's own setting and was not given"
    OUT_OF_CALENDAR = "the days are outside the calendar that is known"


class CannotCount(ValueError):
    """Nothing can be counted; `why` says which rule, `what` names the clock, event or day."""

    def __init__(self, why: Fault, what: object = "") -> None:
        super().__init__(f"{why.value}: {what}" if what != "" else why.value)
        self.why, self.what = why, what


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happened on a day and may move the clock."""

    kind: str
    on: date


class NoEffect(StrEnum):
    """Why an event changed nothing."""

    NOTICE_TOO_LATE = "notice too late"
    ASKED_TOO_LATE = "asked too late"
    BEFORE_IT_BEGAN = "before it began"


class StepKind(StrEnum):
    """One step of working it out. The words are in wording.py; the values a step carries stand beside it."""

    STARTED = "started"  # day
    STARTED_AT = "started at"  # at
    NOT_ON_THE_CLOCK = "not on the clock"  # at, instead
    NOT_IN_FORCE = "not in force"  # day
    NO_LONGER_IN_FORCE = "no longer in force"  # day
    RESTARTED_ID = "restarted: id"  # day
    RESTARTED_AUTHORITY = "restarted: authority"  # day
    RESTARTED_FEE = "restarted: fee"  # day
    WAITS_ID = "waits: id"  # day
    WAITS_AUTHORITY = "waits: authority"  # day
    WAITS_FEE = "waits: fee"  # day
    EXTENDED = "extended"  # day, num (months in all), start
    NOTICE_TOO_LATE = "notice too late"  # day, last
    HOURS = "hours"  # num, at
    DAYS = "days"  # num, day
    WEEKS = "weeks"  # num, day
    MONTHS = "months"  # num, day
    MONTHS_SHORT = "months, no such date"  # num, day
    YEARS = "years"  # num, day
    YEARS_SHORT = "years, no such date"  # num, day
    YEARS_WITH = "years beginning with"  # num, day
    WORKING_DAYS = "working days"  # num, day
    PAUSED = "paused"  # asked, received, num
    PAUSED_FROM = "paused, asked before it began"  # asked, received, num, start
    PAUSES_ADDED = "pauses added"  # num, day
    STANDS_STILL = "stands still"  # day, num
    ASKED_TOO_LATE = "asked too late"  # day, last
    BEFORE_IT_BEGAN = "before it began"  # asked, received
    HOLIDAY_BETWEEN = "holiday between"  # day, holiday
    WEEKEND = "weekend"  # day
    HOLIDAY = "holiday"  # day, holiday
    ROLLED = "rolled"  # day
    STAYS = "stays"  # day
    AIM_BEFORE = "aim before"  # day
    AIM_SHORTER = "aim, pauses shorter"  # day
    CLOCKS_CHANGE = "clocks change"  # at
    COMPUTED = "computed"  # year


@dataclass(frozen=True, slots=True)
class Step:
    """One step; its values are days, moments, numbers and holidays, never prose."""

    kind: StepKind
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """When it is due, and how that was worked out.

    `due` is None while the clock stands still (since `stands_still_since`, with `days_left` when what is
    waited for comes). `aim_by` is the safer day where the rule defines one. `notice_by` is the last day for
    the notice that extends it, `send_notice_by` the working day to send it by. `due_at` is the moment that
    `due` shows on the wall, for clocks of hours.
    """

    clock: str
    due: date | datetime | None
    aim_by: date | None
    steps: tuple[Step, ...]
    stands_still_since: date | None = None
    days_left: int | None = None
    due_at: datetime | None = None
    notice_by: date | None = None
    send_notice_by: date | None = None
    unused: tuple[tuple[Event, NoEffect], ...] = ()

    @property
    def due_on(self) -> date | None:
        """The day it is due, also for a clock of hours."""
        return self.due.date() if isinstance(self.due, datetime) else self.due
