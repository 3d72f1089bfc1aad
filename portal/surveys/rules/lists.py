"""Which surveys a list shows. Pure."""

from __future__ import annotations

from enum import StrEnum


class Which(StrEnum):
    MINE = "mine"
    ALL = "all"
    AWAY = "away"


def which(text: str) -> Which:
    """What an address asks for; anything odd is one's own."""
    return Which(text) if text in set(Which) else Which.MINE
