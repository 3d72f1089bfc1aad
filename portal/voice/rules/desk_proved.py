"""What a statement proved to be, once somebody has looked into it. Pure."""

from __future__ import annotations

from enum import StrEnum

ROUNDED_TO = 5


class Proof(StrEnum):
    """What the one who read it says it was, whatever the engine had thought."""

    NOW = "now"  # somebody needed help at once
    SOON = "soon"  # somebody needed help soon
    NOTHING_URGENT = "nothing_urgent"


def rounded(number: int) -> int:
    """To the nearest five, so that no single child can be made out in a table."""
    return ROUNDED_TO * ((number + ROUNDED_TO // 2) // ROUNDED_TO)
