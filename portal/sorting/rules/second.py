"""Which statements are sorted twice, when somebody is handed one of them, and what comes of it. Pure.

The choice hangs on a secret of this council, so that nobody who sorts can tell beforehand which are looked at
again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

ONE_IN = 10
WITHIN = timedelta(days=60)
"""A second opinion on older words would say more about how the codebook has changed."""


class Settled(StrEnum):
    """How two opinions were settled."""

    AGREED = "agreed"  # they said the same
    FIRST = "first"  # what the first one said stands
    SECOND = "second"  # what the second one said counts now
    ANEW = "anew"  # something else counts now


class WhyNot(StrEnum):
    """Why it is not settled."""

    SETTLED_ALREADY = "the two were settled already"


def is_drawn(secret: bytes) -> bool:
    """One in ten, by a keyed hash of the statement's id; also for whether it is somebody's turn for one."""
    return int.from_bytes(secret[:8], "big") % ONE_IN == 0


def is_same(
    one: Collection[str], one_stance: str | None, other: Collection[str], other_stance: str | None
) -> bool:
    """Whether two people said the same: themes and how it is spoken of."""
    return set(one) == set(other) and one_stance == other_stance
