"""The desk's figures as a page: the period asked for, the week in blocks, worries told by others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import format_timedelta, get_locale

from portal.kit import clock
from portal.policy.viewer import the_viewer
from portal.voice.presenters.saying import settings
from portal.voice.queries import desk_figures as queries
from portal.voice.rules.desk_figures import (
    BLOCKS,
    Reading,
    by_hour_of_week,
    quarter_of,
    reading_of,
    roughly,
    rounded,
)

PERIODS = (7, 28, 91, 365)
USUAL = 28
QUARTERS = timedelta(days=365)

Worries = Mapping[tuple[int, int], Mapping[str, int]]
"""Of each quarter: how many, by the capacity of whoever told."""


@dataclass(frozen=True)
class FiguresPage:
    days: int
    periods: Sequence[int]
    whole: Reading | None
    blocks: Sequence[str]
    week: Sequence[tuple[str, Sequence[Reading | None]]]
    worries: Worries
    roles: Sequence[str]
    is_rounded: bool
    long: Callable[[timedelta], str]


def figures_page(asked: str) -> FiguresPage:
    """The figures of the last so many days; of the usual number when something else is asked for."""
    days = int(asked) if asked in {str(one) for one in PERIODS} else USUAL
    now, zone, viewer = clock.now(), settings().time_zone, the_viewer()
    came = [(one.sent_at, one.read_at) for one in queries.came_since(viewer, now - timedelta(days=days))]
    whole, week = reading_of(came, now), by_hour_of_week(came, now, zone)
    worries = _by_quarter(queries.worries_since(viewer, now - QUARTERS))
    is_rounded = not queries.reads_everything(viewer)
    if is_rounded:
        whole, week = roughly(whole), [[roughly(cell) for cell in day] for day in week]
        worries = _rounded(worries)
    return FiguresPage(
        days=days,
        periods=PERIODS,
        whole=whole,
        blocks=[f"{first:02}–{last:02}" for first, last in BLOCKS],
        week=list(zip(_weekdays(), week, strict=True)),
        worries=worries,
        roles=sorted({role for counts in worries.values() for role in counts}),
        is_rounded=is_rounded,
        long=_long,
    )


def _rounded(worries: Worries) -> Worries:
    """Without what is too few to show."""
    found = {
        quarter: {role: rounded(number) for role, number in counts.items() if rounded(number)}
        for quarter, counts in worries.items()
    }
    return {quarter: counts for quarter, counts in found.items() if counts}


def _by_quarter(worries: Sequence[tuple[str, datetime]]) -> Worries:
    found: dict[tuple[int, int], Counter[str]] = {}
    zone = settings().time_zone
    for role, at in worries:
        found.setdefault(quarter_of(at, zone), Counter())[role] += 1
    return dict(sorted(found.items(), reverse=True))


def _long(length: timedelta) -> str:
    """A length of time in words: `2 hours`."""
    return str(format_timedelta(length, granularity="minute", threshold=1.5))


def _weekdays() -> list[str]:
    locale = get_locale()
    names = locale.days["stand-alone"]["wide"] if locale else {}
    return [str(names.get(number, number)) for number in range(7)]
