"""Whose turn a statement is, how long it is held for somebody, and what may be undone. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from math import ceil
from statistics import median

HOLD = timedelta(minutes=10)
UNDO_WITHIN = timedelta(minutes=10)
_PAUSE = timedelta(minutes=2)
"""Longer than this between two: somebody was away from the page."""
_USUAL_SECONDS = 8.0


class WhyNot(StrEnum):
    """Why what was typed is not kept, or nothing is undone."""

    SOMEBODY_ELSE_HAS_IT = "it was left too long and somebody else has it now"
    SORTED_MEANWHILE = "somebody else sorted it meanwhile"
    TOO_LATE = "it is too long ago"
    ALREADY_COUNTED = "a paper that counts it was printed since"
    IS_A_QUOTE = "its words were suggested as a quote since"
    CHANGED_SINCE = "somebody has worked on it since"


def has_lapsed(until: datetime, now: datetime) -> bool:
    """Whether somebody else may have it."""
    return until <= now


def why_not_save(*, has_it_as_second: bool, somebody_else_has_it: bool, is_sorted: bool) -> WhyNot | None:
    """A choice is kept even when the time ran out, unless somebody else has it or was first."""
    if is_sorted and not has_it_as_second:
        return WhyNot.SORTED_MEANWHILE
    return WhyNot.SOMEBODY_ELSE_HAS_IT if somebody_else_has_it else None


def why_not_undo(
    *, done_at: datetime, now: datetime, printed_at: datetime | None, is_quote: bool, is_settled: bool = False
) -> WhyNot | None:
    """The last one can be taken back for a while; never once a paper that counts it was printed."""
    if now - done_at > UNDO_WITHIN:
        return WhyNot.TOO_LATE
    if printed_at and printed_at >= done_at:
        return WhyNot.ALREADY_COUNTED
    if is_settled:
        return WhyNot.CHANGED_SINCE
    return WhyNot.IS_A_QUOTE if is_quote else None


def seconds_each(moments: Sequence[datetime]) -> float:
    """How long one takes somebody, from when they saved the last ones; eight seconds until that is clear."""
    times = sorted(moments)
    gaps = [
        (later - earlier).total_seconds()
        for earlier, later in pairwise(times)
        if timedelta(0) < later - earlier <= _PAUSE
    ]
    return float(median(gaps)) if len(gaps) >= 3 else _USUAL_SECONDS


def minutes_left(left: int, moments: Sequence[datetime]) -> int:
    """About how many minutes the rest takes, at least one while any is left."""
    return ceil(left * seconds_each(moments) / 60) if left else 0
