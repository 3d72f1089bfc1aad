"""What a try at a door can come to. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from portal.accounts.rules.cards import CardStop


class Wrong(StrEnum):
    """Why the door stays shut. Says nothing about whether somebody is known."""

    NOT_RIGHT = "not_right"
    TOO_SOON = "too_soon"  # wait, then try again
    NOT_WHOLE = "not_whole"  # too few words


@dataclass(frozen=True)
class Opened:
    """The door opened, for this account. `by_card`: they have a card behind them, and words before them."""

    account_id: UUID
    ways_version: int
    language: str = ""
    by_card: bool = False
    easy_read: bool | None = None


@dataclass(frozen=True)
class Shut:
    """The door stayed shut; with TOO_SOON `wait` says for how long."""

    why: Wrong | CardStop
    wait: timedelta = field(default_factory=timedelta)

    @property
    def seconds(self) -> int:
        """The wait in whole seconds, at least one when there is any."""
        return -(-int(self.wait.total_seconds() * 1000) // 1000)
