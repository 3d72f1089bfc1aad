"""When people read: weekly reading hours, and the honest time by which a word sent now will have been
read.

The promise is "a trained person reads every word within the same working day". It holds only while
somebody is there to keep it, so every answer here is a moment inside real reading hours. Times come in
and go out in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.clocks.bank_holidays import NO_DAYS, Days, add_working_days, is_working_day

LONDON = "Europe/London"
_MIDNIGHT = time(0, 0)
_LOOK_AHEAD_DAYS = 366
_NEVER = "no reading hours within a year"
_SATURDAY = 5
_ALWAYS_HOLIDAYS = frozenset({(1, 1), (12, 25), (12, 26)})


@dataclass(frozen=True, slots=True)
class Window:
    """Local opening and closing times on one day. Closing at 00:00 means the midnight that ends the day."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError("opening times are local wall-clock times and carry no zone")
        if self.closes != _MIDNIGHT and self.closes <= self.opens:
            raise ValueError("reading must close after it opens on the same day")


NINE_TO_FIVE = Window(time(9), time(17))
OFFICE_WEEK: tuple[Window | None, ...] = (NINE_TO_FIVE,) * 5 + (None, None)


@dataclass(frozen=True, slots=True)
class Hours:
    """The reading hours of a council: Monday first, `None` where nobody reads that day.

    `last_minutes` is how long before closing a word must arrive to be promised for the same day;
    `extra` holds further days closed (proclaimed holidays). With `on_bank_holidays` the week runs on
    as usual on those days.
    """

    week: tuple[Window | None, ...] = OFFICE_WEEK
    zone: str = LONDON
    last_minutes: int = 60
    extra: Days = NO_DAYS
    on_bank_holidays: bool = False

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise ValueError("a week of reading hours has seven days")
        if not any(self.week):
            raise ValueError("somebody must read on at least one day a week")
        if self.last_minutes < 0:
            raise ValueError("the minutes left before closing cannot be negative")
        ZoneInfo(self.zone)


@dataclass(frozen=True, slots=True)
class Opening:
    """One stretch in which people read, in UTC; open from `opens_at` until just before `closes_at`."""

    opens_at: datetime
    closes_at: datetime


def local_day(at: datetime, zone: str = LONDON) -> date:
    """The calendar day on which a moment falls for somebody in `zone`."""
    return _aware(at).astimezone(ZoneInfo(zone)).date()


def opening_on(hours: Hours, day: date) -> Opening | None:
    """The opening on a local `day`, or `None` where nobody reads.

    On the two days when clocks change, the wall clock decides; a time that comes twice counts as the
    first, so that no promise is later than the clock on the wall, and an opening swallowed by the
    missing hour is none.
    """
    window = hours.week[day.weekday()]
    if window is None or not _is_kept(hours, day):
        return None
    last_day = day + timedelta(days=1) if window.closes == _MIDNIGHT else day
    opens_at = _moment(day, window.opens, hours.zone)
    closes_at = _moment(last_day, window.closes, hours.zone)
    return Opening(opens_at, closes_at) if opens_at < closes_at else None


def is_open(hours: Hours, at: datetime) -> bool:
    """Is somebody reading at this moment? Open at the opening minute, closed at the closing one."""
    opening = opening_on(hours, local_day(at, hours.zone))
    return opening is not None and opening.opens_at <= _aware(at) < opening.closes_at


def next_opening(hours: Hours, at: datetime) -> Opening:
    """The first opening that starts at or after `at`: what a page says when nobody is reading now.

    Raises LookupError if there is none within a year.
    """
    moment = _aware(at)
    for opening in _openings(hours, moment):
        if opening.opens_at >= moment:
            return opening
    raise LookupError(_NEVER)


def reading_for(hours: Hours, sent_at: datetime) -> Opening:
    """The opening in which a word sent at `sent_at` can honestly be promised to be read.

    It is the first in which `last_minutes` or more remain, counted from when it was sent or from the
    opening if that is later. Raises LookupError if there is none within a year.
    """
    moment = _aware(sent_at)
    least = timedelta(minutes=hours.last_minutes)
    for opening in _openings(hours, moment):
        left = opening.closes_at - max(moment, opening.opens_at)
        if left >= least and left > timedelta(0):
            return opening
    raise LookupError(_NEVER)


def read_by(hours: Hours, sent_at: datetime) -> datetime:
    """The moment by which a trained person will have read what was sent at `sent_at`: a closing time, in
    UTC.

    - Sent at night or before opening: the end of that day's reading, as the whole day is still there
      to read it.
    - Sent during reading with `last_minutes` left: the end of the same day. A closing time, not "in an
      hour": a busy day reads in order of worry, and the closing is the one moment the desk checks that
      nothing is unread.
    - Sent in the last minutes: the end of the next reading day. Promising today's closing would be
      kept only when the desk is quiet, and a child who was promised it and not read learns that it is
      not true.
    - Friday evening, a weekend, Christmas Day: the end of the next day that really is read, however
      far. The page must give that day by name, with the number to ring at once; a shorter promise
      would be a false one.
    - On the days the clocks change the closing is still the one on the wall: 17:00 is 17:00, UTC
      moves.

    Desks should aim to read within minutes; this is the latest honest moment, not the aim. Later words
    never get an earlier moment. Raises ValueError for a time without a zone and LookupError if nobody
    reads within a year.
    """
    return reading_for(hours, sent_at).closes_at


def answer_by(day: date, working_days: int = 5, extra: Days = NO_DAYS) -> date:
    """The day by which an answer is due: `working_days` after `day`, the next working day being day 1.

    `day` is the local day it was sent or read (`local_day` gives it); a word sent on a Saturday has
    the same five full working days as one sent on the Friday before.
    """
    return add_working_days(day, working_days, extra)


def _is_kept(hours: Hours, day: date) -> bool:
    if day in hours.extra:
        return False
    if hours.on_bank_holidays:
        return True
    # At a weekend "not a working day" says nothing of holidays: Christmas Day on a Saturday is Christmas.
    if day.weekday() >= _SATURDAY:
        return (day.month, day.day) not in _ALWAYS_HOLIDAYS
    return is_working_day(day)


def _openings(hours: Hours, moment: datetime) -> Iterator[Opening]:
    first = local_day(moment, hours.zone)
    for ahead in range(_LOOK_AHEAD_DAYS + 1):
        opening = opening_on(hours, first + timedelta(days=ahead))
        if opening and opening.closes_at > moment:
            yield opening


def _moment(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at.replace(fold=0), ZoneInfo(zone)).astimezone(UTC)


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None or at.utcoffset() is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(UTC)
