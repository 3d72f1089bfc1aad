"""When answers without names leave the intake, and how one answer is taken apart. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from portal.surveys.rules.content import Content
from portal.surveys.rules.kinds import FREE_WORDS
from portal.surveys.rules.path import asked

AFTER_CLOSING = timedelta(minutes=1)
"""So long after closing the last batch is made: whatever was being sent then has arrived."""
KEEP = timedelta(days=30)
"""So long until answers that came too few to be shown safely are destroyed, and what nobody sent."""


def is_large_enough(waiting: int, there: int, least: int) -> bool:
    """No batch is smaller than what may be shown. One that comes on top of many is larger still: each
    writes all answers of its wave anew."""
    return waiting >= max(least, there // 4)


def is_time(waiting: int, there: int, least: int, *, is_closing: bool) -> bool:
    return waiting >= least if is_closing else is_large_enough(waiting, there, least)


def is_time_to_count(there: int, counted: int, least: int, *, is_closing: bool) -> bool:
    """The same for answers that have a name and no intake: how many there are, how many were counted. The
    last few are not counted either: results that go from 10 to 11 tell what one person said."""
    return is_time(there - counted, counted, least, is_closing=is_closing)


def is_last(closed_at: datetime | None, now: datetime) -> bool:
    """Whether the wave closed long enough ago for its last batch."""
    return closed_at is not None and now - closed_at >= AFTER_CLOSING


def is_over(closed_at: datetime, now: datetime) -> bool:
    """Whether what is left of a wave is to be destroyed."""
    return now - closed_at >= KEEP


def parted(content: Content, values: Mapping[str, Any]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """What was chosen, and apart from it each text with its question. Both in the survey's order, whatever
    the order in which they were answered."""
    chosen: dict[str, Any] = {}
    words: list[tuple[str, str]] = []
    for question in asked(content, values):
        if question.key not in values:
            continue
        if question.kind in FREE_WORDS:
            words.append((question.key, str(values[question.key])))
        else:
            chosen[question.key] = values[question.key]
    return chosen, words
