"""Reminding of talks beside a file."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from portal.records.commands.meetings import remind


def remind_of_talks(now: datetime, zone: ZoneInfo) -> int:
    """Both sides a day before, ours when a ring is due: once each."""
    return remind(now, zone)
