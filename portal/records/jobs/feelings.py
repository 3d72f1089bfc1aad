"""Asking, a month later, how it felt."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from portal.records.commands.feelings import ask_how_it_felt


def ask_a_month_later(now: datetime, zone: ZoneInfo) -> int:
    """Once each; returns how many were asked."""
    return ask_how_it_felt(now, now.astimezone(zone).date())
