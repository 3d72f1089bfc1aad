"""How long somebody stays signed in. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

LONGEST = timedelta(hours=12)
"""However busy, a session ends after this long."""

TYPED_IS_KEPT = timedelta(hours=12)
"""How long after a session ran out words typed in it still reach the draft of the person it belonged to."""


class Standing(StrEnum):
    OPEN = "open"
    LAPSED = "lapsed"  # it ran out by itself: typed words may be kept, nothing may be shown
    OVER = "over"


def standing(*, began_at: datetime, seen_at: datetime, now: datetime, quiet: timedelta) -> Standing:
    """Whether a session is open, after `quiet` time without a request and `LONGEST` at most."""
    age, silence = now - began_at, now - seen_at
    if silence < -timedelta(minutes=5):  # seen in the future: a clock went wrong or the cookie did
        return Standing.OVER
    if silence <= quiet and age <= LONGEST:
        return Standing.OPEN
    return Standing.LAPSED if silence <= TYPED_IS_KEPT else Standing.OVER
