"""Reminding panel support of the dates before a meeting: numbers, words, sign-off, papers out."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from portal.panels.commands import cycle


def remind_of_dates(now: datetime, zone: ZoneInfo) -> int:
    """Of each date once; returns for how many meetings. It is called within a transaction."""
    return cycle.remind(now.astimezone(zone).date())
