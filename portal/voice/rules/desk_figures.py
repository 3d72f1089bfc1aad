"""How long reading took, by the hours of the week in which things came. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

BLOCKS = ((0, 6), (6, 9), (9, 12), (12, 15), (15, 18), (18, 21), (21, 24))
"""Hours of the day, first included, last not."""


@dataclass(frozen=True)
class Reading:
    """How many came, and how long until they were read: half of them sooner, and the longest."""

    number: int
    median: timedelta
    worst: timedelta
    unread: int


def reading_of(came: Iterable[tuple[datetime, datetime | None]], now: datetime) -> Reading | None:
    """Over (sent, read) moments. What nobody has read yet counts with the time it has waited so far, so that
    a desk that reads nothing does not look quick. None when nothing came."""
    pairs = list(came)
    if not pairs:
        return None
    waits = [(read_at or now) - sent_at for sent_at, read_at in pairs]
    return Reading(
        number=len(pairs),
        median=timedelta(seconds=median(wait.total_seconds() for wait in waits)),
        worst=max(waits),
        unread=sum(1 for _sent, read_at in pairs if read_at is None),
    )


def rounded(number: int) -> int:
    """To the nearest 5: one more or less does not show."""
    return (number + 2) // 5 * 5


def roughly(reading: Reading | None) -> Reading | None:
    """For whoever does not read everything: rounded, and none of too few."""
    number = rounded(reading.number) if reading else 0
    return replace(reading, number=number) if reading and number else None


def by_hour_of_week(
    came: Iterable[tuple[datetime, datetime | None]], now: datetime, zone: ZoneInfo
) -> list[list[Reading | None]]:
    """Seven days, Monday first, each with a reading for every block of hours, on the council's clocks."""
    cells: list[list[list[tuple[datetime, datetime | None]]]] = [[[] for _ in BLOCKS] for _ in range(7)]
    for sent_at, read_at in came:
        local = sent_at.astimezone(zone)
        block = next(n for n, (first, last) in enumerate(BLOCKS) if first <= local.hour < last)
        cells[local.weekday()][block].append((sent_at, read_at))
    return [[reading_of(cell, now) for cell in day] for day in cells]


def quarter_of(at: datetime, zone: ZoneInfo) -> tuple[int, int]:
    """The year and quarter of the calendar a moment falls in, on the council's clocks."""
    local = at.astimezone(zone)
    return local.year, (local.month + 2) // 3
