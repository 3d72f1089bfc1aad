"""How much the desk has to bear, and how long it takes at the pace it goes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

LOOKED_AT = timedelta(hours=3)
"""The pace is that of the last few hours."""

TOLD_AGAIN = timedelta(hours=12)
"""A desk that fills, drains and fills again is told of this often at most."""


@dataclass(frozen=True)
class Load:
    """What is unread, and what came and was read in the hours looked at."""

    unread: int
    came: int
    read: int

    def read_through_at(self, now: datetime) -> datetime | None:
        """When all of it is read at this pace; None while nobody reads, or when there is nothing to read."""
        if not self.unread or not self.read:
            return None
        return now + LOOKED_AT * (self.unread / self.read)

    def is_full(self, full_at: int) -> bool:
        return self.unread >= full_at
