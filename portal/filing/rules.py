"""What goes onto a record in the council's case system, by when, and who hears that it did not. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

KIND = "filing"
"""The kind of clock."""
MOST_AT_ONCE = 200
KEPT_FOR = timedelta(days=7)
"""How long a file with many statements waits to be fetched."""
BUSY_FOR = timedelta(minutes=10)
MOST_TRIES = 3
MOST_BYTES = 150_000_000
LOOK_BACK = timedelta(days=30)
"""What was read longer ago, before there were these clocks, gets none."""


class WhyNot(StrEnum):
    """Why something cannot be put on a record, or be fetched."""

    DAY_AHEAD = "this day has not come yet"
    BEFORE_SENT = "it was not said yet on this day"
    NO_DAY = "say on which day"
    ENDS_BEFORE_START = "the period ends before it starts"
    NOTHING_PICKED = "nothing was picked"
    TOO_MANY = "too many at once"
    NOT_READY = "it is not made yet, or it is gone"
    CHANGED_SINCE = "something in it was taken back, or is not theirs to see any more"
    WAITS = "the safety team decides first"
    NEVER = "the safety team decided that it does not go on the record"
    NOTHING_TO_DECIDE = "it concerns nobody, so there is nothing to decide"
    NOT_SAID = "say which it is"


class Decided(StrEnum):
    """How something that concerns somebody goes on the record, as a safety lead said."""

    AS_IT_IS = "as_it_is"
    RESTRICTED = "restricted"  # in the part of the record that not everybody opens
    NEVER = "never"


class Verdict(StrEnum):
    """Whether one statement may go on the record now."""

    OPEN = "open"  # it concerns nobody
    WAITS = "waits"  # for a safety lead
    AS_IT_IS = "as_it_is"
    RESTRICTED = "restricted"
    NEVER = "never"


def verdict(
    last_concern_at: datetime | None, decided: Decided | None, decided_at: datetime | None
) -> Verdict:
    """What was decided holds until it concerns somebody else too."""
    if last_concern_at is None:
        return Verdict.OPEN
    if decided is None or decided_at is None or decided_at < last_concern_at:
        return Verdict.WAITS
    return Verdict(decided.value)


def why_not_file(found: Verdict) -> WhyNot | None:
    return {Verdict.WAITS: WhyNot.WAITS, Verdict.NEVER: WhyNot.NEVER}.get(found)


def why_not_decide(found: Verdict, decided: Decided | None) -> WhyNot | None:
    if decided is None:
        return WhyNot.NOT_SAID
    return WhyNot.NOTHING_TO_DECIDE if found is Verdict.OPEN else None


def why_not_filed_on(day: date | None, *, sent_on: date, today: date) -> WhyNot | None:
    """A day on which it cannot have been put on the record."""
    if day is None:
        return WhyNot.NO_DAY
    if day > today:
        return WhyNot.DAY_AHEAD
    return WhyNot.BEFORE_SENT if day < sent_on else None


def why_not_period(first: date | None, last: date | None) -> WhyNot | None:
    """Days between which nothing can have been said."""
    if first is None or last is None:
        return WhyNot.NO_DAY
    return WhyNot.ENDS_BEFORE_START if last < first else None


def why_not_batch(count: int) -> WhyNot | None:
    """How many statements go into one file."""
    if count == 0:
        return WhyNot.NOTHING_PICKED
    return WhyNot.TOO_MANY if count > MOST_AT_ONCE else None


def is_gone(made_at: datetime | None, now: datetime) -> bool:
    return made_at is not None and now - made_at > KEPT_FOR
